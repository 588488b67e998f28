import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backupsIn, MANIFEST, type Manifest } from '../../scripts/lib/backup/manifest.ts';
import { signedIn } from '../../scripts/lib/demo/client.ts';
import { DEMO_PASSWORD } from '../../scripts/lib/demo/tenants.ts';
import { root } from '../../scripts/lib/settings.ts';
import { Steps } from '../../scripts/lib/steps.ts';
import { type District, onboard } from '../../scripts/lib/walkthrough/onboard.ts';
import { call } from '../../web/shared/api.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { statusView } from '../../workers/contract/receipts.ts';
import { signIn } from '../../workers/contract/session.ts';
import { auditChain, setSetting } from '../../workers/contract/settings.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { type Acknowledged, ITERATIONS, misfits, mixedLoad, photoOf } from '../support/backup-load.ts';
import { launch, launchReady, type Running } from '../support/server-process.ts';

const OPERATOR_PASSWORD = 'backup-test-operator';
const folder = mkdtempSync(join(tmpdir(), 'anshao-backup-'));
const dataDir = join(folder, 'data');
const out = join(folder, 'backups');
const restored = join(folder, 'restored');
const running: Running[] = [];
const seen: Acknowledged = { tips: [], hazards: [] };
let before: Acknowledged;
let district: District;
let taken: { code: number | null; text: string };

function run(script: string, ...args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', `${script}.ts`), ...args]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, text })));
}
const start = async (dir: string) => {
  const server = await launchReady({ DATA_DIR: dir, DEMO: '0', OPERATOR_PASSWORD });
  running.push(server);
  return server;
};
const newest = () => join(out, backupsIn(out).at(-1) as string);
const manifest = (from = newest()) => JSON.parse(readFileSync(join(from, MANIFEST), 'utf8')) as Manifest;

beforeAll(async () => {
  const { url } = await start(dataDir);
  district = await onboard(url, OPERATOR_PASSWORD, new Steps(false));
  await district.admin.call(setSetting, { key: 'tip.work', value: { cost: 100, from: 1, to: 5 }, version: 0 });
  let going = true;
  const load = mixedLoad(url, district, seen, () => going);
  await vi.waitUntil(() => seen.tips.length >= 8 && seen.hazards.length >= 4, { timeout: 90_000 });
  before = structuredClone(seen);
  taken = await run('backup', '--data', dataDir, '--out', out);
  going = false;
  await load;
}, 180_000);
afterAll(async () => {
  await Promise.all(running.map((server) => server.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a backup under load: what was acknowledged before is in the new folder, and everything there fits together', async () => {
  expect(taken).toMatchObject({ code: 0 });
  expect(seen.tips.length + seen.hazards.length).toBeGreaterThan(before.tips.length + before.hazards.length);
  const answer = await run('restore', '--from', out, '--to', restored);
  expect(answer).toMatchObject({ code: 0, text: expect.stringContaining('unbroken') });
  expect(misfits(restored)).toEqual([]);
  for (const path of ['secrets.json', 'd1/migrated']) expect(statSync(join(restored, path)).mode & 0o777).toBe(0o600);

  const first = running[0]?.url as string;
  const { url } = await start(restored);
  const client = new TipClient(fetch, `${url}/${district.slug}/api`);
  for (const { receipt, accepted } of before.tips) {
    const view = statusView.parse(await client.status(district.no, receipt, ITERATIONS));
    expect(view).toMatchObject({ found: true, digest: accepted.digest, proof: accepted.proof });
  }
  const there = await signedIn(url, district.slug, 'office');
  const bases = [first, url].map((at) => `${at}/${district.slug}/api`);
  const tokens = await Promise.all(
    bases.map(async (base) => {
      const asked = { login: 'office', password: DEMO_PASSWORD, label: '核对' };
      return (await call(signIn, asked, { base })).accessToken;
    }),
  );
  for (const { id, title, version, photo } of before.hazards) {
    const view = await there.call(hazards.one, { id });
    expect(view.title).toBe(title);
    expect(view.version).toBeGreaterThanOrEqual(version);
    const [old, now] = await Promise.all(bases.map((base, i) => photoOf(base, tokens[i] as string, id, photo)));
    expect(now).toBe(old);
  }
  expect(await there.call(auditChain, {})).toMatchObject({ broken: null });
  // What was not yet indexed at the instant is indexed by the restored outbox.
  const last = before.hazards.at(-1) as Acknowledged['hazards'][number];
  const find = async () => (await there.call(hazards.queue, { q: last.title })).items.map((row) => row.id);
  await expect.poll(find, { timeout: 15_000 }).toContain(last.id);
}, 120_000);

test('the next backup copies no object again, and --keep removes the older one', async () => {
  const [blob] = manifest().files.filter((file) => file.path.includes('/blobs/'));
  const inode = statSync(join(newest(), blob?.path as string)).ino;
  const first = newest();
  expect(await run('backup', '--data', dataDir, '--out', out, '--keep', '1')).toMatchObject({ code: 0 });
  expect(backupsIn(out)).toHaveLength(1);
  expect(existsSync(first)).toBe(false);
  expect(statSync(join(newest(), blob?.path as string)).ino).toBe(inode);
});

test('a changed byte, a missing file, a newer schema, a folder that is not empty: refused, nothing is left behind', async () => {
  const to = join(folder, 'refused');
  const damaged = join(folder, 'damaged');
  const restore = async (spoil: () => void, ...more: string[]) => {
    rmSync(damaged, { recursive: true, force: true });
    cpSync(newest(), damaged, { recursive: true });
    spoil();
    const answer = await run('restore', '--from', damaged, '--to', to, ...more);
    expect(existsSync(to) || existsSync(`${to}.partial`)).toBe(false);
    return answer;
  };
  const { files, schemas } = manifest();
  const largest = files.toSorted((a, b) => b.size - a.size)[0]?.path as string;
  const flip = () => {
    const bytes = readFileSync(join(damaged, largest));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] as number) ^ 1;
    writeFileSync(join(damaged, largest), bytes);
  };
  expect(await restore(flip)).toMatchObject({ code: 1, text: expect.stringContaining('not what the manifest says') });
  const lose = () => rmSync(join(damaged, largest));
  expect(await restore(lose)).toMatchObject({ code: 1, text: expect.stringContaining(`${largest} is missing`) });
  const age = () => {
    for (const schema of Object.values(schemas)) schema.applied.push('9999_later.sql');
    writeFileSync(join(damaged, MANIFEST), JSON.stringify({ ...manifest(damaged), schemas }));
  };
  expect(await restore(age)).toMatchObject({ code: 2, text: expect.stringContaining('newer release') });
  const other = await restore(() => undefined, '--digest', '0'.repeat(64));
  expect(other).toMatchObject({ code: 2, text: expect.stringContaining('not the one given') });
  const full = await run('restore', '--from', out, '--to', restored);
  expect(full).toMatchObject({ code: 2, text: expect.stringContaining('not empty') });
});

test('without secrets, in one file: restored, and started only with the key put back', async () => {
  const file = join(folder, 'one.tar');
  expect(await run('backup', '--data', restored, '--out', file, '--without-secrets')).toMatchObject({ code: 0 });
  expect(await run('restore', '--from', file, '--check')).toMatchObject({ code: 0 });
  const bare = join(folder, 'bare');
  expect(await run('restore', '--from', file, '--to', bare)).toMatchObject({ code: 0 });
  expect(existsSync(join(bare, 'secrets.json'))).toBe(false);
  const refused = await launch({ DATA_DIR: bare, DEMO: '0' });
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('no secrets.json') });
  cpSync(join(dataDir, 'secrets.json'), join(bare, 'secrets.json'));
  expect((await fetch(`${(await start(bare)).url}/healthz`)).status).toBe(200);
}, 120_000);
