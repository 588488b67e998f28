import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { convertV4MiniflareOptions, type MiniflareOptions } from 'miniflare';
import { databasesIn } from './cells/config.ts';
import { localBindings } from './cells/local.ts';
import { Refusal, root, type Settings } from './settings.ts';

const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8');

/** Names of the D1 bindings, read from wrangler.toml so that a cell is declared once; more of them with CELLS=64. */
export const databases = localBindings(
  process.env,
  databasesIn(toml).map((d) => d.binding),
);

export function migrationsOf(database: string): string {
  const folder = database === 'DIRECTORY' ? 'directory' : database.startsWith('CELL') ? 'cell' : 'search';
  return join(root, 'db/migrations', folder);
}

/** Changes whenever a migration or a database is added: what a data folder must have seen. */
export function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const name of databases) {
    hash.update(`${name}\n`);
    for (const file of readdirSync(migrationsOf(name)).sort()) {
      hash.update(`${file}\n`).update(readFileSync(join(migrationsOf(name), file)));
    }
  }
  return hash.digest('hex');
}

function masterKey(dataDir: string): string {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    // A new key over old data would make every receipt and second factor worthless.
    if (existsSync(join(dataDir, 'd1', 'migrated'))) {
      throw new Refusal(
        `${dataDir} 已有数据而没有 secrets.json：请放回原来的文件，或设置 MASTER_KEY。 There is data but no secrets.json: put the old file back, or set MASTER_KEY.`,
      );
    }
    writeFileSync(file, JSON.stringify({ MASTER_KEY: randomBytes(32).toString('base64url') }, null, 2), {
      mode: 0o600,
    });
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as { MASTER_KEY: string }).MASTER_KEY;
}

/**
 * Ways out. `OUTSIDE`, for what a tenant typed, opens public addresses alone: decided at the socket, behind every name and
 * redirect. `SINK`, for the operator's own receiver, may be private. WEBHOOK_LOOPBACK is for tests: this machine too.
 */
export function networks(env: NodeJS.ProcessEnv) {
  const network = (allow: string[]) => ({ network: { allow, tlsOptions: { trustBrowserCas: true } } });
  return {
    OUTSIDE: network(env.WEBHOOK_LOOPBACK === '1' ? ['public', 'local'] : ['public']),
    ...(env.WEBHOOK_SINK ? { SINK: network(['public', 'private']) } : {}),
  };
}

/** The entry first; the parts it loads when asked for lie beside it. */
function builtModules(): string[] {
  const parts = join(root, 'dist/worker/parts');
  const names = readdirSync(parts).filter((name) => name.endsWith('.js'));
  return [join(root, 'dist/worker/index.js'), ...names.map((name) => join(parts, name))];
}

/** The whole system in one workerd: D1, R2, Queues and Durable Objects under `dataDir`. */
export function workerOptions(settings: Settings, listen: boolean): MiniflareOptions {
  return convertV4MiniflareOptions({
    name: 'anshao',
    modules: builtModules().map((path) => ({ type: 'ESModule', path })),
    modulesRoot: join(root, 'dist/worker'),
    compatibilityDate: toml.match(/^compatibility_date = "(.+)"/m)?.[1] ?? '',
    compatibilityFlags: ['nodejs_compat'],
    resourcePersistencePath: resolve(settings.dataDir),
    d1Databases: Object.fromEntries(databases.map((name) => [name, name.toLowerCase()])),
    r2Buckets: { BLOBS: 'anshao-blobs' },
    queueProducers: { OUTBOX: 'anshao-outbox' },
    queueConsumers: { 'anshao-outbox': { maxBatchSize: 50, maxBatchTimeout: 1, maxRetries: 5 } },
    durableObjects: {
      BUCKETS: { className: 'Buckets', useSQLite: true },
      COMMITS: { className: 'Committer', useSQLite: true },
    },
    // A plain disk service instead of Miniflare's assets plugin: four isolates fewer, and direct sockets reach our Worker.
    serviceBindings: {
      ASSETS: { disk: { path: join(root, 'dist/web'), writable: false } },
      ...networks(process.env),
    },
    bindings: {
      MASTER_KEY: process.env.MASTER_KEY ?? masterKey(settings.dataDir),
      DEMO: settings.demo ? '1' : '0',
      OPERATOR_PASSWORD: process.env.OPERATOR_PASSWORD ?? '',
      CLIENT_HEADER: settings.clientHeader,
      WEBHOOK_SINK: process.env.WEBHOOK_SINK ?? '',
      METRICS_TOKEN: process.env.METRICS_TOKEN ?? '',
      WEBHOOK_LOOPBACK: process.env.WEBHOOK_LOOPBACK ?? '',
    },
    cf: false,
    // Lets the supervisor fire the Worker's cron over Miniflare's private entry socket.
    unsafeTriggerHandlers: true,
    ...(listen ? { unsafeDirectSockets: [{ host: settings.host, port: settings.port }] } : {}),
  } as never);
}
