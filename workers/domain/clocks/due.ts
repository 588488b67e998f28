import { DAY_MS, dayNumber, dayText, endOfDay } from './days.ts';

export type TimeUnit = 'minute' | 'hour' | 'day' | 'working_day';
export const UNKNOWN = 'UNKNOWN';
export type Due = number | typeof UNKNOWN;
/** Days of a year that differ from Monday–Friday; undefined = that year's calendar is not loaded. */
export type Calendar = (year: number) => ReadonlyMap<string, boolean> | undefined;

const MS = { minute: 60_000, hour: 3_600_000 } as const;

/** Whether people work on that local day, or UNKNOWN: a missing year is never guessed from the weekday. */
export function isWorkingDay(day: number, calendar: Calendar): boolean | typeof UNKNOWN {
  const text = dayText(day);
  const year = calendar(Number(text.slice(0, 4)));
  if (!year) return UNKNOWN;
  const weekday = new Date(day * DAY_MS).getUTCDay();
  return year.get(text) ?? (weekday !== 0 && weekday !== 6);
}

/**
 * The last moment of a time limit. Minutes and hours run from the anchor itself. Days and working days count whole
 * local days: the anchor's day is day 0, and the limit ends with the n-th day (with day 0 for an amount of 0).
 */
export function dueAt(anchorMs: number, amount: number, unit: TimeUnit, calendar: Calendar): Due {
  if (unit === 'minute' || unit === 'hour') return anchorMs + amount * MS[unit];
  let day = dayNumber(anchorMs);
  if (unit === 'day') return endOfDay(day + amount);
  for (let left = amount; left > 0; ) {
    day += 1;
    const working = isWorkingDay(day, calendar);
    if (working === UNKNOWN) return UNKNOWN;
    if (working) left -= 1;
  }
  return endOfDay(day);
}

/** The calendars from `fromMs` to `workingDays` behind `toMs`, read before the pure functions run. */
export async function calendarFrom(
  load: (year: number) => Promise<ReadonlyMap<string, boolean> | undefined>,
  fromMs: number,
  toMs: number,
  workingDays: number,
): Promise<Calendar> {
  const yearOf = (ms: number): number => Number(dayText(dayNumber(ms)).slice(0, 4));
  const years = new Map<number, ReadonlyMap<string, boolean> | undefined>();
  // No year has fewer than 200 working days; behind a missing year nothing is asked for.
  const last = yearOf(toMs) + 1 + Math.ceil(workingDays / 200);
  for (let year = yearOf(fromMs); year <= last; year++) {
    years.set(year, await load(year));
    if (year > yearOf(toMs) && years.get(year) === undefined) break;
  }
  return (year) => years.get(year);
}
