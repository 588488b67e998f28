import { and, eq, isNull } from 'drizzle-orm';
import type { setSteps as route } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { checkPeople } from './acknowledge.ts';
import { insertRows } from './insert.ts';
import { FINISHED } from './machine.ts';
import { loadPart, type PartRow } from './rows.ts';
import { moveTask, taskCommit } from './stage.ts';

/** 倒排工期: the unit's own steps, worked back from its day. They take the place of those not yet done. */
export async function setSteps(ctx: Ctx, input: InputOf<typeof route>): Promise<{ ok: true }> {
  const { db, now } = ctx;
  const { part, task } = await loadPart(ctx, input.id);
  if (!(await isDoer(ctx, part))) throw new DomainError('forbidden');
  if (task.state !== 'dispatched' || FINISHED.includes(part.state)) throw new DomainError('wrong_state');
  const people = input.steps.flatMap((step) => step.personId ?? []);
  await checkPeople(ctx, part.unitId, people, 'steps');
  const rows = input.steps.map((step, sort) => ({
    ...{ ...step, id: ctx.newId(), taskId: task.id, assignmentId: part.id, sort, createdAt: now },
  }));
  const { write, head } = nextEvent(ctx, part, {
    entity: 'assignment',
    entityId: part.id,
    action: 'steps',
    from: part.state,
    to: part.state,
    data: { steps: rows.length },
  });
  const writes = [
    write,
    db.update('assignment', { ...head, updatedAt: now }, (a) => eq(a.id, part.id)),
    db.remove('taskStep', (s) => and(eq(s.taskId, task.id), eq(s.assignmentId, part.id), isNull(s.doneAt))),
    ...insertRows(ctx, 'taskStep', rows),
    ...moveTask(ctx, task, []),
  ];
  return taskCommit(ctx, writes, { ok: true as const });
}

/** Of the unit that has the part, or the person it names. */
export async function isDoer(ctx: Ctx, part: Pick<PartRow, 'unitId' | 'personId'>): Promise<boolean> {
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  return (me !== undefined && part.personId === me) || covers(await scopeOf(ctx, 'task.do'), part.unitId);
}
