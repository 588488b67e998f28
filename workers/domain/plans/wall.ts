import { and, asc, eq, gte, lt, ne, notInArray, type SQL, sql } from 'drizzle-orm';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { wall as route } from '../../contract/plans.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { unitsInOrder } from './matrix.ts';
import { loadPlan } from './rows.ts';
import { type Sight, sightOf, visibleTask } from './sight.ts';
import { figuresOf, planView } from './view.ts';

/** Rows of the two lists beside the figures: what a wall shows without scrolling. */
const SHOWN = 12;
const NO_WORK = ['drafted', 'released'];
const DONE = ['accepted', 'released', 'drafted'];

/** Battle map: the figures of a plan and of each of its units, what is late and what comes next, on one screen. */
export async function wall(ctx: Ctx, id: string): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const plan = await loadPlan(ctx, id, sight);
  // Whoever sees all of the plan reads its counters; the others' figures are of the tasks they see.
  const seen = sight.units === 'all' ? undefined : await tasksSeen(ctx, sight, id);
  const ids = seen?.map((task) => task.id);
  const [stages, figures, late, next] = await Promise.all([
    seen ? stagesOf(seen) : figuresOf(ctx, [id]).then((f) => planView(plan, f.get(id), false).tasks),
    unitFigures(ctx, id, ids),
    dueParts(ctx, id, 'late', ids),
    dueParts(ctx, id, 'next', ids),
  ]);
  const units = await unitsInOrder(
    ctx,
    [...figures, ...late, ...next].map((row) => row.unitId),
  );
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const byUnit = new Map(figures.map((row) => [row.unitId, row]));
  const line = (row: (typeof late)[number]) => ({
    taskId: row.taskId,
    number: row.number,
    title: row.title,
    unit: names.get(row.unitId) ?? '',
    dueAt: new Date(row.dueAt as number).toISOString(),
  });
  return {
    title: plan.title,
    at: new Date(ctx.now).toISOString(),
    stages,
    units: units.flatMap(({ id: unitId, name }) => {
      const row = byUnit.get(unitId);
      if (!row) return [];
      const { unitId: _, ...sums } = row;
      return [{ id: unitId, name, ...sums, progress: Math.round(row.progress) }];
    }),
    late: late.map(line),
    ahead: next.map(line),
  };
}

/** For whoever sees some of the plan's tasks only. In the plan's order, so that its index is walked. */
export function tasksSeen(ctx: Ctx, sight: Sight, planId: string) {
  const t = ctx.db.rows.task;
  return ctx.db
    .select({ id: t.id, stage: t.stage })
    .from(t)
    .where(and(eq(t.planId, planId), ne(t.state, 'withdrawn'), visibleTask(ctx, sight)))
    .orderBy(asc(t.sort), asc(t.id))
    .limit(PLAN_MAX_TASKS);
}

function stagesOf(tasks: readonly { stage: string }[]): Record<string, number> {
  const stages: Record<string, number> = {};
  for (const { stage } of tasks) stages[stage] = (stages[stage] ?? 0) + 1;
  return stages;
}

/** One pass over the plan's part of `assignment_by_plan`. */
export function unitFigures(ctx: Ctx, planId: string, taskIds?: readonly string[]) {
  const a = ctx.db.rows.assignment;
  const sum = (condition: SQL) => sql<number>`SUM(${condition})`;
  return (
    ctx.db
      .select({
        unitId: a.unitId,
        total: sql<number>`COUNT(*)`,
        finished: sum(sql`${a.state} = 'accepted'`),
        submitted: sum(sql`${a.state} = 'submitted'`),
        late: sum(sql`${a.state} <> 'accepted' AND COALESCE(${a.dueAt} < ${ctx.now}, 0)`),
        progress: sql<number>`AVG(CASE ${a.state} WHEN 'accepted' THEN 100 ELSE ${a.progress} END)`,
      })
      .from(a)
      .where(and(eq(a.planId, planId), notInArray(a.state, NO_WORK), taskIds && among(a.taskId, taskIds)))
      // The plus: grouped down an index of units, SQLite would walk every part of the tenant.
      .groupBy(sql`+${a.unitId}`)
  );
}

/** Unfinished parts on one side of now, nearest deadline first. */
export function dueParts(ctx: Ctx, planId: string, side: 'late' | 'next', taskIds?: readonly string[]) {
  const { assignment: a, task: t } = ctx.db.rows;
  const due = side === 'late' ? lt(a.dueAt, ctx.now) : gte(a.dueAt, ctx.now);
  return ctx.db
    .select({
      taskId: a.taskId,
      unitId: a.unitId,
      dueAt: sql<number | null>`${a.dueAt}`.as('part_due'),
      number: t.number,
      title: t.title,
    })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(and(eq(a.planId, planId), notInArray(a.state, DONE), due, taskIds && among(a.taskId, taskIds)))
    .orderBy(asc(a.dueAt))
    .limit(SHOWN);
}
