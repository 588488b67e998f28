import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { messageOf } from './message.ts';
import { firedSteps, runningClocks } from './running.ts';
import { nextStepAt, scheduleOf } from './schedule.ts';
import { subjectOf } from './subject.ts';

/**
 * Fires every step of a clock that has come due, in order, in one commit. A step is heard once in an epoch: the key of
 * escalation_fired decides between two crons, and the loser's ConflictError means there is nothing left to do.
 */
export async function fireClock(ctx: Ctx, clockId: string): Promise<string[]> {
  const { db, now } = ctx;
  const c = db.rows.clock;
  const [clock] = await runningClocks(ctx, eq(c.id, clockId), 1);
  if (!clock || clock.nextAt === null || clock.nextAt > now) return [];
  const schedule = await scheduleOf(ctx, clock.policy, clock.anchorAt, clock.dueDay);
  const fired = await firedSteps(ctx, clock);
  const due = schedule.steps.filter((step) => step.at <= now && !fired.has(step.name));

  const writes: Write[] = [];
  const subject = due.length > 0 ? await subjectOf(ctx, clock) : undefined;
  for (const step of due) {
    fired.add(step.name);
    writes.push(db.insert('escalationFired', { clockId, epoch: clock.epoch, step: step.name, at: now }));
    if (!subject) continue;
    writes.push(...(await notifyWrites(ctx, await messageOf(ctx, clock, subject, step))));
    writes.push(...((await subject.fired?.(step)) ?? []));
  }
  if (due.length > 0) {
    const { write } = nextEvent(ctx, await lastEvent(ctx, 'clock', clockId), {
      entity: 'clock',
      entityId: clockId,
      action: 'fire',
      from: null,
      to: null,
      data: { of: clock.entity, id: clock.entityId, epoch: clock.epoch, steps: due.map((s) => s.name) },
    });
    writes.push(write);
  }
  const nextAt = nextStepAt(schedule, fired);
  writes.push(
    db.update('clock', { nextAt }, (row) =>
      and(eq(row.id, clockId), eq(row.epoch, clock.epoch), isNull(row.stoppedAt)),
    ),
  );
  return db.commit(
    writes,
    due.map((s) => s.name),
  );
}
