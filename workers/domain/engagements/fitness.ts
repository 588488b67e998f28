import { and, gte, inArray, lte } from 'drizzle-orm';
import type { Exclusion } from '../../contract/expert-words.ts';
import { dayOfText, dayText, localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { ruleInForce } from '../eligibility/rules.ts';
import { among } from '../units/scope.ts';
import { enterpriseKey, lastAtEnterprise, openPartsOf } from './load.ts';

/** Where and when somebody is wanted. */
export interface Wanted {
  readonly enterprise: string;
  readonly creditCode: string;
  readonly fromDay: string;
  readonly toDay: string;
}
interface Seat {
  readonly id: string;
  readonly expertId: string;
  readonly state: string;
  readonly termTo: string | null;
}
export interface Fitness {
  readonly openParts: number;
  readonly lastDay: string | null;
  readonly against: Exclusion[];
}

/** With these nobody is taken at all; the others are for the office to weigh. */
export const BARS: readonly Exclusion[] = ['conflict', 'suspended', 'expired'];

/** What speaks against each of these seats for this work, by the rule of the pool's field. Seat id → fitness. */
export async function fitnessOf(
  ctx: Ctx,
  field: string,
  seats: readonly Seat[],
  wanted: Wanted,
): Promise<Map<string, Fitness>> {
  const { rule } = await ruleInForce(ctx, field, localDay(ctx.now));
  const experts = new Set(seats.map((seat) => seat.expertId));
  const key = enterpriseKey(wanted.enterprise, wanted.creditCode);
  const [load, last, away, tied] = await Promise.all([
    openPartsOf(ctx, experts),
    lastAtEnterprise(ctx, experts, key),
    onLeave(ctx, experts, wanted),
    tiedTo(ctx, experts, wanted, rule.recusal),
  ]);
  const cooled = monthsBefore(wanted.fromDay, rule.coolingOffMonths);
  return new Map(
    seats.map((seat) => {
      const openParts = load.get(seat.expertId) ?? 0;
      const lastDay = last.get(seat.expertId) ?? null;
      const reasons: [boolean, Exclusion][] = [
        [tied.has(seat.expertId), 'conflict'],
        [seat.state === 'suspended', 'suspended'],
        [seat.state !== 'appointed' && seat.state !== 'suspended', 'expired'],
        [seat.termTo !== null && seat.termTo < wanted.fromDay, 'expired'],
        [openParts >= rule.maxOpenEngagements, 'load'],
        [lastDay !== null && rule.coolingOffMonths > 0 && lastDay > cooled, 'cooling'],
        [away.has(seat.expertId), 'leave'],
      ];
      const against = [...new Set(reasons.filter(([holds]) => holds).map(([, why]) => why))];
      return [seat.id, { openParts, lastDay, against }];
    }),
  );
}

async function onLeave({ db }: Ctx, experts: Set<string>, { fromDay, toDay }: Wanted): Promise<Set<string>> {
  const l = db.rows.expertLeave;
  const rows = await db
    .select({ id: l.expertId })
    .from(l)
    .where(and(among(l.expertId, experts), lte(l.fromDay, toDay), gte(l.toDay, fromDay)));
  return new Set(rows.map((row) => row.id));
}

/** By the credit code where both have one, else by the name without blanks. */
async function tiedTo(
  { db }: Ctx,
  experts: Set<string>,
  wanted: Wanted,
  kinds: readonly string[],
): Promise<Set<string>> {
  const t = db.rows.expertTie;
  if (kinds.length === 0) return new Set();
  const rows = await db
    .select({ expertId: t.expertId, enterprise: t.enterprise, creditCode: t.creditCode })
    .from(t)
    .where(and(among(t.expertId, experts), inArray(t.kind, [...kinds])));
  const same = (tie: { enterprise: string; creditCode: string }) =>
    tie.creditCode && wanted.creditCode
      ? enterpriseKey('', tie.creditCode) === enterpriseKey('', wanted.creditCode)
      : tie.enterprise !== '' && enterpriseKey(tie.enterprise, '') === enterpriseKey(wanted.enterprise, '');
  return new Set(rows.filter(same).map((row) => row.expertId));
}

/** The same day so many months earlier, or the last day of that month. */
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayText(dayOfText(first.toISOString().slice(0, 10)) + Math.min(date, last) - 1);
}

/** These seats, whatever their pool. */
export async function seatsOf({ db }: Ctx, seatIds: readonly string[]) {
  const s = db.rows.expertSeat;
  return db
    .select({ id: s.id, expertId: s.expertId, poolId: s.poolId, state: s.state, termTo: s.termTo })
    .from(s)
    .where(among(s.id, seatIds));
}
