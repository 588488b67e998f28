import { and, eq, sql } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { downWrites, upWrites } from '../cascade/hooks.ts';
import { localDay } from '../clocks/days.ts';
import { type ClockStart, startClocks } from '../clocks/start-many.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEventRow } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { Tally } from './counters.ts';
import { insertRows } from './insert.ts';
import { factsOf, hasLimit } from './limits.ts';
import type { PartRow, StepRow, TaskRow } from './rows.ts';

type TaskKeys =
  | 'upstreamTaskId'
  | 'id'
  | 'planId'
  | 'number'
  | 'title'
  | 'kind'
  | 'sector'
  | 'startDay'
  | 'dueDay'
  | 'stage'
  | 'version';
type PartKeys = 'id' | 'unitId' | 'role' | 'dueDay' | 'state' | 'version' | 'eventHash';
/** A draft as it stands, or as it will in the same commit. */
export interface Dispatchable {
  readonly task: Pick<TaskRow, TaskKeys | 'eventHash'>;
  readonly parts: readonly Pick<PartRow, PartKeys>[];
  readonly milestones: readonly Pick<StepRow, 'id' | 'dueDay'>[];
}

/**
 * Gives these drafts out, in the caller's commit: events, states, clocks of every part and milestone, one notice a unit
 * however many tasks it gets, counters. The right to do so is the caller's to check. Call `ctx.ports.wakeOutbox()` after it.
 * @throws `nothing_to_dispatch` when there is none, or one without a unit
 */
export async function dispatchWrites(ctx: Ctx, drafts: readonly Dispatchable[]): Promise<Write[]> {
  if (drafts.length === 0 || drafts.some((d) => d.parts.length === 0)) throw new DomainError('nothing_to_dispatch');
  const parts = drafts.flatMap(({ task, parts }) => parts.map((part) => ({ task, part })));
  const timed = parts.filter(({ task, part }) => hasLimit(task, part.dueDay));
  const complete = timed.map(({ task, part }) => ({
    ...clockOf(task, part, 'complete'),
    dueDay: part.dueDay ?? task.dueDay,
  }));
  const signed = await startClocks(
    ctx,
    'assignment',
    parts.map(({ task, part }) => clockOf(task, part, 'acknowledge')),
  );
  const done = await startClocks(ctx, 'assignment', complete);
  const days = await startClocks(ctx, 'milestone', drafts.flatMap(milestoneClocks));
  const due = new Map(timed.map(({ part }, i) => [part.id, done.dues[i] ?? null]));
  return [
    ...stateWrites(ctx, drafts, due),
    ...signed.writes,
    ...done.writes,
    ...days.writes,
    ...(await noticeWrites(ctx, drafts)),
    ...(await downWrites(
      ctx,
      parts.map(({ part }) => part),
    )),
    ...drafts.flatMap(({ task }) => upWrites(ctx, task)),
  ];
}

function clockOf(
  task: Dispatchable['task'],
  part: Pick<PartRow, 'id' | 'role' | 'unitId'>,
  kind: 'acknowledge' | 'complete',
): ClockStart {
  return { entityId: part.id, kind, facts: factsOf(task, part.role), unitId: part.unitId };
}

function milestoneClocks({ task, milestones }: Dispatchable): ClockStart[] {
  const facts = factsOf(task);
  return milestones.map(({ id, dueDay }) => ({ entityId: id, kind: 'milestone', facts, unitId: null, dueDay }));
}

/** Events of all, then one statement for a task and one for its parts. */
function stateWrites(ctx: Ctx, drafts: readonly Dispatchable[], due: ReadonlyMap<string, number | null>): Write[] {
  const { db, now } = ctx;
  const events: NewRow<'event'>[] = [];
  const tally = new Tally();
  const updates = drafts.flatMap(({ task, parts }) => {
    const data = { parts: parts.length, dueDay: task.dueDay };
    const own = nextEventRow(ctx, task, { ...STEP, entity: 'task', entityId: task.id, data });
    const heads = parts.map((part) => {
      const facts = { unitId: part.unitId, dueDay: part.dueDay ?? task.dueDay };
      const step = nextEventRow(ctx, part, { ...STEP, entity: 'assignment', entityId: part.id, data: facts });
      events.push(step.row);
      tally.part(part, { unitId: part.unitId, state: 'dispatched' });
      tally.happened(now, part.unitId, 'dispatched');
      return [part.id, step.head.eventHash] as const;
    });
    events.push(own.row);
    tally.task(task, { planId: task.planId, stage: 'dispatched' });
    const limits = parts.flatMap(({ id }) => (due.get(id) ? [[id, due.get(id) as number] as const] : []));
    const nextOn = task.kind === 'recurring' ? (task.startDay ?? localDay(now)) : null;
    const dueAt = limits.length > 0 ? Math.min(...limits.map(([, at]) => at)) : null;
    const given = { state: 'dispatched', stage: 'dispatched', dispatchedAt: now, updatedAt: now };
    const of = (pairs: readonly (readonly [string, string | number])[]) =>
      sql`${JSON.stringify(Object.fromEntries(pairs))} ->> id`;
    const part = {
      state: 'dispatched',
      version: sql`version + 1`,
      eventHash: of(heads),
      dueAt: of(limits),
      // The day that counts is said, also where it came from the policy and not from the order.
      dueDay: sql`coalesce(${of(limits.map(([id, at]) => [id, localDay(at)]))}, due_day)`,
      updatedAt: now,
    };
    return [
      db.update('task', { ...given, nextOn, dueAt, ...own.head }, (t) => eq(t.id, task.id)),
      db.update('assignment', part, (a) => and(eq(a.taskId, task.id), eq(a.state, 'drafted'))),
    ];
  });
  return [...insertRows(ctx, 'event', events), ...updates, ...tally.writes(ctx)];
}
const STEP = { action: 'dispatch', from: 'drafted', to: 'dispatched' } as const;

async function noticeWrites(ctx: Ctx, drafts: readonly Dispatchable[]): Promise<Write[]> {
  const given = drafts.flatMap(({ task, parts }) => parts.map(({ unitId }) => ({ task, unitId })));
  const notices = [...Map.groupBy(given, (g) => g.unitId)].map(([unitId, its]) => {
    const first = (its[0] as (typeof its)[number]).task;
    const one = its.length === 1;
    return notifyWrites(ctx, {
      to: [{ role: 'unit_handler', unitId }],
      kind: 'task.dispatched',
      title: one ? `任务 ${first.number} 已交办贵单位，请签收` : `${its.length} 项任务已交办贵单位，请签收`,
      body: one
        ? first.title
        : its
            .slice(0, 5)
            .map((g) => g.task.title)
            .join('；'),
      link: one ? `/tasks/${first.id}` : '/my-tasks',
    });
  });
  return (await Promise.all(notices)).flat();
}
