import { type SQL, sql } from 'drizzle-orm';
import { refuse } from '../errors.ts';

const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const STRANGERS_KEPT = 5_000;

/** The wait after this many failures in a row: 30 s at the fifth, doubling to 15 minutes. */
export function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, failures - FREE_FAILURES));
}

/** @throws `locked_out` with the seconds left. */
export function refuseLocked(lockedUntil: number | null | undefined, now: number): void {
  if (lockedUntil && lockedUntil > now) refuse('locked_out', { retryAfter: Math.ceil((lockedUntil - now) / 1000) });
}

/** One more failure, reckoned by the database: of failures at the same instant each one counts. */
export function oneMoreFailure(
  row: { failedCount: unknown },
  now: number,
): { failedCount: SQL<number>; lockedUntil: SQL<number | null> } {
  const failures = sql<number>`${row.failedCount} + 1`;
  const wait = sql`min(${LONGEST_WAIT_MS}, ${FIRST_WAIT_MS} << min(10, ${failures} - ${FREE_FAILURES}))`;
  return {
    failedCount: failures,
    lockedUntil: sql`CASE WHEN ${failures} >= ${FREE_FAILURES} THEN ${now} + ${wait} END`,
  };
}

/**
 * Names nobody holds are locked as known ones are, else the lock would tell which exist. In the isolate's memory alone:
 * strangers must not be able to fill the database.
 */
const strangers = new Map<string, { failures: number; until: number }>();

export function strangerLock(scope: string, login: string): number | undefined {
  return strangers.get(`${scope}:${login}`)?.until;
}

export function strangerFailed(scope: string, login: string, now: number): void {
  const key = `${scope}:${login}`;
  const failures = (strangers.get(key)?.failures ?? 0) + 1;
  strangers.delete(key);
  if (strangers.size >= STRANGERS_KEPT) strangers.delete(strangers.keys().next().value!);
  strangers.set(key, { failures, until: now + waitAfter(failures) });
}
