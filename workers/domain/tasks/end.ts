import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type { closeTask as closeRoute, withdrawTask as withdrawRoute } from '../../contract/tasks.ts';
import { upWrites } from '../cascade/hooks.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import type { Head } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { Tally } from './counters.ts';
import { FINISHED } from './machine.ts';
import { type PartRow, partsOf, stepsOf, type TaskRow } from './rows.ts';
import { sameCounts, taskCommit } from './stage.ts';
import { openTask, type TaskDone, taskEvent } from './task-step.ts';
import { doerOf, noticeOf } from './tell.ts';
import { partWrites } from './transition.ts';

/** 办结: once every part is accepted, or by force, with the reason in words. */
export async function close(ctx: Ctx, input: InputOf<typeof closeRoute>): Promise<TaskDone> {
  const { row, to } = await openTask(ctx, 'close', input);
  const { outcome, force } = input;
  const open = (await partsOf(ctx, [row.id])).filter((part) => !FINISHED.includes(part.state));
  if (open.length > 0 && !force) throw new DomainError('parts_open');
  if (open.length > 0 && outcome === '') {
    refuse('bad_request', { fields: [{ path: 'outcome', message: '还有单位未办结，请写明原因' }] });
  }
  const { write, head } = taskEvent(ctx, row, 'close', to, { outcome, open: open.length });
  const notices = await Promise.all(
    open.map((part) => notifyWrites(ctx, noticeOf(row, doerOf(part), 'closed', '已办结'))),
  );
  const writes = [write, ...(await endWrites(ctx, row, open, { state: to, outcome, head })), ...notices.flat()];
  return taskCommit(ctx, writes, { id: row.id, stage: 'closed', version: head.version });
}

/** A draft goes; what was given out is taken back from whoever is still at it. */
export async function withdraw(ctx: Ctx, input: InputOf<typeof withdrawRoute>): Promise<TaskDone> {
  const { row, to } = await openTask(ctx, 'withdraw', input);
  const { reason } = input;
  const open = (await partsOf(ctx, [row.id])).filter((part) => !FINISHED.includes(part.state));
  const { write, head } = taskEvent(ctx, row, 'withdraw', to, { reason, open: open.length });
  const told = row.state === 'drafted' ? [] : open;
  const notices = await Promise.all(
    told.map((part) => notifyWrites(ctx, noticeOf(row, doerOf(part), 'withdrawn', '已撤回，不再办理', reason))),
  );
  const writes = [write, ...(await endWrites(ctx, row, open, { state: to, outcome: reason, head })), ...notices.flat()];
  return taskCommit(ctx, writes, { id: row.id, stage: 'withdrawn', version: head.version });
}

interface End {
  readonly state: 'closed' | 'withdrawn' | 'drafted' | 'dispatched';
  readonly outcome: string;
  readonly head: Head;
}

/** Open parts are released, every clock stops, no more rounds. Stands only if no part moved since it was read. */
async function endWrites(ctx: Ctx, row: TaskRow, open: readonly PartRow[], end: End): Promise<Write[]> {
  const { db, now } = ctx;
  const tally = new Tally();
  const clocks = { stop: ['acknowledge', 'complete'].map((kind) => ({ kind, outcome: end.state })) };
  const steps = await Promise.all(
    open.map((part) =>
      partWrites(ctx, part, 'release', 'released', { data: { unitId: part.unitId, by: end.state }, clocks }, tally),
    ),
  );
  const milestones = (await stepsOf(ctx, [row.id])).filter((s) => s.assignmentId === null && s.doneAt === null);
  const stopped = { stoppedAt: now, outcome: end.state, nextAt: null };
  tally.task(row, { planId: row.planId, stage: end.state });
  return [
    ...steps.flatMap((step) => step.writes),
    db.update('clock', stopped, (c) =>
      and(
        eq(c.entity, 'milestone'),
        among(
          c.entityId,
          milestones.map((s) => s.id),
        ),
        isNull(c.stoppedAt),
      ),
    ),
    db.update(
      'task',
      {
        ...{ state: end.state, stage: end.state, outcome: end.outcome, closedAt: now, dueAt: null, nextOn: null },
        ...{ parts: row.accepted, acknowledged: 0, inProgress: 0, submitted: 0, returned: 0 },
        updatedAt: sql`CASE WHEN ${sameCounts(row)} THEN ${now} END`,
        ...end.head,
      },
      (t) => eq(t.id, row.id),
    ),
    ...tally.writes(ctx),
    ...upWrites(ctx, row),
  ];
}
