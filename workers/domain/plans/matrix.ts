import { and, asc, eq, ne } from 'drizzle-orm';
import type { matrix as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { AssignmentState, TaskKind } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { cut } from '../paging.ts';
import { among } from '../units/scope.ts';
import { loadPlan } from './rows.ts';
import { sightOf } from './sight.ts';
import { planTasks } from './tasks.ts';

/** Unit × task: a page of tasks, and all their cells off one covering index. */
export async function matrix(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const plan = await loadPlan(ctx, input.id, sight);
  const read = await planTasks(ctx, sight, plan.id, input.cursor, input.limit);
  const { items: tasks, next } = cut(read, input.limit, (row) => [row.sort, row.id]);
  const cells = await cellRows(
    ctx,
    plan.id,
    tasks.map((row) => row.id),
  );
  const units = await unitsInOrder(
    ctx,
    cells.map((cell) => cell.unitId),
  );
  const row = new Map(tasks.map((task, i) => [task.id, i]));
  const column = new Map(units.map((unit, i) => [unit.id, i]));
  return {
    items: tasks.map(({ id, number, title, kind, dueAt }) => ({
      ...{ id, number, title, kind: kind as TaskKind },
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    })),
    next,
    units,
    cells: cells.map((cell) => ({
      task: row.get(cell.taskId) as number,
      unit: column.get(cell.unitId) as number,
      id: cell.id,
      state: cell.state as AssignmentState,
      late: cell.dueAt !== null && cell.dueAt < ctx.now && cell.state !== 'accepted',
      progress: cell.progress,
    })),
  };
}

/** Every column of it lies in `assignment_by_plan`: the rows themselves are not touched. */
export function cellRows({ db }: Ctx, planId: string, taskIds: readonly string[]) {
  const a = db.rows.assignment;
  return db
    .select({
      id: a.id,
      taskId: a.taskId,
      unitId: a.unitId,
      state: a.state,
      dueAt: a.dueAt,
      progress: a.progress,
    })
    .from(a)
    .where(and(eq(a.planId, planId), among(a.taskId, taskIds), ne(a.state, 'released')));
}

/** These units in the tenant's own order. */
export function unitsInOrder({ db }: Ctx, ids: Iterable<string>): Promise<{ id: string; name: string }[]> {
  const u = db.rows.unit;
  return db
    .select({ id: u.id, name: u.name })
    .from(u)
    .where(among(u.id, new Set(ids)))
    .orderBy(asc(u.sort), asc(u.id));
}
