import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tree } from '../../scripts/lib/process-tree.ts';
import { call } from '../../web/shared/api.ts';
import { apply } from '../../workers/contract/platform.ts';
import { launch, launchReady, type Running } from '../support/server-process.ts';

let dataDir: string;
let running: Running[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'anshao-start-'));
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.end('SIGKILL')));
  running = [];
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function start(env: Record<string, string> = {}): Promise<Running> {
  const server = await launchReady({ DATA_DIR: dataDir, DEMO: '0', ...env });
  running.push(server);
  return server;
}

const health = async (url: string) => (await fetch(`${url}/healthz`)).status;

/** Ended, or dead and not yet collected by init. */
function isGone(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

test('Ctrl-C ends with 0, takes workerd along, and the next start finds the data', async () => {
  const first = await start();
  expect(await health(first.url)).toBe(200);
  const key = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  const marked = readFileSync(join(dataDir, 'd1/migrated'), 'utf8');
  const pids = tree(first.pid);
  expect(pids).toHaveLength(2);
  expect(await first.end('SIGINT')).toBe(0);
  expect(pids.every(isGone)).toBe(true);

  const second = await start();
  expect(await health(second.url)).toBe(200);
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(key);
  expect(readFileSync(join(dataDir, 'd1/migrated'), 'utf8')).toBe(marked);
});

test('migrations already applied are not applied again when the folder is checked afresh', async () => {
  await (await start()).end();
  writeFileSync(join(dataDir, 'd1/migrated'), 'an older release');
  const server = await start();
  expect(await health(server.url)).toBe(200);
  expect(readFileSync(join(dataDir, 'd1/migrated'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
});

test('a second process on the same folder is refused with a sentence', async () => {
  const first = await start();
  const second = await launch({ DATA_DIR: dataDir, DEMO: '0' });
  if ('url' in second) running.push(second);
  expect(second).toMatchObject({ code: 1, output: expect.stringMatching(/^数据目录 .* in use .*\n$/) });
  expect(await health(first.url)).toBe(200);
});

test('kill -9 leaves no lock and no orphan: the same port and folder start at once', async () => {
  const first = await start();
  const [, workerd] = tree(first.pid) as [number, number];
  expect(await first.end('SIGKILL')).toBeNull();
  const second = await start({ PORT: new URL(first.url).port });
  expect(isGone(workerd)).toBe(true);
  expect(second.url).toBe(first.url);
  expect(await health(second.url)).toBe(200);
});

test('a dead workerd is started again on the same port', async () => {
  const server = await start({ PORT: String(await freePort()) });
  const [, workerd] = tree(server.pid) as [number, number];
  process.kill(workerd, 'SIGKILL');
  await expect.poll(() => health(server.url).catch(() => 0), { timeout: 20_000 }).toBe(200);
  expect(server.output()).toContain('workerd died');
});

test('no request goes through the supervisor: it is stopped, and pages, reads and writes go on; systemd was told', async () => {
  const told = join(dataDir, 'told');
  const tools = mkdtempSync(join(tmpdir(), 'anshao-tools-'));
  writeFileSync(join(tools, 'systemd-notify'), `#!/bin/sh\necho "$@" >'${told}'\n`, { mode: 0o755 });
  const server = await start({ PATH: `${tools}:${process.env.PATH}`, NOTIFY_SOCKET: '/nowhere' });
  rmSync(tools, { recursive: true });
  expect(readFileSync(told, 'utf8')).toBe(`--ready --pid=${server.pid} --status=${server.url}\n`);
  process.kill(server.pid, 'SIGSTOP');
  await expect.poll(() => readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^State:\s+T/m);
  const asked = {
    unitName: '演练区安委办',
    tenantName: '演练区',
    level: 'district' as const,
    divisionCode: '999999',
    slug: 'while-stopped',
    contactName: '张三',
    contactPhone: '010-12345678',
    reason: '走查演练',
  };
  expect((await call(apply, asked, { base: `${server.url}/platform/api` })).id).toBeTruthy();
  expect((await fetch(`${server.url}/platform`)).status).toBe(200);
  for (let i = 0; i < 20; i++) expect(await health(server.url)).toBe(200);
  process.kill(server.pid, 'SIGCONT');
});

test('a port in use is named', async () => {
  const holder = createServer();
  await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
  const { port } = holder.address() as { port: number };
  const refused = await launch({ DATA_DIR: dataDir, DEMO: '0', PORT: String(port) });
  if ('url' in refused) running.push(refused);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining(`Port ${port} is in use`) });
  await new Promise((done) => holder.close(done));
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}
