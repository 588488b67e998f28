import { and, asc, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import type { wall as route } from '../../contract/plans.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
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
  const whole = sight.units === 'all';
  const [stages, figures, late, next] = await Promise.all([
    whole ? figuresOf(ctx, [id]).then((f) => planView(plan, f.get(id), false).tasks) : stagesSeen(ctx, sight, id),
    unitFigures(ctx, sight, id),
    dueParts(ctx, sight, id, sql`${ctx.db.rows.assignment.dueAt} < ${ctx.now}`),
    dueParts(ctx, sight, id, sql`${ctx.db.rows.assignment.dueAt} >= ${ctx.now}`),
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
    next: next.map(line),
  };
}

/** For whoever sees some of the plan's tasks only: all of them must be given parts of their own. */
function seenTasks(ctx: Ctx, sight: Sight, planId: string): SQL | undefined {
  if (sight.units === 'all') return undefined;
  const { assignment: a, task: t } = ctx.db.rows;
  const seen = ctx.db
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.planId, planId), visibleTask(ctx, sight)));
  return inArray(a.taskId, seen);
}

/** One pass over the plan's part of `assignment_by_plan`. */
export function unitFigures(ctx: Ctx, sight: Sight, planId: string) {
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
      .where(and(eq(a.planId, planId), notInArray(a.state, NO_WORK), seenTasks(ctx, sight, planId)))
      // The plus: grouped down an index of units, SQLite would walk every part of the tenant.
      .groupBy(sql`+${a.unitId}`)
  );
}

/** Unfinished parts on one side of now, nearest deadline first. */
export function dueParts(ctx: Ctx, sight: Sight, planId: string, side: SQL) {
  const { assignment: a, task: t } = ctx.db.rows;
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
    .where(and(eq(a.planId, planId), notInArray(a.state, DONE), side, seenTasks(ctx, sight, planId)))
    .orderBy(asc(a.dueAt))
    .limit(SHOWN);
}

async function stagesSeen(ctx: Ctx, sight: Sight, planId: string): Promise<Record<string, number>> {
  const t = ctx.db.rows.task;
  const rows = await ctx.db
    .select({ stage: t.stage, n: sql<number>`COUNT(*)` })
    .from(t)
    .where(and(eq(t.planId, planId), visibleTask(ctx, sight)))
    .groupBy(t.stage);
  return Object.fromEntries(rows.map((row) => [row.stage, row.n]));
}
