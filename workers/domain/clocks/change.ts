import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { dayNumber, dayText } from './days.ts';
import { loadPolicies, pickPolicy } from './policy.ts';
import { runningClocks } from './running.ts';
import { nextStepAt, scheduleOf } from './schedule.ts';

/** What clocks run for, and their kinds there. `retaliation`, `objection` show at the tip's desk alone. */
export interface ClockKinds {
  readonly hazard: 'accept' | 'verify' | 'rectify';
  readonly tip: 'retaliation' | 'objection';
  readonly assignment: 'acknowledge' | 'complete';
  readonly milestone: 'milestone';
  /** A report, and the second try of one sent back. */
  readonly report: 'report' | 'resubmit';
  readonly order: 'answer';
  readonly summons: 'report';
  readonly award: 'recheck';
  readonly accidentReview: 'evaluate';
  /** Of experts' work: at the enterprise by, looked through by, put right by. */
  readonly engagement: 'resident' | 'check' | 'rectify';
  /** The papers of an application. */
  readonly expertSeat: 'check';
}
export type ClockEntity = keyof ClockKinds;
export type ClockKind = ClockKinds[ClockEntity];

export interface ClockChange {
  /** The entity is just being made: there are no clocks to be read. */
  readonly fresh?: true;
  /** Its clocks, where they were read together with it. */
  readonly there?: readonly Clock[];
  readonly start?: readonly {
    readonly kind: ClockKind;
    /** What the policy's `match` is compared with: level, source, sector, danger, … */
    readonly facts: Readonly<Record<string, string>>;
    readonly unitId?: string | null;
    /** A day set by a person instead of the policy's amount. */
    readonly dueDay?: string;
    /** From when it counts, if not from now. */
    readonly anchorAt?: number;
  }[];
  readonly stop?: readonly { readonly kind: string; readonly outcome: string }[];
  readonly restart?: readonly { readonly kind: string }[];
  /** More days for the one that runs. */
  readonly extend?: { readonly kind: string; readonly days: number };
}

/**
 * The writes that start, stop and restart the clocks of an entity, for the caller's own commit. `dueAt` is the earliest
 * due time of the clocks that run after it; null when none runs or none is known. No policy in force: no clock.
 */
export async function clockWrites(
  ctx: Ctx,
  entity: ClockEntity,
  entityId: string,
  change: ClockChange,
): Promise<{ writes: Write[]; dueAt: number | null }> {
  const { db, now } = ctx;
  const writes: Write[] = [];
  const clocks = change.fresh ? [] : (change.there ?? (await clocksOf(ctx, entity, entityId)));
  const running = new Map(clocks.filter((c) => c.stoppedAt === null).map((c) => [c.id, c.dueAt]));

  for (const { kind, outcome } of change.stop ?? []) {
    for (const clock of clocks.filter((c) => c.kind === kind && running.has(c.id))) {
      running.delete(clock.id);
      const stopped = { stoppedAt: now, outcome, nextAt: null };
      writes.push(db.update('clock', stopped, (c) => and(eq(c.id, clock.id), isNull(c.stoppedAt))));
    }
  }
  for (const { kind } of change.restart ?? []) {
    const clock = clocks.filter((c) => c.kind === kind).at(-1);
    if (!clock || running.has(clock.id)) continue;
    running.set(clock.id, clock.dueAt);
    // A new epoch: each step may be heard once more, though the limit itself is the old one.
    const again = { stoppedAt: null, outcome: null, epoch: clock.epoch + 1, nextAt: clock.warnAt ?? clock.dueAt };
    writes.push(db.update('clock', again, (c) => eq(c.id, clock.id)));
  }
  if (change.extend) {
    const { write, id, dueAt } = await extended(ctx, entity, entityId, change.extend);
    running.set(id, dueAt);
    writes.push(write);
  }
  const starts = change.start ?? [];
  const policies =
    starts.length > 0
      ? await loadPolicies(
          ctx,
          entity,
          starts.map((s) => s.kind),
        )
      : [];
  for (const { kind, facts, unitId = null, dueDay = null, anchorAt = now } of starts) {
    const policy = pickPolicy(policies, kind, facts, now);
    if (!policy) continue;
    const schedule = await scheduleOf(ctx, policy, anchorAt, dueDay);
    const id = ctx.newId();
    running.set(id, schedule.dueAt);
    writes.push(
      db.insert('clock', {
        id,
        entity,
        entityId,
        kind,
        unitId,
        policyId: policy.id,
        policyVersion: policy.version,
        anchorAt,
        dueDay,
        dueAt: schedule.dueAt,
        warnAt: schedule.warnAt,
        nextAt: nextStepAt(schedule, new Set()),
      }),
    );
  }
  const known = [...running.values()].filter((due) => due !== null);
  return { writes, dueAt: known.length > 0 ? Math.min(...known) : null };
}

/** A new epoch with a day of its own as limit: each step may be heard again. @throws `wrong_state` when none runs */
async function extended(ctx: Ctx, entity: string, entityId: string, { kind, days }: { kind: string; days: number }) {
  const c = ctx.db.rows.clock;
  const own = and(eq(c.entity, entity), eq(c.entityId, entityId), eq(c.kind, kind));
  const clock = (await runningClocks(ctx, own, 1))[0] ?? refuse('wrong_state');
  const dueDay = dayText(dayNumber(clock.dueAt ?? refuse('calendar_unknown')) + days);
  const { policy, anchorAt, epoch, id } = clock;
  const schedule = await scheduleOf(ctx, policy, anchorAt, dueDay);
  const { dueAt, warnAt } = schedule;
  const set = { dueDay, dueAt, warnAt, epoch: epoch + 1, nextAt: nextStepAt(schedule, new Set()) };
  const write = ctx.db.update('clock', set, (r) => and(eq(r.id, id), eq(r.epoch, epoch), isNull(r.stoppedAt)));
  return { write, id, dueAt };
}

export type Clock = Awaited<ReturnType<typeof clocksOf>>[number];

/** All clocks an entity ever had, oldest first. */
export async function clocksOf({ db }: Ctx, entity: ClockEntity, entityId: string) {
  const c = db.rows.clock;
  return db
    .select({ id: c.id, kind: c.kind, dueAt: c.dueAt, warnAt: c.warnAt, epoch: c.epoch, stoppedAt: c.stoppedAt })
    .from(c)
    .where(and(eq(c.entity, entity), eq(c.entityId, entityId)))
    .orderBy(c.id);
}
