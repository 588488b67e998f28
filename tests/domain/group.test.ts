import { expect, test } from 'vitest';
import { grouped, joined } from '../../db/group.ts';

const insert = (table: string, ...params: unknown[]) => ({
  sql: `INSERT INTO "${table}" ("a", "b") VALUES (${params.map(() => '?').join(', ')})`,
  params,
});
const draw = {
  sql: 'INSERT INTO sequence (n) VALUES (?) ON CONFLICT (n) DO UPDATE SET value = value + ?',
  params: ['h', 1],
};
const numbered = (id: string) => ({ sql: 'INSERT INTO "h" VALUES (?, (SELECT value FROM sequence))', params: [id] });

test('neighbours of one kind become one statement, others stay as they are', () => {
  expect(joined([insert('e', 1, 2), insert('e', 3, 4), draw, insert('e', 5, 6), insert('f', 7, 8)])).toMatchObject([
    { sql: 'INSERT INTO "e" ("a", "b") VALUES (?, ?), (?, ?)', params: [1, 2, 3, 4] },
    draw,
    insert('e', 5, 6),
    insert('f', 7, 8),
  ]);
});

test('a statement takes at most a hundred values', () => {
  const many = Array.from({ length: 70 }, (_, n) => insert('e', n, n));
  const out = joined(many);
  expect(out.map((s) => s.params.length)).toEqual([100, 40]);
  expect(out.flatMap((s) => s.params)).toEqual(many.flatMap((s) => s.params));
});

test('commits built alike share their plain inserts; what draws a number stays with the row that uses it', () => {
  const member = (id: string) => [insert('e', id, 1), insert('c', id, 2), draw, numbered(id), insert('w', id, 3)];
  const out = grouped([member('x'), member('y')]);
  expect(out.map((s) => [s.sql.slice(0, 16), s.params])).toEqual([
    ['INSERT INTO "e" ', ['x', 1, 'y', 1]],
    ['INSERT INTO "c" ', ['x', 2, 'y', 2]],
    ['INSERT INTO sequ', draw.params],
    ['INSERT INTO "h" ', ['x']],
    ['INSERT INTO sequ', draw.params],
    ['INSERT INTO "h" ', ['y']],
    ['INSERT INTO "w" ', ['x', 3, 'y', 3]],
  ]);
});

test('commits built differently go one behind the other', () => {
  const out = grouped([[insert('e', 1, 2), draw, insert('w', 1, 2)], [insert('e', 3, 4)]]);
  expect(out.map((s) => s.params)).toEqual([[1, 2], draw.params, [1, 2], [3, 4]]);
});
