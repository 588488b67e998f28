import { DurableObject } from 'cloudflare:workers';
import { BUCKETS, type BucketName } from '../contract/limits.ts';

const WINDOW_MS = 600_000;
const MAX_CLIENTS = 50_000;
const MINUTE_MS = 60_000;

/** A clock that was set back must not take away what somebody has, nor make a flood of a few. */
export const since = (at: number, now: number): number => Math.max(0, now - at);

export interface Taken {
  /** Seconds to wait; 0 = taken. */
  readonly wait: number;
  /** Tips of this tenant in about the last minute, whoever sent them. */
  readonly arrivals: number;
}

/**
 * Token buckets in memory only, one object per tenant and channel. A client address enters as an HMAC under a random key
 * that is thrown away every ten minutes; nothing of it is ever stored.
 */
export class Buckets extends DurableObject {
  #key: CryptoKey | undefined;
  #keyAt = 0;
  #level = new Map<string, { tokens: number; at: number }>();
  #arrivals = { rate: 0, at: 0 };

  async take(bucket: BucketName, client: string): Promise<Taken> {
    const wait = await this.#tokens(bucket, client, Date.now());
    return { wait, arrivals: this.arrived(bucket === 'tip' && wait === 0 ? 1 : 0) };
  }

  /** So many more tips came. Answers the rate: it fades by the minute, and in a steady stream is the tips of one minute. */
  arrived(count: number): number {
    const now = Date.now();
    const rate = this.#arrivals.rate * Math.exp(-since(this.#arrivals.at, now) / MINUTE_MS) + count;
    this.#arrivals = { rate, at: now };
    return rate;
  }

  async #tokens(bucket: BucketName, client: string, now: number): Promise<number> {
    const id = `${bucket} ${await this.#pseudonym(client, now)}`;
    const { burst, perMinute } = BUCKETS[bucket];
    const seen = this.#level.get(id) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, seen.tokens + (since(seen.at, now) / MINUTE_MS) * perMinute);
    this.#level.set(id, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? Math.ceil(((1 - tokens) / perMinute) * 60) : 0;
  }

  async #pseudonym(client: string, now: number): Promise<string> {
    if (!this.#key || Math.abs(now - this.#keyAt) > WINDOW_MS || this.#level.size > MAX_CLIENTS) {
      const raw = crypto.getRandomValues(new Uint8Array(32));
      this.#key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      this.#keyAt = now;
      this.#level = new Map();
    }
    const mac = await crypto.subtle.sign('HMAC', this.#key, new TextEncoder().encode(client));
    return [...new Uint8Array(mac, 0, 12)].map((b) => b.toString(16).padStart(2, '0')).join('');
  }
}
