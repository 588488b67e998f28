import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';

/** Setting `expert.vetting`: what vetting asks here besides the rule of entry. A value out of bounds counts as none. */
export interface Vetting {
  /** Whether the days of publicity count as working days or as days. */
  readonly publicityUnit: 'day' | 'working_day';
  /** How long before the end of a term people are told, and it can be renewed. */
  readonly remindDays: number;
  /** For how long a former employer is still a tie. */
  readonly employerYears: number;
  /** Letters of the member number by field. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Whether the public pages show where an expert works. */
  readonly showEmployer: boolean;
}

const whole = (value: unknown, otherwise: number, max: number): number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max ? (value as number) : otherwise;

export async function vettingRule(ctx: Ctx): Promise<Vetting> {
  const value = ((await readSetting(ctx, 'expert.vetting')) ?? {}) as Record<string, unknown>;
  const given = typeof value.prefixes === 'object' && value.prefixes !== null ? Object.entries(value.prefixes) : [];
  const prefixes = given.filter((e): e is [string, string] => typeof e[1] === 'string' && /^[A-Z]{1,6}$/.test(e[1]));
  return {
    publicityUnit: value.publicityUnit === 'day' ? 'day' : 'working_day',
    remindDays: whole(value.remindDays, 60, 365),
    employerYears: whole(value.employerYears, 3, 50),
    prefixes: Object.fromEntries(prefixes),
    showEmployer: value.showEmployer !== false,
  };
}

/** The same day, so many years away; the 29th of February becomes the 28th. */
export function yearsOn(day: string, years: number): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y + years, m, 0)).getUTCDate();
  return new Date(Date.UTC(y + years, m - 1, Math.min(d, last))).toISOString().slice(0, 10);
}

export const today = (ctx: Ctx): string => localDay(ctx.now);
