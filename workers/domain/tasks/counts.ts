import { and, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { TASK_STAGE_NAMES } from '../../contract/task-words.ts';
import type { taskCounts as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { type Sight, sightOf, visibleTask } from './sight.ts';
import { SOON_MS, urgent } from './view.ts';

/** Beyond this a figure says nothing more, and counting would cost. */
const COUNT_MAX = 1000;

/**
 * How many tasks are in each stage. Whoever sees the whole district reads counters; a unit sees its own parts by their state;
 * in a plan, which is never long, the tasks themselves are counted.
 */
export async function counts(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const byStage = Object.fromEntries(TASK_STAGE_NAMES.map((stage) => [stage, 0]));
  for (const { stage, n } of await stages(ctx, sight, input.planId)) {
    if (stage in byStage) byStage[stage] = (byStage[stage] ?? 0) + n;
  }
  // Nobody else's drafts are told of, not even how many.
  if (sight.drafts !== 'all' && sight.units === 'all') byStage.drafted = 0;
  const [overdue, soon] = await Promise.all([
    late(ctx, sight, 'overdue', input.planId),
    late(ctx, sight, 'soon', input.planId),
  ]);
  return { byStage, overdue, soon };
}

type Counted = readonly { readonly stage: string; readonly n: number }[];

async function stages(ctx: Ctx, sight: Sight, planId: string | undefined): Promise<Counted> {
  const { counter: c, task: t } = ctx.db.rows;
  const { units } = sight;
  if (units === 'all') {
    const rows = await ctx.db
      .select({ bucket: c.bucket, n: c.value })
      .from(c)
      .where(planId ? and(eq(c.name, 'task.plan'), inBuckets(ctx, `${planId}|`)) : eq(c.name, 'task.stage'));
    return rows.map(({ bucket, n }) => ({ stage: bucket.split('|').at(-1) ?? '', n }));
  }
  if (!planId) return ofUnits(ctx, units);
  const some = ctx.db
    .select({ stage: t.stage })
    .from(t)
    .where(and(eq(t.planId, planId), visibleTask(ctx, sight)))
    .limit(COUNT_MAX)
    .as('some');
  return ctx.db.select({ stage: some.stage, n: sql<number>`COUNT(*)` }).from(some).groupBy(some.stage);
}

/** Buckets that begin so, as a span of the key. */
function inBuckets({ db }: Ctx, prefix: string): SQL | undefined {
  const c = db.rows.counter;
  return and(gte(c.bucket, prefix), lt(c.bucket, `${prefix}\u{10ffff}`));
}

/** A unit's own parts: a disputed one is still to be signed by somebody. */
async function ofUnits(ctx: Ctx, units: Set<string>): Promise<Counted> {
  const c = ctx.db.rows.counter;
  const rows = await ctx.db.select({ bucket: c.bucket, n: c.value }).from(c).where(eq(c.name, 'task.units'));
  return rows.flatMap(({ bucket, n }) => {
    const [unitId = '', state = ''] = bucket.split('|');
    if (!units.has(unitId) || state === 'drafted') return [];
    return [{ stage: state === 'disputed' ? 'dispatched' : state, n }];
  });
}

async function late(ctx: Ctx, sight: Sight, urgency: 'overdue' | 'soon', planId: string | undefined): Promise<number> {
  const { units } = sight;
  const query = units === 'all' || planId ? lateTasks(ctx, sight, urgency, planId) : lateParts(ctx, units, urgency);
  const [row] = await query;
  return row?.n ?? 0;
}

export function lateTasks(ctx: Ctx, sight: Sight, urgency: 'overdue' | 'soon', planId?: string) {
  const t = ctx.db.rows.task;
  const where = and(urgent(ctx, urgency), planId ? eq(t.planId, planId) : undefined, visibleTask(ctx, sight));
  const some = ctx.db.select({ id: t.id }).from(t).where(where).limit(COUNT_MAX).as('some');
  return ctx.db.select({ n: sql<number>`COUNT(*)` }).from(some);
}

/** Read off the index of open parts alone. */
export function lateParts({ db, now }: Ctx, units: Iterable<string>, urgency: 'overdue' | 'soon') {
  const a = db.rows.assignment;
  const due = urgency === 'overdue' ? lt(a.dueAt, now) : and(gte(a.dueAt, now), lt(a.dueAt, now + SOON_MS));
  const where = and(among(a.unitId, units), isNull(a.finishedAt), due);
  const some = db.select({ id: a.id }).from(a).where(where).limit(COUNT_MAX).as('some');
  return db.select({ n: sql<number>`COUNT(*)` }).from(some);
}
