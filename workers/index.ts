import { waitUntil } from 'cloudflare:workers';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import { CommitQueue } from './http/committer.ts';
import { toTenantPath } from './http/host.ts';
import { Opener } from './http/opener.ts';
import { runCron, runOutbox } from './jobs.ts';
import type { Platform } from './platform.ts';
import { r2Blobs } from './ports/blobs.ts';
import { deliverer } from './ports/deliver.ts';
import { outside } from './ports/outside.ts';
import { Secrets } from './ports/secrets.ts';

export { Buckets } from './http/limiter.ts';

export interface Env {
  DIRECTORY: D1Database;
  BLOBS: R2Bucket;
  ASSETS: Fetcher;
  OUTBOX: Queue;
  BUCKETS: DurableObjectNamespace;
  COMMITS: DurableObjectNamespace;
  /** 32 random bytes, base64url. */
  MASTER_KEY: string;
  DEMO?: string;
  OPERATOR_PASSWORD?: string;
  CLIENT_HEADER?: string;
  D1_REPLICAS?: string;
  METRICS_TOKEN?: string;
  WEBHOOK_SINK?: string;
  /** On a machine of one's own: a network of public addresses alone. On Cloudflare the platform sees to it. */
  OUTSIDE?: Fetcher;
  /** Network of the operator's own sink, which may be private. */
  SINK?: Fetcher;
  WEBHOOK_LOOPBACK?: string;
  [binding: string]: unknown;
}

/** The only place that reads bindings. CELL_nn and SEARCH_nn are found by name, so that more cells need no code. */
export function platformOf(env: Env): Platform {
  const cells = new Map(
    Object.keys(env)
      .filter((name) => /^CELL_\d+$/.test(name))
      .map((name) => name.slice(5))
      .map((no) => [no, { db: env[`CELL_${no}`] as D1Database, search: env[`SEARCH_${no}`] as D1Database }]),
  );
  return {
    directory: env.DIRECTORY,
    cells,
    blobs: r2Blobs(env.BLOBS),
    secrets: new Secrets(env.MASTER_KEY),
    assets: { fetch: (request) => env.ASSETS.fetch(request) },
    buckets: env.BUCKETS,
    commits: env.COMMITS,
    outbox: env.OUTBOX,
    deliver: deliverer(env.WEBHOOK_SINK, env.SINK),
    outside: outside(env.OUTSIDE, env.WEBHOOK_LOOPBACK === '1'),
    demo: env.DEMO === '1',
    operatorPassword: env.OPERATOR_PASSWORD ?? '',
    clientHeader: env.CLIENT_HEADER ?? '',
    metricsToken: env.METRICS_TOKEN ?? '',
    replicas: env.D1_REPLICAS === '1',
    now: () => Date.now(),
    waitUntil,
  };
}

/** Bound as COMMITS: knows the cells by their bindings. */
export class Committer extends CommitQueue {
  protected override database(cell: string): D1Database {
    return (this.env as Env)[`CELL_${cell}`] as D1Database;
  }
}

const built = new WeakMap<Env, { opener: Opener; app: Hono }>();

function build(env: Env) {
  let parts = built.get(env);
  if (!parts) {
    const opener = new Opener(platformOf(env));
    parts = { opener, app: createApp(opener) };
    built.set(env, parts);
  }
  return parts;
}

export default {
  async fetch(request, env, execution) {
    const { opener, app } = build(env);
    return app.fetch(await toTenantPath(request, opener.tenants), env, execution);
  },
  async scheduled(controller, env) {
    await runCron(build(env).opener, controller.cron);
  },
  async queue(batch, env) {
    await runOutbox(build(env).opener, batch as MessageBatch<{ tenant: number }>);
  },
} satisfies ExportedHandler<Env>;
