import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { dropOldUpgradeBackups } from './backup/before-upgrade.ts';
import { startTicker } from './cron.ts';
import { lockFolder } from './lock.ts';
import { Refusal, root, type Settings } from './settings.ts';
import { claimPort, loopback, plan, startWorkerd, stopWorkerd, type Workerd } from './workerd.ts';

export interface Server {
  readonly url: string;
  /** Fires the Worker's scheduled handler: Miniflare never does by itself. */
  cron(expression: string): Promise<void>;
  /** A fresh workerd on the same address. A big import leaves it with 150 MB that it never gives back. */
  renew(): Promise<void>;
  stop(): Promise<void>;
}

const CRASHES = 5;

/** The system on this machine: lock, migrations, one workerd, cron; workerd is started again should it crash. */
export async function startServer(settings: Settings): Promise<Server> {
  if (!existsSync(join(root, 'dist/worker/index.js'))) {
    throw new Refusal('还没有构建，请先运行 npm run build。 Nothing is built yet: run npm run build first.');
  }
  mkdirSync(join(root, 'dist/web'), { recursive: true });
  const lock = lockFolder(settings.dataDir);
  const port = await claimPort(settings);
  const [config, loopbackAddress] = await Promise.all([plan({ ...settings, port }, lock), loopback()]);
  let workerd = await startWorkerd(config, loopbackAddress, lock);
  let stopping = false;
  let renewing = false;
  const crashes: number[] = [];

  const watch = (current: Workerd): void => {
    current.process.once('close', (code, signal) => {
      if (stopping || renewing) return;
      console.error(
        `workerd 意外退出（${signal ?? code}），正在重启。 workerd died (${signal ?? code}); starting it again.`,
      );
      crashes.push(Date.now());
      const recent = crashes.filter((at) => at > Date.now() - 60_000).length;
      if (recent > CRASHES) process.exit(1);
      setTimeout(() => {
        if (stopping) return;
        startWorkerd(config, loopbackAddress, lock).then(
          (next) => {
            workerd = next;
            watch(next);
          },
          (error: unknown) => {
            console.error(error instanceof Error ? error.message : error);
            process.exit(1);
          },
        );
      }, 200 * recent);
    });
  };
  watch(workerd);

  const nightly = join(settings.dataDir, 'nightly');
  if (!existsSync(nightly)) writeFileSync(nightly, '');
  const fire = async (expression: string): Promise<void> => {
    await trigger(workerd.entryPort, expression);
    if (expression === '* * * * *') return;
    writeFileSync(nightly, '');
    dropOldUpgradeBackups(settings.dataDir, Date.now());
  };
  const shown = /^(0\.0\.0\.0|::)$/.test(settings.host) ? '127.0.0.1' : settings.host;
  const ticker = startTicker(
    crons(),
    // A night the machine was switched off is made up for at the next start.
    (expression) => (expression === '* * * * *' ? Date.now() : statSync(nightly).mtimeMs),
    fire,
  );
  return {
    url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`,
    cron: fire,
    async renew() {
      renewing = true;
      await stopWorkerd(workerd);
      workerd = await startWorkerd(config, loopbackAddress, lock);
      renewing = false;
      watch(workerd);
    },
    async stop() {
      stopping = true;
      ticker.stop();
      await stopWorkerd(workerd);
    },
  };
}

function crons(): string[] {
  const line = readFileSync(join(root, 'wrangler.toml'), 'utf8').match(/^crons = \[(.*?)\]/m)?.[1] ?? '';
  return [...line.matchAll(/"([^"]+)"/g)].map((m) => m[1] as string);
}

function trigger(port: number, expression: string): Promise<void> {
  const query = new URLSearchParams({ cron: expression, time: String(Date.now()) });
  return new Promise((done, fail) => {
    const request = get(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled?${query}`, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? done() : fail(new Error(`the scheduled handler answered ${response.statusCode}`)),
      );
    });
    request.setTimeout(600_000, () => request.destroy(new Error('no answer within ten minutes')));
    request.once('error', fail);
  });
}
