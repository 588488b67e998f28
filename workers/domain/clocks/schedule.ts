import type { Ctx } from '../context.ts';
import { DAY_MS, dayOfText, endOfDay } from './days.ts';
import { type Calendar, calendarFrom, type Due, dueAt, UNKNOWN } from './due.ts';
import type { EscalationTarget, LadderAct, Policy } from './policy.ts';

/** A moment at which a clock makes itself heard. `name` is the step of escalation_fired: once in an epoch. */
export interface ClockStep {
  readonly name: string;
  readonly at: number;
  readonly to: 'handler' | EscalationTarget;
  readonly act?: LadderAct;
}

export interface Schedule {
  readonly dueAt: number | null;
  readonly warnAt: number | null;
  /** In order of time; a step that falls into a year without a calendar is left out until that year is loaded. */
  readonly steps: readonly ClockStep[];
}

type Limit = Pick<Policy, 'amount' | 'unit' | 'warnBefore' | 'escalateAfter'>;

export async function scheduleOf(
  ctx: Ctx,
  policy: Limit,
  anchorAt: number,
  dueDay: string | null = null,
): Promise<Schedule> {
  return plan(policy, anchorAt, dueDay, await calendarOf(ctx, policy, anchorAt, dueDay));
}

async function calendarOf(ctx: Ctx, policy: Limit, anchorAt: number, dueDay: string | null): Promise<Calendar> {
  const counted = [policy, ...policy.escalateAfter.map((e) => ({ amount: e.after, unit: e.unit }))];
  const working = counted.filter((c) => c.unit === 'working_day').reduce((sum, c) => sum + c.amount, 0);
  if (working === 0) return () => undefined;
  // Escalation by working days starts at the due day, which a limit in plain days may put far behind the anchor.
  const plain = policy.unit === 'working_day' ? anchorAt : dueAt(anchorAt, policy.amount, policy.unit, () => undefined);
  const last = dueDay === null ? plain : endOfDay(dayOfText(dueDay));
  return calendarFrom(ctx.ports.calendar, anchorAt, last === UNKNOWN ? anchorAt : last, working);
}

export function plan(policy: Limit, anchorAt: number, dueDay: string | null, calendar: Calendar): Schedule {
  const due = dueDay === null ? dueAt(anchorAt, policy.amount, policy.unit, calendar) : endOfDay(dayOfText(dueDay));
  if (due === UNKNOWN) return { dueAt: null, warnAt: null, steps: [] };
  const warnAt = warning(policy, anchorAt, due, dueDay !== null, calendar);
  const steps: ClockStep[] = warnAt === null ? [] : [{ name: 'warn', at: warnAt, to: 'handler' }];
  steps.push({ name: 'overdue', at: due, to: 'handler' });
  policy.escalateAfter.forEach((e, i) => {
    const at = e.after === 0 ? due : dueAt(due, e.after, e.unit, calendar);
    if (at !== UNKNOWN) steps.push({ name: `escalate-${i + 1}`, at, to: e.to, act: e.act });
  });
  return { dueAt: due, warnAt, steps: steps.sort((a, b) => a.at - b.at) };
}

/** `warnBefore` counts back in the policy's own unit, never to before the start; 0 = no warning. */
function warning(policy: Limit, anchorAt: number, due: number, fixed: boolean, calendar: Calendar): number | null {
  const { amount, unit, warnBefore } = policy;
  if (warnBefore === 0) return null;
  let at: Due;
  if (unit === 'working_day' && !fixed) {
    at = warnBefore < amount ? dueAt(anchorAt, amount - warnBefore, unit, calendar) : anchorAt;
  } else {
    at = due - warnBefore * (unit === 'minute' ? 60_000 : unit === 'hour' ? 3_600_000 : DAY_MS);
  }
  return at === UNKNOWN ? null : Math.max(anchorAt, at);
}

/** When the cron must look at the clock again: its first step not yet fired in this epoch. */
export function nextStepAt(schedule: Schedule, fired: ReadonlySet<string>): number | null {
  return schedule.steps.find((step) => !fired.has(step.name))?.at ?? null;
}
