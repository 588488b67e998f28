import { and, eq, isNull, sql } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import { lastEvent } from '../audit/head.ts';
import type { Ctx } from '../context.ts';
import { nextEvent } from '../events.ts';
import { limitWrites } from '../tasks/limits.ts';
import { everyRunningClock, firedSteps, type RunningClock } from './running.ts';
import { nextStepAt, type Schedule, scheduleOf } from './schedule.ts';

/**
 * After a year's calendar was loaded or corrected: running clocks that hang on working days are computed again, and the
 * new due time is copied to the hazard. Stopped clocks never change. Answers how many did.
 */
export async function rederiveClocks(ctx: Ctx): Promise<number> {
  let changed = 0;
  for await (const clock of everyRunningClock(ctx)) {
    if (!onWorkingDays(clock)) continue;
    const schedule = await scheduleOf(ctx, clock.policy, clock.anchorAt, clock.dueDay);
    const limit = schedule.dueAt === clock.dueAt && schedule.warnAt === clock.warnAt;
    // Nearly every clock of a night ends here, without a question to the database.
    if (limit && schedule.steps.find((step) => step.at > ctx.now)?.at === clock.nextAt) continue;
    const nextAt = nextStepAt(schedule, await firedSteps(ctx, clock));
    const same = limit && nextAt === clock.nextAt;
    if (same) continue;
    try {
      await ctx.db.commit(await changes(ctx, clock, schedule, nextAt), null);
      changed += 1;
    } catch (error) {
      // The minute's cron fired a step of it just now; the night computes it again.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return changed;
}

function onWorkingDays({ policy, dueAt }: RunningClock): boolean {
  return dueAt === null || policy.unit === 'working_day' || policy.escalateAfter.some((e) => e.unit === 'working_day');
}

async function changes(ctx: Ctx, clock: RunningClock, schedule: Schedule, nextAt: number | null): Promise<Write[]> {
  const { db } = ctx;
  const { id, entityId, epoch } = clock;
  const { dueAt, warnAt } = schedule;
  const { write } = nextEvent(ctx, await lastEvent(ctx, 'clock', id), {
    entity: 'clock',
    entityId: id,
    action: 'rederive',
    from: null,
    to: null,
    data: { of: clock.entity, id: entityId, cause: 'calendar_changed', before: clock.dueAt, after: dueAt },
  });
  const writes = [
    write,
    db.update('clock', { dueAt, warnAt, nextAt }, (c) => and(eq(c.id, id), eq(c.epoch, epoch), isNull(c.stoppedAt))),
  ];
  if (clock.entity === 'hazard' && dueAt !== clock.dueAt) {
    const c = db.rows.clock;
    // Read inside the batch: a verb that stops a clock at the same moment is seen, whoever comes second.
    const earliest = sql`(SELECT MIN(${c.dueAt}) FROM ${c} WHERE ${c.entity} = 'hazard' AND ${c.entityId} = ${entityId} AND ${c.stoppedAt} IS NULL)`;
    writes.push(db.update('hazard', { dueAt: earliest }, (h) => eq(h.id, entityId)));
  }
  if (clock.entity === 'assignment' && clock.kind === 'complete' && dueAt !== clock.dueAt) {
    writes.push(...limitWrites(ctx, entityId, dueAt));
  }
  return writes;
}
