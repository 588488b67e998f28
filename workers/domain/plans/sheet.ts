import { and, asc, eq, ne } from 'drizzle-orm';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { AssignmentRole, Recurrence, TaskKind } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { type PartRow, partsOf, type TaskRow } from '../tasks/rows.ts';
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
  const all = await partsOf(
    ctx,
    tasks.map((task) => task.id),
  );
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
