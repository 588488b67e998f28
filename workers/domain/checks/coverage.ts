import { and, asc, eq, exists, gt, isNotNull, notExists, sql } from 'drizzle-orm';
import type * as contract from '../../contract/check-teams.ts';
import type { CheckState } from '../../contract/check-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { loadPlan, type PlanRow } from '../plans/rows.ts';
import { among, covers, scopeOf } from '../units/scope.ts';
import { unitNames } from './fields.ts';
import { visibleChecks } from './sight.ts';

/**
 * 检查覆盖 n/m: who of a campaign was to be visited, and where somebody was. For its planners and for those who see the whole
 * district: whoever is on the list does not read in it who comes next.
 */
export async function listCoverage(
  ctx: Ctx,
  { id, left, cursor, limit }: InputOf<typeof contract.coverage>,
): Promise<OutputOf<typeof contract.coverage>> {
  const plan = await loadPlan(ctx, id);
  const mayEdit = await mayPlan(ctx, plan);
  if (!mayEdit && (await scopeOf(ctx, 'check.read')) !== 'all') refuse('forbidden');
  const t = ctx.db.rows.checkTarget;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await ctx.db
    .select({
      ...{ key: t.key, unitId: t.unitId, enterprise: t.enterprise, creditCode: t.creditCode },
      ...{ address: t.address, placeUnitId: t.placeUnitId },
    })
    .from(t)
    .where(
      and(
        eq(t.planId, id),
        after === undefined ? undefined : gt(t.key, after),
        left ? notExists(begun(ctx)) : undefined,
      ),
    )
    .orderBy(asc(t.key))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.key]);
  const keys = items.map((row) => row.key);
  const [visits, names, total, visited] = await Promise.all([
    visitsOf(ctx, id, keys),
    unitNames(
      ctx,
      items.map((row) => row.unitId),
    ),
    countTargets(ctx, id, false),
    countTargets(ctx, id, true),
  ]);
  return {
    items: items.map(({ enterprise, ...row }) => ({
      ...row,
      target: row.unitId === null ? enterprise : (names.get(row.unitId) ?? ''),
      ...figures(visits.filter((visit) => visit.key === row.key)),
    })),
    next,
    total,
    visited,
    mayEdit,
  };
}

export async function mayPlan(ctx: Ctx, plan: Pick<PlanRow, 'ownerUnitId' | 'kind'>): Promise<boolean> {
  return (
    plan.kind === 'campaign' && can(ctx, 'check.plan') && covers(await scopeOf(ctx, 'check.plan'), plan.ownerUnitId)
  );
}

/** A visit of this campaign to this target that began: nothing of it is secret. */
function begun({ db }: Ctx) {
  const { checkTarget: t, checkVisit: v } = db.rows;
  return db
    .select({ one: sql`1` })
    .from(v)
    .where(and(eq(v.planId, t.planId), eq(v.targetKey, t.key), isNotNull(v.startedAt)));
}

export async function countTargets(ctx: Ctx, planId: string, visited: boolean): Promise<number> {
  const t = ctx.db.rows.checkTarget;
  const [row] = await ctx.db
    .select({ n: sql<number>`COUNT(*)` })
    .from(t)
    .where(and(eq(t.planId, planId), visited ? exists(begun(ctx)) : undefined));
  return row?.n ?? 0;
}

async function visitsOf(ctx: Ctx, planId: string, keys: readonly string[]) {
  const v = ctx.db.rows.checkVisit;
  return ctx.db
    .select({
      ...{ id: v.id, key: v.targetKey, state: v.state, plannedDay: v.plannedDay },
      ...{ startedAt: v.startedAt, startedDay: v.startedDay },
    })
    .from(v)
    .where(and(eq(v.planId, planId), among(v.targetKey, keys), await visibleChecks(ctx)))
    .orderBy(asc(v.plannedDay), asc(v.id));
}

function figures(visits: Awaited<ReturnType<typeof visitsOf>>) {
  const begunOnes = visits.filter((visit) => visit.startedAt !== null);
  const planned = visits.filter((visit) => visit.state === 'planned');
  const last = begunOnes.at(-1) ?? planned.at(-1);
  return {
    ...{ visits: begunOnes.length, planned: planned.length },
    lastState: (last?.state ?? null) as CheckState | null,
    lastDay: last === undefined ? null : (last.startedDay ?? last.plannedDay),
    checkId: last?.id ?? null,
  };
}
