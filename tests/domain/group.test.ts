import { expect, test } from 'vitest';
import { DRAW, DRAWN, grouped, joined, rowOf, type Statement } from '../../db/group.ts';

const insert = (table: string, ...params: unknown[]) => ({
  sql: `INSERT INTO "${table}" ("a", "b") VALUES (${params.map(() => '?').join(', ')})`,
  params,
});
const draw = { sql: DRAW, params: [1, 'h'] };
const numbered = (id: string) => ({ sql: `INSERT INTO "h" ("a", "n") VALUES (?, ${DRAWN})`, params: [id, 1, 'h'] });
const rows = (...writes: Statement[]) => writes.map(rowOf);
/** Table and values of each. */
const shown = (statements: Statement[]) =>
  statements.map(({ sql, params }) => [/INTO "?(\w+)/.exec(sql)?.[1] ?? sql, ...params]);

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

test('commits built alike share each statement; a row knows how many numbers were drawn after its own', () => {
  const member = (id: string) => rows(insert('e', id, 1), insert('e', id, 2), draw, numbered(id), insert('w', id, 3));
  const out = grouped([member('x'), member('y')]);
  expect(shown(out)).toEqual([
    ['e', '[[0,"y",1],[0,"y",2],[1,"x",1],[1,"x",2]]'],
    ['sequence', '[[0,1,"h"],[1,1,"h"]]'],
    ['h', '[[0,"y",1,"h"],[1,"x",1,"h"]]'],
    ['w', '[[0,"y",3],[1,"x",3]]'],
  ]);
  expect(out[2]!.sql).toContain(
    'INSERT INTO "h" ("a", "n") SELECT (j.value ->> 1), (SELECT value - (j.value ->> 0) FROM sequence WHERE tenant_id = (j.value ->> 2)',
  );
});

test('what only one of them has stands where its own order wants it', () => {
  const [e, w, extra] = [insert('e', 1, 2), insert('w', 1, 2), insert('x', 1, 2)];
  expect(shown(grouped([rows(e, w), rows(e, extra, w)])).map(([table]) => table)).toEqual(['e', 'x', 'w']);
});

test('commits that cross go one behind the other, and what is no plain insert keeps its bound values', () => {
  const update = { sql: 'UPDATE "u" SET a = ? WHERE b = ?', params: ['x', 1] };
  const upsert = { sql: 'INSERT INTO "p" (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = (?)', params: [1, 2] };
  const [e, w] = [insert('e', 1, 2), insert('w', 3, 4)];
  expect(shown(grouped([rows(e, update, upsert, w), rows(w, e)]))).toEqual([
    ['e', '[[0,1,2]]'],
    [update.sql, 'x', 1],
    ['p', 1, 2],
    ['w', '[[0,3,4]]'],
    ['w', '[[0,3,4]]'],
    ['e', '[[0,1,2]]'],
  ]);
  expect(shown(grouped([rows(e, w, e)])).map(([table]) => table)).toEqual(['e', 'w', 'e']);
});

test('numbers of two tenants, and of two sequences, are counted apart', () => {
  const of = (tenant: number) => rows({ sql: DRAW, params: [tenant, 'h'] });
  expect(shown(grouped([of(1), of(2), of(1)]))).toEqual([['sequence', '[[0,1,"h"],[0,2,"h"],[1,1,"h"]]']]);
  expect(shown(grouped([[...of(1), ...of(2)]]))).toHaveLength(2);
});
