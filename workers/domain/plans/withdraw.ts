import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { withdrawPlan as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEventRow } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { Tally } from '../tasks/counters.ts';
import { FINISHED } from '../tasks/machine.ts';
import type { PartRow, TaskRow } from '../tasks/rows.ts';
import { sameCounts, taskCommit } from '../tasks/stage.ts';
import { among } from '../units/scope.ts';
import type { PlanRow } from './rows.ts';
import { partsOfPlan } from './sheet.ts';
import { planFor, planWrites } from './transition.ts';

const PIECE = 500;
const END = 'withdrawn';

/** Takes a plan back with every task of it that is not closed: parts are released, clocks stop, units are told once each. */
export async function withdrawPlan(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await planFor(ctx, input, 'withdraw');
  const { tasks, parts } = await openOf(ctx, row.id);
  const data = { reason: input.reason, tasks: tasks.length, parts: parts.length };
  const { writes, head } = planWrites(ctx, row, 'withdraw', END, { data });
  const tally = new Tally();
  const all = [
    ...writes,
    ...partWrites(ctx, parts, tally),
    ...taskWrites(ctx, tasks, input.reason, tally),
    ...(await clockWrites(ctx, tasks, parts)),
    ...tally.writes(ctx),
    ...(await noticeWrites(ctx, row, parts, input.reason)),
  ];
  return taskCommit(ctx, all, { id: row.id, version: head.version });
}

async function openOf(ctx: Ctx, planId: string): Promise<{ tasks: TaskRow[]; parts: PartRow[] }> {
  const t = ctx.db.rows.task;
  const tasks = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.planId, planId), inArray(t.state, ['drafted', 'dispatched'])))
    .orderBy(asc(t.sort), asc(t.id))
    .limit(PLAN_MAX_TASKS + 1);
  if (tasks.length > PLAN_MAX_TASKS) throw new DomainError('plan_full');
  const ids = new Set(tasks.map((task) => task.id));
  const parts = await partsOfPlan(ctx, planId);
  return { tasks, parts: parts.filter((part) => ids.has(part.taskId) && !FINISHED.includes(part.state)) };
}

/** Their events, and their heads in pieces. A part that moved meanwhile has taken the event's number: the commit fails. */
function partWrites(ctx: Ctx, parts: readonly PartRow[], tally: Tally): Write[] {
  const { db, now } = ctx;
  const steps = parts.map((part) => {
    const data = { unitId: part.unitId, by: END };
    const body = { entity: 'assignment', entityId: part.id, action: 'release', from: part.state, to: 'released', data };
    tally.part(part, { unitId: part.unitId, state: 'released' });
    return { id: part.id, ...nextEventRow(ctx, part, body) };
  });
  const updates: Write[] = [];
  for (let at = 0; at < steps.length; at += PIECE) {
    const piece = steps.slice(at, at + PIECE);
    const hashes = JSON.stringify(Object.fromEntries(piece.map((step) => [step.id, step.head.eventHash])));
    const set = {
      ...{ state: 'released', dueAt: null, finishedAt: now, updatedAt: now },
      ...{ version: sql`version + 1`, eventHash: sql`${hashes} ->> id` },
    };
    const ids = piece.map((step) => step.id);
    updates.push(db.update('assignment', set, (a) => among(a.id, ids)));
  }
  return [...insertEvents(ctx, steps), ...updates];
}

function taskWrites(ctx: Ctx, tasks: readonly TaskRow[], reason: string, tally: Tally): Write[] {
  const { db, now } = ctx;
  const steps = tasks.map((task) => {
    const body = { entity: 'task', entityId: task.id, action: 'withdraw', from: task.state, to: END, data: { reason } };
    tally.task(task, { planId: task.planId, stage: END });
    return { task, ...nextEventRow(ctx, task, body) };
  });
  const ended = { state: END, stage: END, outcome: reason, closedAt: now, dueAt: null, nextOn: null };
  const none = { acknowledged: 0, inProgress: 0, submitted: 0, returned: 0 };
  return [
    ...insertEvents(ctx, steps),
    ...steps.map(({ task, head }) => {
      const updatedAt = sql`CASE WHEN ${sameCounts(task)} THEN ${now} END`;
      const set = { ...ended, ...none, parts: task.accepted, updatedAt, ...head };
      return db.update('task', set, (t) => eq(t.id, task.id));
    }),
  ];
}

const insertEvents = ({ db }: Ctx, steps: readonly { row: NewRow<'event'> }[]): Write[] =>
  db.insertMany(
    'event',
    steps.map((step) => step.row),
  );

async function clockWrites(ctx: Ctx, tasks: readonly TaskRow[], parts: readonly PartRow[]): Promise<Write[]> {
  const { db, now } = ctx;
  const s = db.rows.taskStep;
  const ids = tasks.map((task) => task.id);
  const milestones = await db
    .select({ id: s.id })
    .from(s)
    .where(and(among(s.taskId, ids), isNull(s.assignmentId)));
  const stop = (entity: string, ids: readonly string[]) =>
    db.update('clock', { stoppedAt: now, outcome: END, nextAt: null }, (c) =>
      and(eq(c.entity, entity), among(c.entityId, ids), isNull(c.stoppedAt)),
    );
  return [
    stop(
      'assignment',
      parts.map((part) => part.id),
    ),
    stop(
      'milestone',
      milestones.map((step) => step.id),
    ),
  ];
}

/** One notice a unit, to those that were given something. */
async function noticeWrites(ctx: Ctx, plan: PlanRow, parts: readonly PartRow[], reason: string): Promise<Write[]> {
  const told = Map.groupBy(
    parts.filter((part) => part.state !== 'drafted'),
    (part) => part.unitId,
  );
  const notices = [...told].map(([unitId, its]) =>
    notifyWrites(ctx, {
      to: [{ role: 'unit_handler', unitId }],
      kind: 'task.withdrawn',
      title: `“${plan.title}”已撤回，其中 ${its.length} 项任务不再办理`,
      body: reason,
      link: `/plans/${plan.id}`,
    }),
  );
  return (await Promise.all(notices)).flat();
}
