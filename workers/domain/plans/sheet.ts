import { and, asc, eq, ne } from 'drizzle-orm';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { AssignmentRole, Recurrence, TaskKind } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import type { PartRow, TaskRow } from '../tasks/rows.ts';
import type { SheetTask } from './columns.ts';
import { plain } from './columns.ts';
import { type Sight, visibleTask } from './sight.ts';

/** A task of a plan with its parts, and what a sheet says of it. */
export interface Kept {
  readonly task: TaskRow;
  readonly parts: readonly PartRow[];
  readonly said: SheetTask;
}

/** The plan's tasks in its order, those withdrawn left out; one more than a plan may have, to know that there are more. */
export async function keptTasks(ctx: Ctx, sight: Sight, planId: string): Promise<Kept[]> {
  const t = ctx.db.rows.task;
  const tasks = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.planId, planId), ne(t.state, 'withdrawn'), visibleTask(ctx, sight)))
    .orderBy(asc(t.sort), asc(t.id))
    .limit(PLAN_MAX_TASKS + 1);
  const all = (await partsOfPlan(ctx, planId)).sort((x, y) => x.sort - y.sort);
  const byTask = Map.groupBy(
    all.filter((part) => part.state !== 'released'),
    (part) => part.taskId,
  );
  return tasks.map((task) => {
    const parts = byTask.get(task.id) ?? [];
    return { task, parts, said: saidOf(task, parts) };
  });
}

function saidOf(task: TaskRow, parts: readonly PartRow[]): SheetTask {
  return {
    itemNo: plain(task.itemNo),
    title: plain(task.title),
    content: plain(task.content),
    units: parts.map(({ unitId, role }) => ({ unitId, role: role as AssignmentRole })),
    deadlineText: plain(task.deadlineText),
    dueDay: task.dueDay,
    kind: task.kind as TaskKind,
    recurrence: (task.recurrence || null) as Recurrence | null,
  };
}

/** Every part of a plan. In the order of `assignment_by_plan`, so that SQLite walks that and not the tenant's parts. */
export function partsOfPlan({ db }: Ctx, planId: string): Promise<PartRow[]> {
  const a = db.rows.assignment;
  return db.select().from(a).where(eq(a.planId, planId)).orderBy(asc(a.taskId), asc(a.unitId));
}
