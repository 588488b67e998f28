import { and, eq, inArray, sql } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { expect, it } from 'vitest';
import { quick } from '../../db/compile.ts';
import { mintTenantId, TenantDb } from '../../db/tenant-db.ts';
import { columnNames } from '../../db/together.ts';

/** A D1 that notes how statements came to it, and answers each with one row of its number. */
function noting() {
  const calls: string[][] = [];
  const statement = (text: string) => ({
    text,
    bind: () => statement(text),
    raw: async () => {
      calls.push([text]);
      return [];
    },
  });
  const batch = async (statements: { text: string }[]) => {
    calls.push(statements.map(({ text }) => text));
    return statements.map((_, n) => ({ results: [{ value: n }], meta: { duration: 0 } }));
  };
  const db = new TenantDb({ prepare: statement, batch } as unknown as D1Database, mintTenantId(7));
  return { calls, db };
}

it('what is asked in one breath goes in one call, each answer to whoever asked; what follows goes in the next', async () => {
  const { calls, db } = noting();
  const c = db.rows.counter;
  const read = (name: string) => db.select({ value: c.value }).from(c).where(eq(c.name, name));
  const later = async () => {
    await Promise.resolve();
    return read('b');
  };
  expect(await Promise.all([read('a'), later(), read('c')])).toEqual([[{ value: 0 }], [{ value: 2 }], [{ value: 1 }]]);
  await read('d');
  expect(calls.map((call) => call.length)).toEqual([3, 1]);
});

it('columns of one name would become one in a batch: such a statement goes alone', async () => {
  const { calls, db } = noting();
  const { hazard: h, unit: u } = db.rows;
  const both = db.select({ id: h.id, unitId: u.id }).from(h).innerJoin(u, eq(u.id, h.ownerUnitId));
  const units = () => db.select({ name: u.name }).from(u);
  await Promise.all([units(), both, units()]);
  expect(calls.map((call) => call.length).sort((x, y) => x - y)).toEqual([1, 2]);
});

it('names of columns are read as SQLite gives them; what is not understood goes alone', () => {
  expect(columnNames('select "id", "a"."seq" from "a"')).toEqual(['id', 'seq']);
  expect(columnNames('select distinct (select "x" from "b") as "n", COUNT(*) from "a"')).toEqual(['n', 'COUNT(*)']);
  expect(columnNames('WITH t AS (SELECT 1) SELECT * FROM t')).toBeUndefined();
  expect(columnNames('select 1')).toBeUndefined();
});

it('the quick writer says what the builder’s own says', () => {
  const { hazard: h, unit: u, event: e } = noting().db.rows;
  const { select } = noting().db;
  const last = select({ of: e.entityId, at: e.at }).from(e).where(eq(e.entity, 'hazard')).limit(5).as('last');
  const statements = [
    select()
      .from(u)
      .where(and(eq(u.active, true), sql`${u.name} <> ''`)),
    select({ n: sql<number>`COUNT(*)`.as('n') })
      .from(h)
      .where(inArray(h.state, ['closed', 'merged'])),
    select({ id: h.id, at: last.at }).from(last).innerJoin(h, eq(h.id, last.of)).orderBy(sql`${last.at} DESC`),
    select({ id: h.id })
      .from(h)
      .where(inArray(h.ownerUnitId, select({ id: u.id }).from(u))),
    select({ id: u.id })
      .from(u)
      .union(select({ id: h.id }).from(h)),
  ];
  const [plain, fast] = [new SQLiteSyncDialect(), quick(new SQLiteSyncDialect())];
  for (const statement of statements) {
    const { sql: text, params } = plain.sqlToQuery(statement.getSQL());
    expect(fast.sqlToQuery(statement.getSQL())).toEqual({ sql: text, params });
    expect(text).not.toBe('');
  }
  expect(fast.sqlToQuery(statements[2]!.getSQL()).sql).toContain('"last"."at"');
});
