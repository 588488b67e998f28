import { asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { gantt as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { TaskStage } from '../../contract/task-words.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { namesOf } from '../hazards/view.ts';
import { cursorOf, cut } from '../paging.ts';
import { among } from '../units/scope.ts';
import { loadPlan } from './rows.ts';
import { sightOf } from './sight.ts';
import { type PlanTask, planTasks } from './tasks.ts';

/** Steps of one page. A page ends earlier where its tasks have more; the first task always comes whole. */
const STEPS = 2_000;

/** Bars of the work-back plan: tasks from their start to their deadline, with their milestones and the units' steps. */
export async function gantt(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const plan = await loadPlan(ctx, input.id, sight);
  const read = await planTasks(ctx, sight, plan.id, input.cursor, input.limit);
  const page = cut(read, input.limit, (row) => [row.sort, row.id]);
  const shown = await fittingOn(ctx, page.items);
  const last = shown.at(-1);
  const next = last && shown.length < page.items.length ? cursorOf(last.sort, last.id) : page.next;
  const steps = await stepRows(
    ctx,
    shown.map((task) => task.id),
  );
  const names = await namesOf(
    ctx,
    steps.map((step) => step.personId),
    steps.map((step) => step.unitId),
  );
  const today = localDay(ctx.now);
  const byTask = Map.groupBy(steps, (step) => step.taskId);
  return {
    items: shown.map((task) => ({
      id: task.id,
      number: task.number,
      title: task.title,
      startDay: task.startDay ?? (task.dispatchedAt === null ? null : localDay(task.dispatchedAt)),
      dueDay: task.dueDay ?? (task.dueAt === null ? null : localDay(task.dueAt)),
      stage: task.stage as TaskStage,
      steps: (byTask.get(task.id) ?? []).map((step) => ({
        id: step.id,
        title: step.title,
        unitId: step.unitId,
        who: step.personId === null ? step.who : (names[step.personId] ?? step.who),
        startDay: step.startDay,
        dueDay: step.dueDay,
        done: step.doneAt !== null,
        late: step.doneAt === null && step.dueDay < today,
      })),
    })),
    next,
    names: Object.fromEntries(steps.flatMap(({ unitId: id }) => (id === null ? [] : [[id, names[id] ?? '']]))),
  };
}

/** The first of these tasks whose steps together fit on one page. */
async function fittingOn(ctx: Ctx, tasks: readonly PlanTask[]): Promise<PlanTask[]> {
  const counts = await stepCounts(
    ctx,
    tasks.map((task) => task.id),
  );
  const count = new Map(counts.map((row) => [row.taskId, row.n]));
  let sum = 0;
  return tasks.filter((task, i) => {
    sum += count.get(task.id) ?? 0;
    return i === 0 || sum <= STEPS;
  });
}

export function stepCounts({ db }: Ctx, taskIds: readonly string[]) {
  const s = db.rows.taskStep;
  return (
    db
      .select({ taskId: s.taskId, n: sql<number>`COUNT(*)` })
      .from(s)
      .where(among(s.taskId, taskIds))
      // The plus: in the order of an index SQLite would walk every step of the tenant.
      .groupBy(sql`+${s.taskId}`)
  );
}

/** Milestones first, then the units' own steps, each in the order of its days. */
export function stepRows({ db }: Ctx, taskIds: readonly string[]) {
  const { taskStep: s, assignment: a } = db.rows;
  // Chosen by the index alone: left to itself, SQLite would walk every step of the tenant.
  const chosen = db.select({ id: s.id }).from(s).where(among(s.taskId, taskIds));
  return db
    .select({
      id: s.id,
      taskId: s.taskId,
      title: s.title,
      personId: s.personId,
      who: s.who,
      startDay: s.startDay,
      dueDay: s.dueDay,
      doneAt: s.doneAt,
      unitId: sql<string | null>`${a.unitId}`.as('step_unit'),
    })
    .from(s)
    .leftJoin(a, eq(a.id, s.assignmentId))
    .where(inArray(s.id, chosen))
    .orderBy(asc(s.taskId), sql`${isNull(s.assignmentId)} DESC`, asc(s.dueDay), asc(s.sort));
}
