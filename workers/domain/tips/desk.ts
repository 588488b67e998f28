import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { CATEGORY_NAMES, type Category } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { myDesks } from './desks.ts';
import { visibleTips } from './rows.ts';

type Input = InputOf<typeof contract.desk>;
type Desk = OutputOf<typeof contract.desk>;
type Item = Desk['items'][number];
type Fold = Desk['folds'][number];

/** Retaliation first, then newest. What came in a flood stands in `folds`, or is listed by `fold`. Sealed text is not read here. */
export async function tipDesk(ctx: Ctx, input: Input): Promise<Desk> {
  const rows = await deskRows(ctx, input);
  const { items, next } = cut(rows, input.limit, (row) => [row.priority, row.seq]);
  const files = await fileCounts(
    ctx,
    items.map((row) => row.id),
  );
  const first = input.cursor === undefined && input.fold === undefined;
  return {
    items: items.map((row) => ({
      ...row,
      channel: row.channel as Item['channel'],
      shredded: row.shreddedDay !== null,
      attachments: files.get(row.id) ?? 0,
      dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    })),
    next,
    folds: first ? await folds(ctx) : [],
  };
}

/** One row more than a page, picked from the index that holds the order and all that filters it. */
export async function deskRows(ctx: Ctx, input: Omit<Input, 'cursor'> & { cursor?: string }) {
  const { tip: t, hazard: h } = ctx.db.rows;
  const after = readCursor(input.cursor, ['number', 'number']);
  return ctx.db
    .select({
      id: t.id,
      seq: sql<number>`${t.seq}`.as('tip_seq'),
      day: t.day,
      state: sql<Item['state']>`${t.state}`.as('tip_state'),
      track: sql<Item['track']>`${t.track}`.as('tip_track'),
      category: sql<Category>`${t.category}`.as('tip_category'),
      placeUnitId: t.placeUnitId,
      danger: t.danger,
      casualty: t.casualty,
      kind: sql<Item['kind']>`${t.kind}`.as('tip_kind'),
      channel: t.channel,
      desk: t.desk,
      priority: t.priority,
      unread: t.unread,
      muted: t.muted,
      shreddedDay: t.shreddedDay,
      hazardNumber: h.number,
      hazardState: sql<string>`${h.state}`.as('hazard_state'),
      dueAt: h.dueAt,
    })
    .from(t)
    .innerJoin(h, eq(h.id, t.hazardId))
    .where(
      and(
        visibleTips(ctx),
        input.fold === undefined ? sql`${t.priority} >= 0` : inFold(ctx, input.fold),
        input.state && stateIs(ctx, input.state),
        input.kind && eq(t.kind, input.kind),
        // As written in the partial indexes, so that SQLite may take them.
        input.kind && input.kind !== 'hazard' ? sql`${t.kind} <> 'hazard'` : undefined,
        input.unread ? sql`${t.unread} > 0` : undefined,
        after && sql`(${t.priority}, ${t.seq}) < (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(desc(t.priority), desc(t.seq))
    .limit(input.limit + 1);
}

/** Who has one desk alone walks that desk's index: by state, the plus says, the whole tenant's would be walked. */
function stateIs(ctx: Ctx, state: string): SQL {
  const t = ctx.db.rows.tip;
  return myDesks(ctx).intake ? eq(t.state, state) : sql`+${t.state} = ${state}`;
}

function inFold(ctx: Ctx, fold: string): SQL | undefined {
  const t = ctx.db.rows.tip;
  const [day, category, placeUnitId, ...rest] = fold.split('|');
  if (!day || !category || placeUnitId === undefined || rest.length > 0) {
    return refuse('bad_request', { fields: [{ path: 'fold', message: '格式不对' }] });
  }
  const place = placeUnitId === '' ? isNull(t.placeUnitId) : eq(t.placeUnitId, placeUnitId);
  const header = myDesks(ctx).intake
    ? and(eq(t.day, day), eq(t.category, category))
    : sql`+${t.day} = ${day} AND +${t.category} = ${category}`;
  return and(sql`${t.priority} = -1`, header, place);
}

/** Read from the counters kept with the rows: a flood of any size costs the same. */
async function folds(ctx: Ctx): Promise<Fold[]> {
  const { intake, discipline } = myDesks(ctx);
  const c = ctx.db.rows.counter;
  const rows = await ctx.db
    .select({ bucket: c.bucket, count: c.value })
    .from(c)
    .where(and(eq(c.name, 'tip.fold'), gt(c.value, 0)));
  const mine = new Map<string, number>();
  for (const { bucket, count } of rows) {
    const [desk, ...key] = bucket.split('|');
    if (desk === 'discipline' ? !discipline : !intake) continue;
    mine.set(key.join('|'), (mine.get(key.join('|')) ?? 0) + count);
  }
  return [...mine].flatMap(([key, count]) => {
    const [day = '', category = '', placeUnitId = ''] = key.split('|');
    const known = CATEGORY_NAMES.find((name) => name === category);
    return known ? [{ key, day, category: known, placeUnitId: placeUnitId || null, count }] : [];
  });
}

async function fileCounts({ db }: Ctx, tipIds: readonly string[]): Promise<Map<string, number>> {
  const a = db.rows.tipAttachment;
  const counts = await db
    .select({ tipId: a.tipId, n: sql<number>`COUNT(*)` })
    .from(a)
    // The report's own: what went to and fro later is in the conversation.
    .where(and(among(a.tipId, tipIds), isNull(a.messageId)))
    .groupBy(a.tipId);
  return new Map(counts.map((c) => [c.tipId ?? '', c.n]));
}
