import type { Cadence } from '../../contract/month-words.ts';
import { dayNumber, dayOfText, dayText } from '../clocks/days.ts';

/** `2026-10` of a month, or of half a month. */
export const monthOf = (period: string): string => period.slice(0, 7);

/** `by` months on from this one. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The twelve months up to this one, oldest first. */
export const twelveTo = (month: string): string[] => Array.from({ length: 12 }, (_, i) => shiftMonth(month, i - 11));

/** The last day of a period, as a day number. */
export const lastDayOf = (period: string): number =>
  period.endsWith('-1') && period.length > 7
    ? dayOfText(`${monthOf(period)}-15`)
    : dayOfText(`${shiftMonth(monthOf(period), 1)}-01`) - 1;

/** The half months whose counters make up the period. */
export const halvesOf = (period: string): string[] => (period.length > 7 ? [period] : [`${period}-1`, `${period}-2`]);

/** Periods of the cadence that end between two days, oldest first. */
export function periodsEnding(cadence: Cadence, from: number, to: number): string[] {
  const found: string[] = [];
  for (let month = dayText(from).slice(0, 7); dayOfText(`${month}-01`) <= to; month = shiftMonth(month, 1)) {
    for (const period of cadence === 'month' ? [month] : halvesOf(month)) {
      const last = lastDayOf(period);
      if (from <= last && last <= to) found.push(period);
    }
  }
  return found;
}

/** The month that runs. */
export const thisMonth = (now: number): string => dayText(dayNumber(now)).slice(0, 7);
