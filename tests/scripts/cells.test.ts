import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bindingsOf, databasesIn, withCells } from '../../scripts/lib/cells/config.ts';
import { keepCells } from '../../scripts/lib/cells/local.ts';
import { root } from '../../scripts/lib/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'anshao-cells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const script = join(root, 'scripts/cells.ts');
function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, out: stdout, err: stderr };
}

/** Something that stands in for wrangler: creates, applies, and fails for one name as long as `broken` says it. */
function wranglerIn(dir: string): string {
  const file = join(dir, 'wrangler.mjs');
  writeFileSync(
    file,
    `#!${process.execPath}
import { appendFileSync, existsSync } from 'node:fs';
const said = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(dir, 'calls'))}, said.join(' ') + '\\n');
const name = said[1] === 'create' ? said[2] : said[3];
if (existsSync(${JSON.stringify(dir)} + '/broken-' + name)) { console.error('the service is away'); process.exit(1); }
const hex = Buffer.from(name).toString('hex').padStart(32, '0').slice(-32);
console.log(said[1] === 'create'
  ? 'database_id = "' + hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') + '"'
  : 'Migrations to be applied');
`,
  );
  chmodSync(file, 0o755);
  return file;
}

/** A configuration of `cells` cells whose migrations are two small files each. */
function small(name: string, cells: number): string {
  const dir = join(folder, name);
  for (const kind of ['directory', 'cell', 'search', 'broken']) {
    mkdirSync(join(dir, kind), { recursive: true });
    writeFileSync(join(dir, kind, '0001_a.sql'), 'CREATE TABLE a (x INTEGER);\n');
    writeFileSync(join(dir, kind, '0002_b.sql'), kind === 'broken' ? 'CREATE TABLE a (x);\n' : 'CREATE TABLE b (x);\n');
  }
  const toml = withCells(readFileSync(join(root, 'wrangler.toml'), 'utf8'), cells, {});
  writeFileSync(join(dir, 'w.toml'), toml.replaceAll('"db/migrations/', '"'));
  return dir;
}

test('a configuration of 64 cells: every binding once, the rest of it unchanged, ids of Cloudflare where they are known', () => {
  const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  const made = withCells(toml, 64, { 'anshao-cell-63': 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' });
  const databases = databasesIn(made);
  expect(databases.map((d) => d.binding)).toEqual(bindingsOf(64));
  expect(new Set(databases.map((d) => d.id)).size).toBe(129);
  expect(databases.find((d) => d.binding === 'CELL_63')).toEqual({
    ...{ binding: 'CELL_63', name: 'anshao-cell-63', id: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' },
    migrations: 'db/migrations/cell',
  });
  const rest = (text: string) => text.replaceAll(/\[\[d1_databases\]\]\n(?:\w.*\n?)*\n?/g, '').replaceAll(/\n+/g, '\n');
  expect(rest(made)).toBe(rest(toml));
  expect(withCells(made, 2, {})).toBe(withCells(toml, 2, {}));
  expect(bindingsOf(101).at(101)).toBe('CELL_100');
});

test('databases are made only when asked for, once each; a run that stopped goes on behind the last one made', () => {
  const dir = join(folder, 'create');
  mkdirSync(dir);
  const WRANGLER = wranglerIn(dir);
  const out = join(dir, 'w.toml');
  const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n').length;
  const dry = run(['--cells', '3', '--out', out], { WRANGLER });
  expect([dry.status, dry.out.includes('7 of them not made yet')]).toEqual([0, true]);
  expect(() => calls()).toThrow();
  writeFileSync(join(dir, 'broken-anshao-cell-02'), '');
  const stopped = run(['--cells', '3', '--out', out, '--create'], { WRANGLER });
  expect([stopped.status, stopped.err.includes('anshao-cell-02')]).toEqual([1, true]);
  expect(calls()).toBe(7);
  rmSync(join(dir, 'broken-anshao-cell-02'));
  expect(run(['--cells', '3', '--out', out, '--create'], { WRANGLER }).status).toBe(0);
  expect(calls()).toBe(8);
  expect(readFileSync(out, 'utf8')).not.toContain('"00000000-');
  expect(run(['--cells', '0'])).toMatchObject({ status: 1 });
});

test('on Cloudflare: a database that fails hides none of the others, and is named', () => {
  const dir = small('remote', 3);
  const WRANGLER = wranglerIn(dir);
  writeFileSync(join(dir, 'broken-anshao-cell-01'), '');
  const { status, out, err } = run(['migrate', '--config', join(dir, 'w.toml')], { WRANGLER });
  expect(status).toBe(1);
  expect(out).toContain('✗ ');
  expect(out).toContain('6 of 7 databases are up to date');
  expect(err).toContain('anshao-cell-01');
  expect(err).not.toContain('anshao-cell-00');
});

test('on this machine: killed midway, the second run finishes; a broken migration is named and finished once mended', async () => {
  const dir = small('local', 5);
  const config = join(dir, 'w.toml');
  const data = join(dir, 'data');
  const args = ['migrate', '--config', config, '--local', data];
  const first: ChildProcess = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done) => {
    first.stdout?.on('data', (part: Buffer) => {
      if (part.toString().includes('✓')) first.kill('SIGKILL');
    });
    first.once('close', done);
  });
  expect(first.signalCode).toBe('SIGKILL');
  const good = readFileSync(config, 'utf8');
  const at = good.indexOf('binding = "CELL_03"');
  writeFileSync(config, good.slice(0, at) + good.slice(at).replace('"cell"', '"broken"'));
  const second = run(args);
  expect(second.status).toBe(1);
  expect(second.out).toContain('10 of 11 databases are up to date');
  expect(second.out).toMatch(/✓ \d+\/11 DIRECTORY: up to date/);
  expect(second.err).toContain('CELL_03');
  writeFileSync(config, good);
  const third = run(args);
  expect([third.status, third.out.includes('11 of 11 databases are up to date')]).toEqual([0, true]);
  expect(third.out.match(/: up to date$/gm)).toHaveLength(10);
});

test('a folder of 64 cells does not start with fewer', () => {
  const data = join(folder, 'grown');
  mkdirSync(join(data, 'd1', 'x'), { recursive: true });
  keepCells(data, bindingsOf(2));
  keepCells(data, bindingsOf(64));
  expect(() => keepCells(data, bindingsOf(2))).toThrow('CELLS=64');
  keepCells(data, bindingsOf(64));
});
