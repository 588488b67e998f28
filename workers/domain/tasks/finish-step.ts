import { and, eq, inArray } from 'drizzle-orm';
import type { finishStep as route } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import { clockWrites } from '../clocks/change.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { loadTask, type StepRow, type TaskRow } from './rows.ts';
import { isDoer } from './set-steps.ts';
import { moveTask, taskCommit } from './stage.ts';

/** A step of a unit by its people; a milestone of the task by a unit that leads it, or by whoever gave it. */
export async function finishStep(ctx: Ctx, input: InputOf<typeof route>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const { done } = input;
  const s = db.rows.taskStep;
  const [row] = await db.select().from(s).where(eq(s.id, input.id));
  const step = found(row);
  const task = await loadTask(ctx, step.taskId);
  if (step.version !== input.version) throw new DomainError('conflict');
  if (!(await mayFinish(ctx, step, task))) throw new DomainError('forbidden');
  if (task.state !== 'dispatched' || (step.doneAt !== null) === done) throw new DomainError('wrong_state');
  const { write, head } = nextEvent(ctx, step, {
    entity: 'task_step',
    entityId: step.id,
    action: done ? 'finish' : 'undo',
    from: done ? 'open' : 'done',
    to: done ? 'done' : 'open',
    data: { taskId: task.id, dueDay: step.dueDay, ...(step.assignmentId ? { assignmentId: step.assignmentId } : {}) },
  });
  const kind = 'milestone';
  const change = done ? { stop: [{ kind, outcome: 'finished' }] } : { restart: [{ kind }] };
  const clocks = step.assignmentId === null ? await clockWrites(ctx, 'milestone', step.id, change) : { writes: [] };
  const set = { doneAt: done ? now : null, doneBy: done ? personId(ctx) : null, ...head };
  const writes = [
    write,
    db.update('taskStep', set, (r) => eq(r.id, step.id)),
    ...clocks.writes,
    ...moveTask(ctx, task, []),
  ];
  return taskCommit(ctx, writes, { ok: true as const });
}

async function mayFinish(ctx: Ctx, step: StepRow, task: TaskRow): Promise<boolean> {
  if (ctx.actor.kind === 'person' && step.personId === ctx.actor.personId) return true;
  const a = ctx.db.rows.assignment;
  const which = step.assignmentId
    ? eq(a.id, step.assignmentId)
    : and(eq(a.taskId, step.taskId), inArray(a.role, ['lead', 'responsible']));
  const parts = await ctx.db.select({ unitId: a.unitId, personId: a.personId }).from(a).where(which);
  for (const part of parts) if (await isDoer(ctx, part)) return true;
  return step.assignmentId === null && covers(await scopeOf(ctx, 'task.accept'), task.ownerUnitId);
}
