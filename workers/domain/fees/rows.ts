import { and, desc, eq, exists, lt, or, type SQL, sql } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { Permission } from '../../contract/access.ts';
import type { FeeState } from '../../contract/expert-words.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';
import { changed } from '../people/chain.ts';
import { among, scopeOf } from '../units/scope.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.expertFee);
export type FeeRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** @throws `not_found`, `conflict`, `wrong_state` */
export async function feeIn(ctx: Ctx, seen: { id: string; version: number }, state: FeeState): Promise<FeeRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.expertFee.id, seen.id));
  const fee = found(row);
  if (fee.version !== seen.version) refuse('conflict');
  if (fee.state !== state) refuse('wrong_state');
  return fee;
}

/** One step of a fee: event, guarded row, counter of its state. */
export function stepWrites(ctx: Ctx, row: FeeRow, action: string, to: FeeState, set: Partial<NewRow<'expertFee'>>) {
  const change = { action, from: row.state, to, data: {} };
  return [
    ...changed(ctx, 'expertFee', row, change, { ...set, state: to, updatedAt: ctx.now }),
    ...feeCounters(ctx, row.state, to),
  ];
}

/** Counter `expert.fee`: one bucket a state. */
export function feeCounters({ db }: Ctx, from: string | null, to: string): Write[] {
  if (from === to) return [];
  return [...(from === null ? [] : [db.count('expert.fee', from, -1)]), db.count('expert.fee', to, 1)];
}

/** What the counters should say, for the nightly reconciliation. */
export async function recountFees({ db }: Ctx): Promise<Map<string, number>> {
  const f = db.rows.expertFee;
  const states = await db.select({ state: f.state, n: sql<number>`COUNT(*)` }).from(f).groupBy(f.state);
  return new Map(states.map((g): [string, number] => [`expert.fee\n${g.state}`, g.n]));
}

/** Engagements of one's pools, and those one's own units ordered. */
export async function engagementsOf(ctx: Ctx, permission: Permission): Promise<SQL | undefined> {
  const scope = await scopeOf(ctx, permission);
  if (scope === 'all') return undefined;
  const e = ctx.db.rows.engagement;
  return or(among(e.unitId, scope), await poolsOf(ctx, permission, e.poolId));
}

/** Fees with what they are for, newest first. `seen`: whose, as a condition on the engagement. */
export async function readFees(
  ctx: Ctx,
  where: { readonly fee?: SQL | undefined; readonly engagement?: SQL | undefined; readonly after: string | undefined },
  limit: number,
) {
  const { expertFee: f, engagementExpert: p, engagement: e, expert: x, budgetLine: b } = ctx.db.rows;
  const seen = where.engagement
    ? exists(
        ctx.db
          .select({ one: sql`1` })
          .from(p)
          .innerJoin(e, eq(e.id, p.engagementId))
          .where(and(eq(p.id, f.partId), where.engagement)),
      )
    : undefined;
  const rows = await ctx.db
    .select()
    .from(f)
    .where(and(where.fee, seen, where.after === undefined ? undefined : lt(f.id, where.after)))
    .orderBy(desc(f.id))
    .limit(limit);
  const [parts, experts, budgets] = await Promise.all([
    ctx.db
      .select({ id: p.id, engagementId: p.engagementId, title: e.title })
      .from(p)
      .innerJoin(e, eq(e.id, p.engagementId))
      .where(
        among(
          p.id,
          rows.map((row) => row.partId),
        ),
      ),
    ctx.db
      .select({ id: x.id, name: x.name })
      .from(x)
      .where(
        among(
          x.id,
          rows.map((row) => row.expertId),
        ),
      ),
    ctx.db
      .select({ id: b.id, title: b.title })
      .from(b)
      .where(
        among(
          b.id,
          rows.map((row) => row.budgetLineId),
        ),
      ),
  ]);
  const partOf = new Map(parts.map((one) => [one.id, one]));
  const nameOf = new Map(experts.map((one) => [one.id, one.name]));
  const budgetOf = new Map(budgets.map((one) => [one.id, one.title]));
  return rows.map((row) => ({
    ...row,
    state: row.state as FeeState,
    expert: nameOf.get(row.expertId) ?? '',
    engagementId: partOf.get(row.partId)?.engagementId ?? '',
    engagement: partOf.get(row.partId)?.title ?? '',
    budget: budgetOf.get(row.budgetLineId) ?? '',
  }));
}
