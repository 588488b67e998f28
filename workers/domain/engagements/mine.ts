import { and, desc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { EngagementKind, EngagementState, PartState } from '../../contract/expert-words.ts';
import type * as contract from '../../contract/my-expert.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { myExpertId } from '../experts/sight.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { DECLARED, WORKING } from './machine.ts';
import type { EngagementRow, PartRow } from './rows.ts';

type Row = OutputOf<typeof contract.myJobs>['items'][number];
interface Names {
  readonly units: Readonly<Record<string, string>>;
  readonly pools: ReadonlyMap<string, string>;
}

export const declared = (part: PartRow): boolean => (DECLARED as readonly string[]).includes(part.state);

/** An expert's own jobs alone, once their invitations went out. */
export async function listMine(
  ctx: Ctx,
  { open, cursor, limit }: InputOf<typeof contract.myJobs>,
): Promise<OutputOf<typeof contract.myJobs>> {
  const { engagementExpert: p, engagement: e } = ctx.db.rows;
  const me = await myExpertId(ctx);
  const after = readCursor(cursor, ['string'])?.[0];
  const waiting = and(inArray(p.state, [...WORKING]), sql`${e.state} NOT IN ('closed', 'cancelled')`);
  const chosen = await ctx.db
    .select({ id: p.id, engagementId: p.engagementId })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(
      and(
        eq(p.expertId, me),
        ne(e.state, 'planned'),
        open ? waiting : undefined,
        after === undefined ? undefined : lt(p.id, after),
      ),
    )
    .orderBy(desc(p.id))
    .limit(limit + 1);
  const { items, next } = cut(chosen, limit, (row) => [row.id]);
  const [parts, engagements] = await Promise.all([
    ctx.db
      .select()
      .from(p)
      .where(
        among(
          p.id,
          items.map((row) => row.id),
        ),
      )
      .orderBy(desc(p.id)),
    ctx.db
      .select()
      .from(e)
      .where(
        among(
          e.id,
          items.map((row) => row.engagementId),
        ),
      ),
  ]);
  const names = await namesFor(ctx, engagements);
  const whole = new Map(engagements.map((row) => [row.id, row]));
  return { items: parts.map((part) => jobShown(part, whole.get(part.engagementId) as EngagementRow, names)), next };
}

export async function namesFor(ctx: Ctx, rows: readonly EngagementRow[]): Promise<Names> {
  const p = ctx.db.rows.expertPool;
  const pools = await ctx.db
    .select({ id: p.id, title: p.title })
    .from(p)
    .where(
      among(
        p.id,
        rows.flatMap((row) => row.poolId ?? []),
      ),
    );
  const units = await namesOf(
    ctx,
    [],
    rows.map((row) => row.unitId),
  );
  return { units, pools: new Map(pools.map((pool) => [pool.id, pool.title])) };
}

/** Until the statement is signed: who asks, the field, the days, the enterprise's name, and nothing else. */
export function jobShown(part: PartRow, row: EngagementRow, { units, pools }: Names): Row {
  const open = declared(part);
  return {
    ...{ id: part.id, version: part.version, enterprise: row.enterprise, fromDay: part.fromDay, toDay: part.toDay },
    ...{ state: part.state as PartState, engagementState: row.state as EngagementState, declared: open },
    unitName: units[row.unitId] ?? '',
    field: pools.get(row.poolId ?? '') ?? '',
    number: open ? row.number : null,
    title: open ? row.title : null,
    kind: open ? (row.kind as EngagementKind) : null,
    findings: open ? row.findings : null,
    dueAt: open ? isoOrNull(row.dueAt) : null,
  };
}

export async function countMine(ctx: Ctx): Promise<OutputOf<typeof contract.myJobCounts>> {
  const { engagementExpert: p, engagement: e } = ctx.db.rows;
  const rows = await ctx.db
    .select({ state: sql<string>`${p.state}`.as('part_state'), n: sql<number>`COUNT(*)` })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(and(eq(p.expertId, await myExpertId(ctx)), sql`${e.state} NOT IN ('planned', 'cancelled')`))
    .groupBy(sql`part_state`);
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  return { invited: of('invited'), accepted: of('accepted'), signed: of('signed') };
}
