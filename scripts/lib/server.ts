import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { migrate } from './migrate.ts';

export interface Settings {
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  readonly clientHeader: string;
}

export interface Server {
  readonly url: string;
  readonly mf: Miniflare;
  /** Fires the Worker's scheduled handler: Miniflare never does by itself. */
  cron(expression: string): Promise<void>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** Names of the D1 bindings, read from wrangler.toml so that a cell is declared once. */
function databases(): string[] {
  const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  return [...toml.matchAll(/^\[\[d1_databases\]\]\nbinding = "(\w+)"/gm)].map((m) => m[1] as string);
}

function masterKey(dataDir: string): string {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify({ MASTER_KEY: randomBytes(32).toString('base64url') }, null, 2), {
      mode: 0o600,
    });
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as { MASTER_KEY: string }).MASTER_KEY;
}

/** The whole system in one workerd: D1, R2, Queues and Durable Objects under `dataDir`, listening on host:port. */
export async function startServer(settings: Settings): Promise<Server> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const names = databases();
  const url = `http://${settings.host}:${settings.port}`;
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      name: 'anshao',
      modules: true,
      scriptPath: join(root, 'dist/worker/index.js'),
      modulesRoot: join(root, 'dist/worker'),
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      resourcePersistencePath: resolve(settings.dataDir),
      d1Databases: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
      r2Buckets: { BLOBS: 'anshao-blobs' },
      queueProducers: { OUTBOX: 'anshao-outbox' },
      queueConsumers: { 'anshao-outbox': { maxBatchSize: 50, maxBatchTimeout: 1, maxRetries: 5 } },
      durableObjects: { BUCKETS: { className: 'Buckets', useSQLite: true } },
      // A plain disk service instead of Miniflare's assets plugin: four isolates fewer, and direct sockets reach our Worker.
      serviceBindings: { ASSETS: { disk: { path: join(root, 'dist/web'), writable: false } } },
      bindings: {
        MASTER_KEY: process.env.MASTER_KEY ?? masterKey(settings.dataDir),
        DEMO: settings.demo ? '1' : '0',
        CLIENT_HEADER: settings.clientHeader,
        WEBHOOK_SINK: process.env.WEBHOOK_SINK ?? '',
      },
      unsafeDirectSockets: [{ host: settings.host, port: settings.port }],
    } as never),
  );
  await mf.ready;
  for (const name of names) {
    const folder = name === 'DIRECTORY' ? 'directory' : name.startsWith('CELL') ? 'cell' : 'search';
    await migrate((await mf.getD1Database(name)) as never, join(root, 'db/migrations', folder));
  }
  return {
    url,
    mf,
    async cron(expression) {
      const worker = await mf.getWorker();
      await worker.scheduled({ cron: expression });
    },
    stop: () => mf.dispose(),
  };
}
