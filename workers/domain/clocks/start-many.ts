import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import type { ClockEntity, ClockKind } from './change.ts';
import { loadPolicies, pickPolicy } from './policy.ts';
import { nextStepAt, type Schedule, scheduleOf } from './schedule.ts';

export interface ClockStart {
  readonly entityId: string;
  readonly kind: ClockKind;
  /** What the policy's `match` is compared with. */
  readonly facts: Readonly<Record<string, string>>;
  readonly unitId: string | null;
  /** A day set by a person instead of the policy's amount. */
  readonly dueDay?: string | null;
}

/**
 * Clocks of many things of one kind that begin now, with one reading of the policies and rows that go in as lists. `dues`
 * in the order given: null where the limit is not known, undefined where no policy is in force.
 */
export async function startClocks(
  ctx: Ctx,
  entity: ClockEntity,
  starts: readonly ClockStart[],
): Promise<{ writes: Write[]; dues: (number | null | undefined)[] }> {
  if (starts.length === 0) return { writes: [], dues: [] };
  const { now } = ctx;
  const policies = await loadPolicies(ctx, entity, [...new Set(starts.map((s) => s.kind))].sort());
  const schedules = new Map<string, Promise<Schedule>>();
  const rows: NewRow<'clock'>[] = [];
  const dues: (number | null | undefined)[] = [];
  for (const { entityId, kind, facts, unitId, dueDay = null } of starts) {
    const policy = pickPolicy(policies, kind, facts, now);
    if (!policy) {
      dues.push(undefined);
      continue;
    }
    const key = `${policy.id} ${policy.version} ${dueDay}`;
    const known = schedules.get(key) ?? scheduleOf(ctx, policy, now, dueDay);
    schedules.set(key, known);
    const schedule = await known;
    dues.push(schedule.dueAt);
    const { dueAt, warnAt } = schedule;
    const when = { anchorAt: now, dueDay, dueAt, warnAt, nextAt: nextStepAt(schedule, new Set()) };
    const by = { policyId: policy.id, policyVersion: policy.version };
    rows.push({ id: ctx.newId(), entity, entityId, kind, unitId, ...by, ...when });
  }
  return {
    writes: rows.length > 6 ? ctx.db.insertMany('clock', rows) : rows.map((row) => ctx.db.insert('clock', row)),
    dues,
  };
}
