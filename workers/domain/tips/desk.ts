import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Category } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

type Desk = OutputOf<typeof contract.desk>;
type Item = Desk['items'][number];

/** Newest first. Sealed text is not read here. */
export async function tipDesk(ctx: Ctx, input: InputOf<typeof contract.desk>): Promise<Desk> {
  const { tip: t, hazard: h, tipAttachment: a } = ctx.db.rows;
  const after = readCursor(input.cursor, ['number']);
  const rows = await ctx.db
    .select({
      id: t.id,
      seq: sql<number>`${t.seq}`.as('tip_seq'),
      day: t.day,
      state: sql<Item['state']>`${t.state}`.as('tip_state'),
      track: sql<Item['track']>`${t.track}`.as('tip_track'),
      category: sql<Category>`${t.category}`.as('tip_category'),
      placeUnitId: t.placeUnitId,
      danger: t.danger,
      kind: sql<Item['kind']>`${t.kind}`.as('tip_kind'),
      channel: t.channel,
      desk: t.desk,
      priority: t.priority,
      unread: t.unread,
      muted: t.muted,
      shreddedDay: t.shreddedDay,
      casualty: t.casualty,
      hazardNumber: h.number,
      hazardState: sql<string>`${h.state}`.as('hazard_state'),
      dueAt: h.dueAt,
    })
    .from(t)
    .innerJoin(h, eq(h.id, t.hazardId))
    .where(
      and(
        input.state ? eq(t.state, input.state) : undefined,
        input.kind ? eq(t.kind, input.kind) : undefined,
        after ? lt(t.seq, after[0]) : undefined,
      ),
    )
    .orderBy(desc(t.seq))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.seq]);
  const counts = await ctx.db
    .select({ tipId: a.tipId, n: sql<number>`COUNT(*)` })
    .from(a)
    .where(
      among(
        a.tipId,
        items.map((row) => row.id),
      ),
    )
    .groupBy(a.tipId);
  const files = new Map(counts.map((c) => [c.tipId, c.n]));
  return {
    items: items.map((row) => ({
      ...row,
      channel: row.channel as Item['channel'],
      shredded: row.shreddedDay !== null,
      attachments: files.get(row.id) ?? 0,
      dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    })),
    next,
    folds: [],
  };
}
