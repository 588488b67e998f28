import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropOldUpgradeBackups, upgradeFolder } from '../../scripts/lib/backup/before-upgrade.ts';
import { MIGRATED, schemaOf, schemasOf, sqliteFiles } from '../../scripts/lib/backup/folder.ts';
import { backupsIn } from '../../scripts/lib/backup/manifest.ts';
import { beforeMigrations } from '../../scripts/lib/backup/upgrade.ts';
import { signedIn } from '../../scripts/lib/demo/client.ts';
import { picture } from '../../scripts/lib/demo/picture.ts';
import { root } from '../../scripts/lib/settings.ts';
import { Steps } from '../../scripts/lib/steps.ts';
import { type District, onboard } from '../../scripts/lib/walkthrough/onboard.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { statusView } from '../../workers/contract/receipts.ts';
import { setSetting } from '../../workers/contract/settings.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { ITERATIONS, misfits } from '../support/backup-load.ts';
import { makeRelease } from '../support/release.ts';
import { launch, launchReady, type Running } from '../support/server-process.ts';

const OPERATOR_PASSWORD = 'upgrade-test-operator';
/** Today's Worker fills data of these migrations. A verb below that needs a later table asks for a later number. */
const LAST = '0016';
const BROKEN = { name: '9000_broken.sql', sql: 'CREATE TABLE half_done (x);\nINSERT INTO nowhere VALUES (1);\n' };

const folder = mkdtempSync(join(tmpdir(), 'anshao-upgrade-'));
const dataDir = join(folder, 'data');
const old = makeRelease(join(folder, 'old'), LAST);
const running: Running[] = [];
let district: District;
let receipt: string;
let hazardId: string;

const env = (dir: string) => ({ DATA_DIR: dir, DEMO: '0', OPERATOR_PASSWORD });
const start = async (dir: string, home: string) => {
  const server = await launchReady(env(dir), home);
  running.push(server);
  return server;
};
const applied = (dir: string) => new Set(schemasOf(dir).flatMap((schema) => schema.applied));

/** What was put in by the old release answers here. */
async function works(url: string): Promise<void> {
  const client = new TipClient(fetch, `${url}/${district.slug}/api`);
  expect(statusView.parse(await client.status(district.no, receipt, ITERATIONS))).toMatchObject({ found: true });
  const office = await signedIn(url, district.slug, 'office');
  expect(await office.call(hazards.one, { id: hazardId })).toMatchObject({ title: '旧版本里的隐患' });
}

beforeAll(async () => {
  const server = await start(dataDir, old);
  district = await onboard(server.url, OPERATOR_PASSWORD, new Steps(false));
  await district.admin.call(setSetting, { key: 'tip.work', value: { cost: 100, from: 1, to: 5 }, version: 0 });
  const client = new TipClient(fetch, `${server.url}/${district.slug}/api`);
  ({ receipt } = await client.send({ iterations: ITERATIONS, text: { text: '旧版本里的举报' } }));
  const evidence = [(await district.inspector.call(hazards.upload, {}, undefined, picture('before', 1))).id];
  const title = '旧版本里的隐患';
  hazardId = (await district.inspector.call(hazards.report, { title, source: 'enforcement', evidence })).id;
  await server.end();
}, 120_000);
afterAll(async () => {
  await Promise.all(running.map((server) => server.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a migration that fails leaves the data as it was, and the process says what to do', async () => {
  const ended = await launch(env(dataDir), makeRelease(join(folder, 'broken'), LAST, BROKEN));
  expect(ended).toMatchObject({ code: 1 });
  const text = (ended as { output: string }).output;
  expect(text).toContain(BROKEN.name);
  const [name] = backupsIn(upgradeFolder(dataDir));
  expect(text).toContain(`npm run restore -- --from ${upgradeFolder(dataDir)}/${name} --to`);
  expect(applied(dataDir)).not.toContain(BROKEN.name);
  const server = await start(dataDir, old);
  await works(server.url);
  expect(await server.end()).toBe(0);
}, 120_000);

test('a service started again and again keeps the backup from before the first attempt', async () => {
  const half = join(folder, 'half');
  cpSync(dataDir, half, { recursive: true, filter: (path) => !path.endsWith('/before-upgrade') });
  const first = await beforeMigrations(half, {});
  for (const path of sqliteFiles(half).filter((name) => schemaOf(join(half, name))?.kind === 'cell')) {
    const cell = new DatabaseSync(join(half, path));
    cell.exec("INSERT INTO d1_migrations (name) VALUES ('0017_checks.sql')");
    cell.close();
  }
  expect(await beforeMigrations(half, {})).toBe(first);
  expect(backupsIn(upgradeFolder(half))).toHaveLength(1);
  writeFileSync(join(half, MIGRATED), 'a release that served meanwhile');
  const second = await beforeMigrations(half, {});
  expect(second).not.toBe(first);
  expect(backupsIn(upgradeFolder(half))).toEqual([basename(second as string)]);
  expect(await beforeMigrations(half, { BACKUP_BEFORE_MIGRATION: '0' })).toBeUndefined();
});

test('the new release migrates old data and works; back again by the backup it made first', async () => {
  const server = await start(dataDir, root);
  expect(server.output()).toContain('backed up before');
  const newest = readdirSync(join(root, 'db/migrations/cell')).sort().at(-1);
  expect(applied(dataDir)).toContain(newest);
  await works(server.url);
  expect(await server.end()).toBe(0);
  expect(misfits(dataDir)).toEqual([]);

  const refused = await launch(env(dataDir), old);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('newer release') });
  const back = join(folder, 'back');
  const args = ['scripts/restore.ts', '--from', upgradeFolder(dataDir), '--to', back];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('unbroken') });
  expect(applied(back)).not.toContain(newest);
  expect(misfits(back)).toEqual([]);
  await works((await start(back, old)).url);
}, 120_000);

test('the backup before an upgrade runs out, because it keeps what retention destroys', () => {
  const dir = join(folder, 'aged');
  const names = ['anshao-2026-01-01T00-00-00-000Z', 'anshao-2026-01-10T00-00-00-000Z'];
  for (const name of names) {
    mkdirSync(join(upgradeFolder(dir), name), { recursive: true });
    const day = new Date(name.slice(7, 17));
    utimesSync(join(upgradeFolder(dir), name), day, day);
  }
  expect(dropOldUpgradeBackups(dir, Date.parse('2026-01-16'))).toEqual([names[0]]);
  expect(existsSync(join(upgradeFolder(dir), names[1] as string))).toBe(true);
  expect(dropOldUpgradeBackups(join(folder, 'nothing'), 0)).toEqual([]);
});
