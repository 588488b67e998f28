const KEPT_MS = 60_000;
interface Year {
  readonly days: ReadonlyMap<string, boolean>;
  readonly holidays: ReadonlyMap<string, string>;
}
const kept = new Map<string, { at: number; year: Year | undefined }>();

/** Day (`YYYY-MM-DD`) → working?, for days that differ from Monday–Friday. undefined: the year was never loaded. */
export async function loadCalendar(
  directory: D1Database,
  year: number,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  return (await loadYear(directory, year))?.days;
}

/** Day off → the holiday's name, in order. undefined: the year was never loaded. */
export async function loadHolidays(
  directory: D1Database,
  year: number,
): Promise<ReadonlyMap<string, string> | undefined> {
  return (await loadYear(directory, year))?.holidays;
}

async function loadYear(directory: D1Database, year: number): Promise<Year | undefined> {
  const key = String(year);
  const seen = kept.get(key);
  if (seen && Math.abs(Date.now() - seen.at) < KEPT_MS) return seen.year;
  const { results } = await directory
    .prepare('SELECT day, working, name FROM calendar_day WHERE day BETWEEN ? AND ? ORDER BY day')
    .bind(`${year}-01-01`, `${year}-12-31`)
    .all<{ day: string; working: number; name: string }>();
  const off = results.filter((r) => r.working === 0);
  const loaded: Year | undefined =
    results.length > 0
      ? {
          days: new Map(results.map((r) => [r.day, r.working === 1])),
          holidays: new Map(off.map((r) => [r.day, r.name])),
        }
      : undefined;
  kept.set(key, { at: Date.now(), year: loaded });
  return loaded;
}

/** After a year was loaded or corrected. */
export function forgetCalendar(): void {
  kept.clear();
}
