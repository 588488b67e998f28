import { sql } from 'drizzle-orm';
import type { TenantDb } from '../../db/tenant-db.ts';
import type { ErrorCode } from '../contract/errors.ts';

const PAUSE_MS = 10_000;
const NOTED: ReadonlySet<ErrorCode> = new Set([
  ...(['rate_limited', 'proof_invalid', 'proof_spent', 'envelope_invalid', 'receipt_expired'] as const),
  ...(['sign_in_failed', 'second_factor_failed', 'locked_out', 'link_invalid', 'forbidden', 'recovery_wrong'] as const),
]);

/**
 * Counts refusals by tenant, hour and kind, in memory first, so that an attacker cannot make the database write once a
 * request. No address, receipt or tip is known here: nothing of it can be led back to a reporter.
 */
export class SecurityLog {
  readonly #open: (tenant: number) => Promise<TenantDb>;
  readonly #waitUntil: (work: Promise<unknown>) => void;
  readonly #now: () => number;
  #pending = new Map<number, Map<string, number>>();
  #flushedAt = Number.NEGATIVE_INFINITY;

  constructor(
    open: (tenant: number) => Promise<TenantDb>,
    now: () => number,
    waitUntil: (work: Promise<unknown>) => void,
  ) {
    this.#open = open;
    this.#now = now;
    this.#waitUntil = waitUntil;
  }

  /** `kind`: the route's name and the refusal's code. */
  note(tenant: number, route: string, code: ErrorCode): void {
    if (!NOTED.has(code)) return;
    const counts = this.#pending.get(tenant) ?? new Map<string, number>();
    const kind = `${route}:${code}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    this.#pending.set(tenant, counts);
    if (this.#now() - this.#flushedAt >= PAUSE_MS) this.#waitUntil(this.flush());
  }

  /** Also called by the minute's job, so that the last ones of a burst are not left in memory. */
  async flush(): Promise<void> {
    const pending = this.#pending;
    this.#pending = new Map();
    this.#flushedAt = this.#now();
    const hour = new Date(this.#now()).toISOString().slice(0, 13);
    for (const [tenant, counts] of pending) {
      const db = await this.#open(tenant);
      const writes = [...counts].map(([kind, value]) =>
        db.upsert('securityCount', { hour, kind, value }, ['hour', 'kind'], { value: sql`value + ${value}` }),
      );
      await db.commit(writes, null);
    }
  }
}
