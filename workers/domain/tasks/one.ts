import { and, desc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { TaskState } from '../../contract/task-words.ts';
import type { assignmentView, stepButton, taskStepView, taskView } from '../../contract/tasks.ts';
import { belowOf } from '../cascade/message.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import type { Step } from '../machine.ts';
import { clocksOf } from './clocks.ts';
import { evidenceOf } from './evidence.ts';
import { allowedForPart, allowedForTask, type ScopeOf, scopes } from './guards.ts';
import { ASSIGNMENT_MACHINE, TASK_MACHINE } from './machine.ts';
import { loadTask, type PartRow, partsOf, type StepRow, stepsOf, type TaskRow } from './rows.ts';
import { type Sight, sightOf, visibleTask } from './sight.ts';
import { buttonOf, listColumns, rowView, shown, unitView, urgencyOf } from './view.ts';

type PartView = z.input<typeof assignmentView>;
/** Rounds of a recurring task and splits of it, the newest. */
const SUBTASKS = 60;

export async function one(ctx: Ctx, id: string): Promise<z.input<typeof taskView>> {
  const sight = await sightOf(ctx);
  const task = await loadTask(ctx, id, sight);
  const scopeFor = scopes(ctx);
  const [parts, steps, plan, subtasks] = await Promise.all([
    partsOf(ctx, [id]),
    stepsOf(ctx, [id]),
    planTitle(ctx, task.planId),
    subtasksOf(ctx, id, sight),
  ]);
  const assignments = await partViews(ctx, task, parts, steps, scopeFor);
  const people = [...parts.flatMap((p) => [p.personId, p.submittedBy]), ...steps.map((s) => s.personId)];
  const units = [
    task.ownerUnitId,
    ...parts.map((p) => p.unitId),
    ...subtasks.flatMap((s) => s.units.map((u) => u.unitId)),
  ];
  return {
    ...rowView(ctx, task, parts.map(unitView)),
    content: task.content,
    startDay: task.startDay,
    sector: task.sector,
    state: task.state as TaskState,
    source: task.source,
    outcome: task.outcome,
    ownerUnitId: task.ownerUnitId,
    planTitle: plan,
    createdAt: iso(task.createdAt),
    dispatchedAt: isoOrNull(task.dispatchedAt),
    closedAt: isoOrNull(task.closedAt),
    assignments,
    steps: steps.map((step) => stepView(ctx, step)),
    subtasks,
    actions: await taskButtons(ctx, task, scopeFor),
    names: await namesOf(ctx, people, units),
  };
}

async function planTitle({ db }: Ctx, id: string): Promise<string> {
  const p = db.rows.plan;
  const [plan] = await db.select({ title: p.title }).from(p).where(eq(p.id, id));
  return plan?.title ?? '';
}

async function subtasksOf(ctx: Ctx, id: string, sight: Sight) {
  const t = ctx.db.rows.task;
  const rows = await ctx.db
    .select(listColumns(ctx))
    .from(t)
    .where(and(eq(t.parentId, id), visibleTask(ctx, sight)))
    .orderBy(desc(t.sort), desc(t.id))
    .limit(SUBTASKS);
  return shown(ctx, rows);
}

async function partViews(
  ctx: Ctx,
  task: TaskRow,
  parts: readonly PartRow[],
  steps: readonly StepRow[],
  scopeFor: ScopeOf,
): Promise<PartView[]> {
  const ids = parts.map((part) => part.id);
  const milestones = steps.filter((step) => step.assignmentId === null).map((step) => step.id);
  const [clocks, evidence] = await Promise.all([clocksOf(ctx, ids, milestones), evidenceOf(ctx, ids)]);
  return Promise.all(
    parts.map(async (part): Promise<PartView> => {
      const { id, taskId, planId, unitId, role, personId, progress, dueDay, note, submittedBy, reason, round } = part;
      return {
        ...{ id, taskId, planId, unitId, personId, progress, dueDay, note, submittedBy, reason, round },
        role: role as PartView['role'],
        state: part.state as PartView['state'],
        dueAt: isoOrNull(part.dueAt),
        urgency: part.finishedAt === null ? urgencyOf(part.dueAt, ctx.now) : 'normal',
        version: part.version,
        noteAt: isoOrNull(part.noteAt),
        submittedAt: isoOrNull(part.submittedAt),
        below: belowOf(part.below),
        evidence: evidence
          .filter((file) => file.assignmentId === id)
          .map(({ id: fileId, blobId, caption, mediaType, addedAt }) => ({
            ...{ id: fileId, blobId, caption, mediaType },
            addedAt: iso(addedAt),
          })),
        // Milestones are everybody's: they show with each part.
        clocks: clocks.filter((c) => c.entityId === id || c.kind === 'milestone').map((c) => c.clock),
        actions: await partButtons(ctx, { part, task }, scopeFor),
      };
    }),
  );
}

function stepView(ctx: Ctx, step: StepRow): z.input<typeof taskStepView> {
  const { id, assignmentId, title, personId, who, startDay, dueDay, doneAt, version } = step;
  const late = dueDay < localDay(doneAt ?? ctx.now);
  return { id, assignmentId, title, personId, who, startDay, dueDay, doneAt: isoOrNull(doneAt), late, version };
}

type Button = z.input<typeof stepButton>;

function taskButtons(ctx: Ctx, row: TaskRow, scopeFor: ScopeOf): Promise<Button[]> {
  const steps: Record<string, Step> = TASK_MACHINE[row.state as keyof typeof TASK_MACHINE];
  return Promise.all(
    Object.entries(steps).map(async ([action, step]) =>
      buttonOf(action, step, await allowedForTask(ctx, row, action, scopeFor)),
    ),
  );
}

function partButtons(ctx: Ctx, row: { part: PartRow; task: TaskRow }, scopeFor: ScopeOf): Promise<Button[]> {
  const steps: Record<string, Step> = ASSIGNMENT_MACHINE[row.part.state as keyof typeof ASSIGNMENT_MACHINE];
  return Promise.all(
    Object.entries(steps).map(async ([action, step]) =>
      buttonOf(action, step, await allowedForPart(ctx, row, action, scopeFor)),
    ),
  );
}
