import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { statements } from '../../scripts/lib/migrate.ts';
import { canonical, eventHash } from '../../workers/domain/events.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'anshao-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let cell: DatabaseSync;
function database(name: string, migrations: string): DatabaseSync {
  mkdirSync(join(folder, 'd1', name), { recursive: true });
  const d1 = new DatabaseSync(join(folder, 'd1', name, `${name}.sqlite`), { enableForeignKeyConstraints: false });
  d1.exec('PRAGMA journal_mode = WAL');
  const from = join(root, 'db/migrations', migrations);
  for (const file of readdirSync(from).sort()) {
    for (const sql of statements(readFileSync(join(from, file), 'utf8'))) d1.exec(sql);
  }
  return d1;
}

function append(tenant: number, id: string, versions: number): void {
  let prev = '';
  const insert = cell.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (let seq = 1; seq <= versions; seq++) {
    const body = { entity: 'unit', entityId: id, action: 'step', from: null, to: 'x', data: { n: seq, 甲: '乙' } };
    const hash = eventHash(prev, { ...body, version: seq, at: seq, actor: 'public' });
    insert.run(tenant, 'unit', id, seq, seq, 'public', 'step', null, 'x', canonical(body.data), prev, hash);
    prev = hash;
  }
  cell
    .prepare(
      "INSERT INTO unit (tenant_id, id, kind, name, short_name, version, event_hash) VALUES (?, ?, 'x', ?, 'x', ?, ?)",
    )
    .run(tenant, id, id, versions, prev);
}

/** A row as somebody with the file in hand would change it: the trigger taken off first. */
function tamper(sql: string): void {
  cell.exec('DROP TRIGGER IF EXISTS event_no_update');
  cell.exec(sql);
}

const audit = (...args: string[]) => {
  const env = { ...process.env, DATA_DIR: folder };
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/audit.ts'), ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, line: stdout.trim() };
};

beforeEach(() => {
  rmSync(join(folder, 'd1'), { recursive: true, force: true });
  const directory = database('directory', 'directory');
  directory.exec(`INSERT INTO cell (name, capacity) VALUES ('00', 9)`);
  directory.exec(
    `INSERT INTO tenant (slug, name, short_name, level, division_code, cell, pack, status, created_at)
     VALUES ('one', '甲', '甲', 'county', '1', '00', 'x', 'active', 1), ('two', '乙', '乙', 'county', '1', '00', 'x', 'active', 1)`,
  );
  directory.close();
  cell = database('cell', 'cell');
  append(1, 'u1', 3);
  append(1, 'u2', 2);
  append(2, 'u1', 2);
});

test('unbroken chains, read beside an open writer, exit 0', () => {
  expect(audit('--tenant', 'one')).toEqual({ status: 0, line: '完整 unbroken: one · 5 events in 2 chains, 2 heads' });
  cell.close();
});

test('one altered byte is named, and only in its own tenant', () => {
  tamper(`UPDATE event SET data = replace(data, '乙', '丙') WHERE tenant_id = 1 AND entity_id = 'u1' AND seq = 2`);
  expect(audit('--tenant', 'one')).toEqual({ status: 1, line: '断链 broken: unit u1 #2' });
  expect(audit('--tenant', 'two').status).toBe(0);
  cell.close();
});

test('an edit that hashes itself anew breaks at the next link; the last one at the head; a deleted ledger too', () => {
  const forged = (seq: number, prev: string) =>
    eventHash(prev, {
      entity: 'unit',
      entityId: 'u2',
      action: 'forged',
      from: null,
      to: 'x',
      data: { n: 1 },
      version: seq,
      at: seq,
      actor: 'public',
    });
  tamper(
    `UPDATE event SET action = 'forged', data = '{"n":1}', hash = '${forged(1, '')}' WHERE tenant_id = 1 AND entity_id = 'u2' AND seq = 1`,
  );
  expect(audit('--tenant', 'one').line).toBe('断链 broken: unit u2 #2');
  const prev = forged(1, '');
  tamper(
    `UPDATE event SET action = 'forged', data = '{"n":1}', prev_hash = '${prev}', hash = '${forged(2, prev)}' WHERE tenant_id = 1 AND entity_id = 'u2' AND seq = 2`,
  );
  expect(audit('--tenant', 'one').line).toBe('断链 broken: unit u2 #2');
  tamper('DELETE FROM event WHERE tenant_id = 2');
  expect(audit('--tenant', 'two').line).toBe('断链 broken: unit u1 #2');
  cell.close();
});

test('an unknown tenant, and no tenant at all, are said in a sentence and exit 2', () => {
  expect(audit('--tenant', 'nobody').status).toBe(2);
  expect(audit().status).toBe(2);
  expect(
    execFileSync('npm', ['run', '--silent', 'audit', '--', '--tenant', 'one'], {
      cwd: root,
      env: { ...process.env, DATA_DIR: folder },
    }).toString(),
  ).toContain('unbroken');
  cell.close();
});
