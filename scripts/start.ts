import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, startServer } from './lib/server.ts';
import { Refusal, root, settingsFromEnv } from './lib/settings.ts';

let server: Server | undefined;
let ending = false;

/** Ctrl-C, SIGTERM, a closed terminal: let running requests finish, then leave with 0. */
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await server?.stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

/** In a process of its own: its client and samples would stay in the supervisor's memory for good. */
function prepareDemo(url: string): Promise<string> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'scripts/prepare-demo.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
    });
    child.once('close', () => done(text));
  });
}

/** Type=notify: `systemctl start` returns, and what depends on this unit begins, when the port answers. */
function tellSystemd(url: string): void {
  if (!process.env.NOTIFY_SOCKET) return;
  spawnSync('systemd-notify', ['--ready', `--pid=${process.pid}`, `--status=${url}`], { stdio: 'ignore' });
}

async function start(): Promise<void> {
  const settings = settingsFromEnv(process.env);
  server = await startServer(settings);
  let lines = '';
  if (settings.demo) {
    lines = await prepareDemo(server.url);
    const loaded = join(settings.dataDir, 'demo-loaded');
    if (!ending && lines && !existsSync(loaded)) {
      writeFileSync(loaded, '');
      await server.renew();
    }
  }
  if (!ending) tellSystemd(server.url);
  if (!ending) process.stdout.write(`${lines}安哨已就绪 · ready: ${server.url}/  (Ctrl-C 停止)\n`);
}

start().catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
});
