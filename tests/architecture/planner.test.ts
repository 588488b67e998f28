import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { figuresOf } from '../support/planner.ts';
import { read } from './sources.ts';

const folder = 'db/migrations/cell';
const files = readdirSync(new URL(`../../${folder}`, import.meta.url)).filter((name) => name.endsWith('.sql'));

test('the planner is told of every index of tenant data; a migration that adds one adds its row to sqlite_stat1', () => {
  const cell = new DatabaseSync(':memory:');
  for (const name of files.sort()) cell.exec(read(`${folder}/${name}`));
  const told = cell.prepare('SELECT tbl, idx, stat FROM sqlite_stat1').all();
  const rows = told.map(({ tbl, idx, stat }) => `('${String(tbl)}', '${String(idx)}', '${String(stat)}')`).sort();
  expect(rows).toEqual(figuresOf(cell).sort());
  expect(rows.length).toBeGreaterThan(250);
});
