import type { SearchIndex } from '../../db/search-index.ts';
import type { Grant } from '../contract/access.ts';
import type { Message } from '../domain/cascade/message.ts';
import type { Outgoing } from '../domain/webhooks/message.ts';
import type { Blobs } from './blobs.ts';
import type { Secrets } from './secrets.ts';

/** The outside world as a verb sees it: interfaces; adapters are chosen in workers/index.ts. */
export interface Ports {
  readonly blobs: Blobs;
  readonly secrets: Secrets;
  readonly search: SearchIndex;
  /** Working days of a year as loaded from the State Council's calendar; undefined = that year is UNKNOWN. */
  readonly calendar: (year: number) => Promise<ReadonlyMap<string, boolean> | undefined>;
  /** Days off of a year with the name of their holiday, in order; undefined = that year is UNKNOWN. */
  readonly holidays: (year: number) => Promise<ReadonlyMap<string, string> | undefined>;
  /** Seconds-old knowledge of this tenant instead of one more read: see ports/memo.ts for what may be kept. */
  readonly memo: <T>(key: string, load: () => Promise<T>, of?: 'ledger') => Promise<T>;
  /** Tells the outbox consumer that this tenant has work. Called after a commit; losing the call loses nothing. */
  readonly wakeOutbox: () => void;
  /** A 5-minute access token. `audience`: `t{tenant number}` for staff, `platform` for operators. */
  readonly accessToken: (
    audience: string,
    claims: { subject: string; sessionId: string; grants: readonly Grant[] },
  ) => Promise<string>;
  /** A compact JWS (EdDSA) over the claims, verifiable offline against `proofJwks`; it does not expire. */
  readonly signProof: (claims: Record<string, string | number>) => Promise<string>;
  readonly proofJwks: () => Promise<{ keys: JsonWebKey[] }>;
  /** Active districts of the platform but this one: by a part of the name, or one by its slug. Nothing of their data. */
  readonly districts: (by: { q: string } | { slug: string }) => Promise<readonly { slug: string; name: string }[]>;
  /** Into another district, which hears it only where a link stands; see domain/cascade/receive.ts. */
  readonly deliverTo: (slug: string, message: Message) => Promise<void>;
  readonly deliver: (channel: 'mail' | 'webhook', payload: string) => Promise<void>;
  /** The internet, for addresses tenants typed: see ports/outside.ts. `loopback`: http to this machine is let through, for tests. */
  readonly outside: {
    readonly loopback: boolean;
    readonly post: (request: Outgoing) => Promise<{ status: number; text: string }>;
  };
}
