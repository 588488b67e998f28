/** Days as numbers since 1970-01-01; a span is half-open: its first day counts, the day behind its last does not. */
const DAY_MS = 86_400_000;

/** `flatMap`, which browsers of 2018 do not have. */
export function each<T, U>(list: readonly T[], of: (item: T, i: number) => readonly U[]): U[] {
  return ([] as U[]).concat(...list.map(of));
}

/** Number of a day `YYYY-MM-DD`; undefined for what is no day of the calendar (2021-02-30). */
export function dayNo(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / DAY_MS;
}

export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The last day that can be written as `YYYY-MM-DD`. */
export const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MS;

/** The same day so many years later; a 29 February becomes the last of February in a year that has none. */
export function anniversary(day: number, years: number): number {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear() + years;
  const month = date.getUTCMonth();
  const monthEnd = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), monthEnd)) / DAY_MS;
}

/** Whole years from one day to another, and the days left over. */
export function yearsBetween(from: number, to: number): { years: number; days: number } {
  let years = Math.max(0, new Date(to * DAY_MS).getUTCFullYear() - new Date(from * DAY_MS).getUTCFullYear());
  if (anniversary(from, years) > to) years -= 1;
  return { years, days: to - anniversary(from, years) };
}

/** Every 29 February in [from, to): the only days from which the same number of years is a day shorter than from the day before. */
export function leapDays(from: number, to: number): number[] {
  const found: number[] = [];
  const first = new Date(from * DAY_MS).getUTCFullYear();
  const last = new Date(to * DAY_MS).getUTCFullYear();
  for (let year = first; year <= last; year++) {
    const date = new Date(Date.UTC(year, 1, 29));
    const day = date.getTime() / DAY_MS;
    if (date.getUTCMonth() === 1 && day >= from && day < to) found.push(day);
  }
  return found;
}

/** 2026 年 11 月 23 日 */
export function chineseDay(text: string): string {
  const [year, month, day] = text.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日`;
}
