import { and, asc, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Filter } from './list.ts';
import { ofOwners, ofPerson, ofUnits } from './probes.ts';
import type { Sight } from './sight.ts';
import { urgent } from './view.ts';

/** Where a row stands in its order: a number (its place, its time limit, or nothing) and its id. */
export type Key = readonly [number, string];
/** The next keys behind one, straight off an index. */
export type Source = (after: Key | undefined, limit: number) => Promise<Key[]>;
/** Behind every time limit come the rows that have none. */
const UNTIMED = -1;

/** The order in which a filter is walked: the narrowest index that fits it. */
export function sources(ctx: Ctx, sight: Sight, filter: Filter, stages: readonly string[]): Source {
  const { planId, unitId, sort, urgency } = filter;
  if (planId && sort !== 'due' && !urgency)
    return async (after, limit) => toKeys(await inPlan(ctx, planId, after, limit));
  if (urgency)
    return async (after, limit) =>
      toKeys(await byDue(ctx, and(urgent(ctx, urgency), inPlanOf(ctx, planId)), after, limit));
  if (sort === 'due') return dueFirst(ctx, planId);
  if (unitId) return merged([(after, limit) => ofUnits(ctx, [unitId], after, limit)]);
  const { units, drafts, me } = sight;
  if (units !== 'all') {
    const owners = new Set([...units, ...(drafts === 'all' ? [] : drafts)]);
    const some = [...units];
    return merged([
      (after, limit) => ofUnits(ctx, some, after, limit),
      (after, limit) => ofPerson(ctx, me, after, limit),
      (after, limit) => ofOwners(ctx, [...owners], after, limit),
    ]);
  }
  if (stages.length > 0) return merged(stages.map((stage) => (after, limit) => inStage(ctx, stage, after, limit)));
  return async (after, limit) => toKeys(await newest(ctx, undefined, after?.[1], limit));
}

type Ids = readonly { readonly id: string; readonly n?: number | null }[];
const toKeys = (rows: Ids): Key[] => rows.map(({ id, n }) => [n ?? 0, id] as const);

/** Several lists, each newest first, as one; an id that stands in more of them comes once. */
function merged(lists: readonly ((before: string | undefined, limit: number) => PromiseLike<Ids>)[]): Source {
  return async (after, limit) => {
    const found = await Promise.all(lists.map((read) => read(after?.[1], limit)));
    const ids = new Set(found.flat().map((row) => row.id));
    return [...ids]
      .sort((x, y) => (x < y ? 1 : -1))
      .slice(0, limit)
      .map((id) => [0, id] as const);
  };
}

const inPlanOf = ({ db }: Ctx, planId: string | undefined): SQL | undefined =>
  planId ? eq(db.rows.task.planId, planId) : undefined;

export function inPlan({ db }: Ctx, planId: string, after: Key | undefined, limit: number) {
  const t = db.rows.task;
  const behind = after && sql`(${t.sort}, ${t.id}) > (${after[0]}, ${after[1]})`;
  return db
    .select({ id: t.id, n: t.sort })
    .from(t)
    .where(and(eq(t.planId, planId), behind))
    .orderBy(asc(t.sort), asc(t.id))
    .limit(limit);
}

export function newest({ db }: Ctx, where: SQL | undefined, before: string | undefined, limit: number) {
  const t = db.rows.task;
  return db
    .select({ id: t.id })
    .from(t)
    .where(and(where, before === undefined ? undefined : lt(t.id, before)))
    .orderBy(desc(t.id))
    .limit(limit);
}

export const inStage = (ctx: Ctx, stage: string, before: string | undefined, limit: number) =>
  newest(ctx, eq(ctx.db.rows.task.stage, stage), before, limit);

export function byDue({ db }: Ctx, where: SQL | undefined, after: Key | undefined, limit: number) {
  const t = db.rows.task;
  const behind = after && sql`(${t.dueAt}, ${t.id}) > (${after[0]}, ${after[1]})`;
  return db
    .select({ id: t.id, n: t.dueAt })
    .from(t)
    .where(and(isNull(t.closedAt), isNotNull(t.dueAt), where, behind))
    .orderBy(asc(t.dueAt), asc(t.id))
    .limit(limit);
}

/** What has a limit running, nearest first; then, newest first, everything else. */
function dueFirst(ctx: Ctx, planId: string | undefined): Source {
  const t = ctx.db.rows.task;
  const plan = inPlanOf(ctx, planId);
  return async (after, limit) => {
    const timed = after?.[0] === UNTIMED ? [] : toKeys(await byDue(ctx, plan, after, limit));
    if (timed.length === limit) return timed;
    const rest = and(plan, or(isNull(t.dueAt), isNotNull(t.closedAt)));
    const before = after?.[0] === UNTIMED ? after[1] : undefined;
    const untimed = await newest(ctx, rest, before, limit - timed.length);
    return [...timed, ...untimed.map(({ id }) => [UNTIMED, id] as const)];
  };
}
