import { and, asc, eq, isNull, notInArray } from 'drizzle-orm';
import type { AssignmentRole, Recurrence, TaskKind } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { sightOf, visibleTask } from '../plans/sight.ts';
import { insertTemplate } from './write.ts';

/** A task kept for next year: its words, its units, its days with the year they are of. */
export async function templateFromTask(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  const { task: t, assignment: a, taskStep: s, plan: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      title: t.title,
      content: t.content,
      kind: t.kind,
      recurrence: t.recurrence,
      deadlineText: t.deadlineText,
      dueDay: t.dueDay,
      planId: t.planId,
    })
    .from(t)
    .where(and(eq(t.id, id), visibleTask(ctx, await sightOf(ctx))));
  const task = found(row);
  const [units, steps, [plan]] = await Promise.all([
    ctx.db
      .select({ unitId: a.unitId, role: a.role })
      .from(a)
      .where(and(eq(a.taskId, id), notInArray(a.state, ['released'])))
      .orderBy(asc(a.sort)),
    ctx.db
      .select({ text: s.title, due: s.dueDay })
      .from(s)
      .where(and(eq(s.taskId, id), isNull(s.assignmentId)))
      .orderBy(asc(s.dueDay), asc(s.sort))
      .limit(19),
    ctx.db.select({ year: p.year }).from(p).where(eq(p.id, task.planId)),
  ]);
  // Its last day is kept as a milestone of its own: words may say less than the day.
  const due = task.dueDay;
  const last = due === null || steps.some((step) => step.due === due) ? [] : [{ text: '完成', due }];
  const body = {
    text: task.content,
    units: units.map(({ unitId, role }) => ({ unitId, role: role as AssignmentRole })),
    deadlineText: task.deadlineText,
    kind: task.kind as TaskKind,
    recurrence: (task.recurrence || null) as Recurrence | null,
    year: plan?.year ?? null,
    milestones: [...steps, ...last],
    ...{ focus: [], from: '', to: '' },
  };
  return insertTemplate(ctx, { kind: 'task', title: task.title.slice(0, 120), body }, { taskId: id });
}
