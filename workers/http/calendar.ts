const KEPT_MS = 60_000;
const kept = new Map<string, { at: number; days: ReadonlyMap<string, boolean> | undefined }>();

/** Day (`YYYY-MM-DD`) → working?, for days that differ from Monday–Friday. undefined: the year was never loaded. */
export async function loadCalendar(
  directory: D1Database,
  year: number,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  const key = String(year);
  const seen = kept.get(key);
  if (seen && Date.now() - seen.at < KEPT_MS) return seen.days;
  const { results } = await directory
    .prepare('SELECT day, working FROM calendar_day WHERE day BETWEEN ? AND ?')
    .bind(`${year}-01-01`, `${year}-12-31`)
    .all<{ day: string; working: number }>();
  const days = results.length > 0 ? new Map(results.map((r) => [r.day, r.working === 1])) : undefined;
  kept.set(key, { at: Date.now(), days });
  return days;
}

/** After a year was loaded or corrected. */
export function forgetCalendar(): void {
  kept.clear();
}
