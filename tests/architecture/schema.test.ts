import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { parentsFirst } from '../../db/dump.ts';
import * as directoryTables from '../../db/schema/directory.ts';
import { tenantTables } from '../../db/schema/index.ts';
import { read } from './sources.ts';

interface ColumnInfo {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}
interface ForeignKey {
  id: number;
  seq: number;
  table: string;
  from: string;
  to: string;
  on_delete: string;
}

const files = (folder: string): string[] =>
  readdirSync(new URL(`../../db/migrations/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `db/migrations/${folder}/${name}`);

function migrated(folder: string): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  for (const file of files(folder)) database.exec(read(file));
  return database;
}

const cell = migrated('cell');
const directory = migrated('directory');
const tablesOf = (d: DatabaseSync): string[] =>
  d
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((row) => row.name as string);
const columnsOf = (d: DatabaseSync, table: string) =>
  d.prepare(`PRAGMA table_info("${table}")`).all() as unknown as ColumnInfo[];
const foreignKeys = (table: string) =>
  cell.prepare(`PRAGMA foreign_key_list("${table}")`).all() as unknown as ForeignKey[];

/** What the code believes of a table, in the words of the database. */
function declared(table: SQLiteTable) {
  return Object.values(getTableColumns(table) as Record<string, SQLiteColumn>)
    .map((c) => ({ name: c.name, type: c.getSQLType().toUpperCase(), notNull: c.notNull || c.primary }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
const actual = (d: DatabaseSync, name: string) =>
  columnsOf(d, name)
    .map((c) => ({ name: c.name, type: c.type, notNull: c.notnull === 1 || c.pk > 0 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const cellTables = Object.values(tenantTables) as SQLiteTable[];

test.each(cellTables.map((t) => [getTableName(t), t] as const))('%s: schema and migration agree', (name, table) => {
  expect(actual(cell, name)).toEqual(declared(table));
});

test.each(Object.values(directoryTables).map((t) => [getTableName(t), t as SQLiteTable] as const))(
  'directory %s: schema and migration agree',
  (name, table) => {
    expect(actual(directory, name)).toEqual(declared(table));
  },
);

test('a column with a default in the code has one in the database, or is always given', () => {
  for (const table of cellTables) {
    const rows = columnsOf(cell, getTableName(table));
    for (const column of Object.values(getTableColumns(table)) as SQLiteColumn[]) {
      if (!column.hasDefault || typeof column.default === 'object') continue;
      const given = rows.find((r) => r.name === column.name)?.dflt_value;
      const expected = column.mapToDriverValue(column.default);
      const word = typeof expected === 'string' ? `'${expected}'` : String(expected);
      expect([getTableName(table), column.name, given]).toEqual([getTableName(table), column.name, word]);
    }
  }
});

test('every table of a cell is registered, save the fence that no tenant owns', () => {
  const registered = cellTables.map((t) => getTableName(t)).sort();
  expect(tablesOf(cell)).toEqual([...registered, 'fence'].sort());
});

test('tenant_id leads every primary key, unique key and foreign key', () => {
  for (const name of tablesOf(cell).filter((t) => t !== 'fence')) {
    const key = columnsOf(cell, name).filter((c) => c.pk > 0);
    expect([name, key.sort((a, b) => a.pk - b.pk)[0]?.name]).toEqual([name, 'tenant_id']);
    const unique = cell.prepare(`PRAGMA index_list("${name}")`).all() as { name: string; unique: number }[];
    for (const index of unique.filter((i) => i.unique === 1)) {
      const first = cell.prepare(`PRAGMA index_info("${index.name}")`).get() as { name: string };
      expect([index.name, first.name]).toEqual([index.name, 'tenant_id']);
    }
    for (const reference of foreignKeys(name)) {
      expect([name, reference.on_delete]).toEqual([name, 'NO ACTION']);
      if (reference.seq === 0) expect([name, reference.from, reference.to]).toEqual([name, 'tenant_id', 'tenant_id']);
    }
  }
});

test('tables can be copied parents first; a table points into itself by one column at most', () => {
  const names = tablesOf(cell).filter((t) => t !== 'fence');
  const parents = new Map(
    names.map((n) => [
      n,
      new Set(
        foreignKeys(n)
          .map((f) => f.table)
          .filter((t) => t !== n),
      ),
    ]),
  );
  expect(parentsFirst(names, parents)).toHaveLength(names.length);
  for (const name of names) {
    const self = foreignKeys(name).filter((f) => f.table === name && f.from !== 'tenant_id');
    expect([name, self.length <= 1]).toEqual([name, true]);
    if (self.length > 0) expect(columnsOf(cell, name).filter((c) => c.pk > 0)).toHaveLength(2);
  }
});

test('a migration rebuilds nothing and cascades nothing', () => {
  for (const file of ['cell', 'directory', 'search'].flatMap(files)) {
    const sql = read(file).replaceAll(/--.*$/gm, '');
    expect([file, /DROP\s+TABLE|__new_|ON\s+DELETE\s+CASCADE|RENAME\s+TO|\bCASE\b/i.exec(sql)?.[0]]).toEqual([
      file,
      undefined,
    ]);
    expect([file, sql.includes('\r')]).toEqual([file, false]);
  }
});

test('the ledger takes no change of a written event', () => {
  const row = "(1, 'x', '1', 1, 0, 'public', 'a', NULL, NULL, '{}', '', 'h')";
  cell.exec(`INSERT INTO event VALUES ${row}`);
  expect(() => cell.exec("UPDATE event SET hash = 'i'")).toThrow(/append-only/);
});
