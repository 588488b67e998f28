import { and, eq, isNull } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { reschedule as route } from '../../contract/tasks.ts';
import { startClocks } from '../clocks/start-many.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { nextEventRow } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { insertRows } from './insert.ts';
import { factsOf } from './limits.ts';
import { FINISHED } from './machine.ts';
import { partsOf } from './rows.ts';
import { moveTask, taskCommit } from './stage.ts';
import { openTask, type TaskDone, taskEvent } from './task-step.ts';
import { doerOf, noticeOf } from './tell.ts';

/** A new day for one unit or for all still at work; the old day, the new one and the reason stay in the ledger. */
export async function reschedule(ctx: Ctx, input: InputOf<typeof route>): Promise<TaskDone> {
  const { db, now } = ctx;
  const { row, to } = await openTask(ctx, 'reschedule', input);
  const { assignmentId, dueDay, reason } = input;
  const parts = await partsOf(ctx, [row.id]);
  if (assignmentId) found(parts.find((part) => part.id === assignmentId));
  const open = parts.filter((part) => (!assignmentId || part.id === assignmentId) && !FINISHED.includes(part.state));
  if (open.length === 0) refuse('wrong_state');
  const { write, head } = taskEvent(ctx, row, 'reschedule', to, {
    before: row.dueDay,
    dueDay,
    reason,
    ...(assignmentId ? { assignmentId } : {}),
  });
  const steps = open.map((part) => {
    const data = { before: part.dueDay, dueDay, reason };
    const body = { entity: 'assignment', entityId: part.id, action: 'extend', from: part.state, to: part.state, data };
    return { part, ...nextEventRow(ctx, part, body) };
  });
  // What was reported done has no clock running; should it come back, it is given its new day by the unit's return.
  const running = open.filter((part) => part.state !== 'submitted');
  const ids = running.map((part) => part.id);
  const started = await startClocks(
    ctx,
    'assignment',
    running.map((part) => ({
      entityId: part.id,
      kind: 'complete',
      facts: factsOf(row, part.role),
      unitId: part.unitId,
      dueDay,
    })),
  );
  const due = new Map(ids.map((id, i) => [id, started.dues[i] ?? null]));
  const stopped = { stoppedAt: now, outcome: 'rescheduled', nextAt: null };
  const notices = await Promise.all(
    open.map((part) => notifyWrites(ctx, noticeOf(row, doerOf(part), 'rescheduled', `期限调整为 ${dueDay}`, reason))),
  );
  const writes = [
    write,
    ...insertRows(
      ctx,
      'event',
      steps.map((s) => s.row),
    ),
    ...steps.map(({ part, head: own }) =>
      db.update('assignment', { dueDay, dueAt: due.get(part.id) ?? null, updatedAt: now, ...own }, (a) =>
        eq(a.id, part.id),
      ),
    ),
    db.update('clock', stopped, (c) =>
      and(eq(c.entity, 'assignment'), among(c.entityId, ids), eq(c.kind, 'complete'), isNull(c.stoppedAt)),
    ),
    ...started.writes,
    ...moveTask(ctx, row, [], { ...head, ...(assignmentId ? {} : { dueDay }) }),
    ...notices.flat(),
  ];
  return taskCommit(ctx, writes, { id: row.id, stage: row.stage as TaskDone['stage'], version: head.version });
}
