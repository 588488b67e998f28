import { and, eq } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { downWrites } from '../cascade/hooks.ts';
import { localDay } from '../clocks/days.ts';
import { startClocks } from '../clocks/start-many.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import type { Tally } from './counters.ts';
import { checkInService } from './insert.ts';
import { factsOf, hasLimit } from './limits.ts';
import type { PartRow, TaskRow } from './rows.ts';
import type { PartMove } from './stage.ts';
import { doerOf, noticeOf } from './tell.ts';

interface Given {
  readonly unitId: string;
  readonly role: string;
  readonly dueDay?: string | null;
  /** The part whose place it takes, with its day. */
  readonly like?: Pick<PartRow, 'dueAt' | 'dueDay'>;
  /** The field of the input that names the unit. */
  readonly path: string;
}

/**
 * A part in a task that is already out, given at once. A unit released before gets its part back, in a new round.
 * @throws `bad_request` for a unit that is none, or has its part already
 */
export async function givePart(
  ctx: Ctx,
  task: TaskRow,
  { unitId, role, dueDay = null, like, path }: Given,
  tally: Tally,
): Promise<{ writes: Write[]; moves: PartMove[] }> {
  const { db, now } = ctx;
  await checkInService(ctx, [unitId], path);
  const a = db.rows.assignment;
  const [before] = await db
    .select()
    .from(a)
    .where(and(eq(a.taskId, task.id), eq(a.unitId, unitId)));
  if (before && before.state !== 'released') {
    refuse('bad_request', { fields: [{ path, message: '该单位已是这项任务的责任单位' }] });
  }
  const id = before?.id ?? ctx.newId();
  const from = before?.state ?? null;
  const day = dueDay ?? (like?.dueAt ? localDay(like.dueAt) : (like?.dueDay ?? task.dueDay));
  const { write, head } = nextEvent(ctx, before ?? NO_EVENTS, {
    entity: 'assignment',
    entityId: id,
    action: 'dispatch',
    from,
    to: 'dispatched',
    data: { taskId: task.id, unitId, role, dueDay: day },
  });
  const clock = { entityId: id, facts: factsOf(task, role), unitId };
  const signed = await startClocks(ctx, 'assignment', [{ ...clock, kind: 'acknowledge' }]);
  const done = hasLimit(task, day)
    ? await startClocks(ctx, 'assignment', [{ ...clock, kind: 'complete', dueDay: day }])
    : { writes: [], dues: [] };
  const dueAt = done.dues[0] ?? null;
  const limit = { dueAt, dueDay: dueAt === null ? day : localDay(dueAt) };
  const set = { role, state: 'dispatched', ...limit, updatedAt: now, finishedAt: null, ...head };
  tally.part(before ?? null, { unitId, state: 'dispatched' });
  tally.happened(now, unitId, 'dispatched');
  const row: NewRow<'assignment'> = {
    ...set,
    id,
    taskId: task.id,
    planId: task.planId,
    unitId,
    sort: task.parts,
    createdAt: now,
  };
  const again = { progress: 0, reason: '', round: (before?.round ?? 0) + 1, submittedBy: null, submittedAt: null };
  const notice = noticeOf(task, doerOf({ unitId, personId: null }), 'dispatched', '已交办贵单位，请签收');
  const writes = [
    write,
    before ? db.update('assignment', { ...set, ...again }, (r) => eq(r.id, id)) : db.insert('assignment', row),
    ...signed.writes,
    ...done.writes,
    ...(await notifyWrites(ctx, notice)),
    ...(await downWrites(ctx, [{ id, unitId }])),
  ];
  return { writes, moves: [[from, 'dispatched']] };
}
