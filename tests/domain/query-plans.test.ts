import { expect, test } from 'vitest';
import { createApp } from '../../workers/app.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import { Opener } from '../../workers/http/opener.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { faultsIn, faultsOf, type Told, telling } from '../support/explain.ts';
import { requestTo, type Target, target } from '../support/hostile.ts';
import { FEW, KEPT } from '../support/plan-exceptions.ts';
import { platform } from '../support/world.ts';

const cell = platform.cells.get('00')!.db;

/** Every statement the product puts to a cell while all routes are called and both crons run, each once. */
async function statementsOf(t: Target): Promise<Told[]> {
  const told = new Map<string, Told>();
  let by = '';
  const watched = (d1: D1Database) =>
    telling(d1, (sql, params) => {
      if (!told.has(sql)) told.set(sql, { sql, params, by });
    });
  const cells = [...platform.cells].map(([no, c]) => [no, { db: watched(c.db), search: c.search }] as const);
  const opener = new Opener({ ...platform, cells: new Map(cells), buckets: undefined });
  const app = createApp(opener);
  for (const route of ROUTES) {
    by = route.id;
    await (await app.fetch(requestTo(t, route, t.valid(route)))).arrayBuffer();
  }
  by = 'cron';
  await runCron(opener, '* * * * *');
  by = 'nightly';
  await runCron(opener, NIGHTLY);
  return [...told.values()];
}

test('no statement of any route or job walks what grows with the years, but where it is said why', async () => {
  const statements = await statementsOf(await target());
  expect(statements.length).toBeGreaterThan(700);
  const found = new Map<string, string>();
  for (const [n, faults] of (await faultsOf(cell, statements, FEW)).entries()) {
    const { by, sql } = statements[n] as Told;
    for (const { kind, table, detail } of faults) found.set(`${by} ${kind} ${table}`, `${detail} ← ${sql.slice(-300)}`);
  }
  expect([...found].filter(([fault]) => !(fault in KEPT))).toEqual([]);
  // What was mended leaves the list.
  expect(Object.keys(KEPT).filter((fault) => !found.has(fault))).toEqual([]);
}, 120_000);

const faults = async (sql: string, ...params: unknown[]) =>
  (await faultsOf(cell, [{ sql, params, by: 'test' }], FEW)).flat().map((f) => `${f.kind} ${f.table}`);

test('the rule sees a scan, a walk through a tenant, a sort for a page; and lets pass what an index serves', async () => {
  expect(await faults('SELECT id FROM hazard h /* whole cell: test */ WHERE h.title = ?', 'x')).toEqual([
    'scan hazard',
  ]);
  expect(await faults('SELECT COUNT(*) FROM event AS e WHERE e.tenant_id = ?', 1)).toEqual(['walk event']);
  expect(await faults('SELECT * FROM hazard WHERE tenant_id = ? ORDER BY title LIMIT 5', 1)).toEqual(['sort hazard']);
  expect(await faults('SELECT * FROM clock /* whole cell: test */ WHERE next_at < ?', 1)).toEqual(['scan clock']);
  expect(await faults('SELECT * FROM unit WHERE tenant_id = ?', 1)).toEqual([]);
  expect(await faults('SELECT * FROM hazard WHERE tenant_id = ? ORDER BY seq DESC LIMIT 5', 1)).toEqual([]);
  expect(faultsIn('SELECT 1', [{ parent: 0, detail: 'SCAN CONSTANT ROW' }], FEW)).toEqual([]);
});

test('the planner knows what a tenant grows to: the rows of one thing are found by that thing, however they are ordered', async () => {
  const [plan] = (
    await cell
      .prepare(
        "EXPLAIN QUERY PLAN SELECT * FROM clock WHERE tenant_id = 1 AND entity = 'hazard' AND entity_id = 'x' ORDER BY id",
      )
      .all<{ detail: string }>()
  ).results;
  expect(plan?.detail).toContain('clock_by_entity (tenant_id=? AND entity=? AND entity_id=?)');
});
