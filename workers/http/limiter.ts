import { DurableObject } from 'cloudflare:workers';
import { BUCKETS, type BucketName } from '../contract/limits.ts';

const WINDOW_MS = 600_000;
const MAX_CLIENTS = 50_000;

/**
 * Token buckets in memory only, one object per tenant and bucket. A client address enters as an HMAC under a random key
 * that is thrown away every ten minutes; nothing of it is ever stored.
 */
export class Buckets extends DurableObject {
  #key: CryptoKey | undefined;
  #keyAt = 0;
  #level = new Map<string, { tokens: number; at: number }>();

  /** Seconds to wait; 0 = taken. */
  async take(bucket: BucketName, client: string, cost = 1): Promise<number> {
    const now = Date.now();
    const id = await this.#pseudonym(client, now);
    const { burst, perMinute } = BUCKETS[bucket];
    const seen = this.#level.get(id) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, seen.tokens + ((now - seen.at) / 60_000) * perMinute);
    if (tokens < cost) {
      this.#level.set(id, { tokens, at: now });
      return Math.ceil(((cost - tokens) / perMinute) * 60);
    }
    this.#level.set(id, { tokens: tokens - cost, at: now });
    return 0;
  }

  async #pseudonym(client: string, now: number): Promise<string> {
    if (!this.#key || now - this.#keyAt > WINDOW_MS || this.#level.size > MAX_CLIENTS) {
      const raw = crypto.getRandomValues(new Uint8Array(32));
      this.#key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      this.#keyAt = now;
      this.#level = new Map();
    }
    const mac = await crypto.subtle.sign('HMAC', this.#key, new TextEncoder().encode(client));
    return [...new Uint8Array(mac, 0, 12)].map((b) => b.toString(16).padStart(2, '0')).join('');
  }
}
