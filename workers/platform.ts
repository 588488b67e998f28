import type { Blobs } from './ports/blobs.ts';
import type { Ports } from './ports/ports.ts';
import type { Secrets } from './ports/secrets.ts';

/** The bindings, named once. workers/index.ts builds it from `env`; tests hand in guarded doubles. */
export interface Platform {
  readonly directory: D1Database;
  /** Cell name (`00`, `01`, …) → its database and its search database. */
  readonly cells: ReadonlyMap<string, { readonly db: D1Database; readonly search: D1Database }>;
  readonly blobs: Blobs;
  readonly secrets: Secrets;
  readonly assets: { fetch(request: Request): Promise<Response> };
  readonly buckets: DurableObjectNamespace | undefined;
  /** Puts the commits of tips of one cell together; undefined: each for itself. */
  readonly commits: DurableObjectNamespace | undefined;
  readonly outbox: Queue | undefined;
  readonly deliver: Ports['deliver'];
  readonly outside: Ports['outside'];
  /** Demo tenants and their published passwords may be loaded. */
  readonly demo: boolean;
  /** First password of the first operator, 10 characters or more; '' = none but the demo's. */
  readonly operatorPassword: string;
  /** Whoever shows it may read /metrics; '' = nobody. */
  readonly metricsToken: string;
  /** The client address stands in this header, set by the proxy in front; '' = none is trusted. */
  readonly clientHeader: string;
  /** Staff's reads may be served by D1's replicas, through sessions with bookmarks. */
  readonly replicas: boolean;
  readonly now: () => number;
  readonly waitUntil: (work: Promise<unknown>) => void;
}
