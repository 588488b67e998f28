const ASK_MS = 1_000;
const MINUTE_MS = 60_000;

interface Beat {
  /** Tips a minute, as the Durable Object said last, and when. */
  rate: number;
  at: number;
  /** Counted here since then. */
  here: number;
  askedAt: number;
}

/**
 * Counts the tips of each tenant in this isolate and tells the tenant's Durable Object once a second, which answers what all
 * isolates count together: senders without a trusted address have no tokens to take, and need no question each.
 */
export class Pulse {
  readonly #beats = new Map<string, Beat>();
  readonly #waitUntil: (work: Promise<unknown>) => void;

  constructor(waitUntil: (work: Promise<unknown>) => void) {
    this.#waitUntil = waitUntil;
  }

  /** Tips in about the last minute, this one included. `tell`: hands `count` arrivals on and answers the rate of all. */
  count(key: string, arrived: boolean, tell: (count: number) => Promise<number>): number {
    const now = Date.now();
    const beat = this.#beats.get(key) ?? { rate: 0, at: now, here: 0, askedAt: Number.NEGATIVE_INFINITY };
    this.#beats.set(key, beat);
    if (arrived) beat.here += 1;
    const rate = beat.rate * Math.exp(-Math.max(0, now - beat.at) / MINUTE_MS) + beat.here;
    if (Math.abs(now - beat.askedAt) >= ASK_MS) {
      beat.askedAt = now;
      const told = beat.here;
      const asked = tell(told).then((all) => {
        beat.rate = all;
        beat.at = Date.now();
        beat.here -= told;
      });
      // Not told is counted on here, and told the next time.
      this.#waitUntil(asked.catch(() => undefined));
    }
    return rate;
  }
}
