/** What the product promises of any one statement. */
export const SLOW_MS = 50;
const REMEMBERED = 50;

/** A statement that took long in this isolate. Its text holds no values: all of them are bound. */
export interface Slow {
  readonly sql: string;
  readonly times: number;
  readonly worstMs: number;
  readonly lastAt: number;
}

const slow = new Map<string, Slow>();

/** Notes a statement that D1 says took long; those that were slow longest ago make room. */
export function noteTime(sql: string, ms: number | undefined): void {
  if (ms === undefined || ms < SLOW_MS) return;
  const before = slow.get(sql);
  slow.delete(sql);
  if (slow.size >= REMEMBERED) slow.delete(slow.keys().next().value as string);
  const worstMs = Math.max(before?.worstMs ?? 0, ms);
  slow.set(sql, { sql, times: (before?.times ?? 0) + 1, worstMs, lastAt: Date.now() });
  console.error(JSON.stringify({ level: 'warn', slowMs: Math.round(ms), sql: sql.slice(0, 500) }));
}

/** The slowest first. */
export const slowStatements = (): Slow[] => [...slow.values()].sort((a, b) => b.worstMs - a.worstMs);
