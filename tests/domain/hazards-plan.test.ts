import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Ctx } from '../../workers/domain/context.ts';
import { boundedRows } from '../../workers/domain/hazards/counts.ts';
import { type Filter, filterWhere } from '../../workers/domain/hazards/filter.ts';
import { dueRows, newestRows } from '../../workers/domain/hazards/queue.ts';
import { district } from '../support/hazards.ts';

const cell = (env as unknown as { CELL_00: D1Database }).CELL_00;

/** How SQLite will walk, one line a table. */
async function planOf(query: { toSQL(): { sql: string; params: unknown[] } }): Promise<string> {
  const { sql, params } = query.toSQL();
  const { results } = await cell
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map((r) => r.detail).join('\n');
}

const where = (ctx: Ctx, filter: Partial<Filter>) => filterWhere(ctx, { sort: 'newest', ...filter });
const scansLedger = /SCAN (hazard|event)\b/;

test('the queue never walks the ledger unguided', async () => {
  const d = await district();
  for (const who of [d.office, d.handler, d.grid, d.tipOffice]) {
    const ctx = await d.ctx(who.actor);
    const shapes: Partial<Filter>[] = [
      {},
      { state: 'assigned' },
      { state: 'assigned,rectifying' },
      { ownerUnitId: d.bureau },
      { mine: 'todo' },
      { mine: 'reported' },
      { mine: 'unit' },
      { urgency: 'overdue' },
      { urgency: 'danger' },
      { level: 'major', source: 'grid' },
    ];
    for (const shape of shapes) {
      // Nothing waits for these two: WHERE 0 reads nothing, whatever index the plan names.
      if ((who === d.tipOffice || who === d.grid) && shape.mine === 'todo') continue;
      const condition = await where(ctx, shape);
      for (const query of [
        newestRows(ctx, condition, 50, 21),
        dueRows(ctx, condition, { due: 1, seq: 1 }, 21),
        boundedRows(ctx, condition),
      ]) {
        const plan = await planOf(query);
        // Found by index, but every row of the tenant looked at: as good as a scan.
        expect(plan, JSON.stringify(shape)).not.toContain('sqlite_autoindex');
        expect(plan, JSON.stringify(shape)).not.toMatch(scansLedger);
        expect(plan).toMatch(/SEARCH hazard/);
      }
    }
  }
});

test('a page of the whole tenant comes off the index in order; due pages and figures off theirs', async () => {
  const d = await district();
  const ctx = await d.ctx(d.office.actor);
  const all = await where(ctx, {});
  const newest = await planOf(newestRows(ctx, all, undefined, 21));
  expect(newest).toContain('USING COVERING INDEX hazard_newest (tenant_id=?');
  expect(newest).toContain('USING PRIMARY KEY (tenant_id=? AND id=?)');
  const due = await planOf(dueRows(ctx, all, { due: 1, seq: 1 }, 21));
  expect(due).toContain('USING INDEX hazard_by_due (tenant_id=? AND');
  expect(due).not.toContain('TEMP B-TREE');
  expect(await planOf(boundedRows(ctx, await where(ctx, { urgency: 'overdue' })))).toContain(
    'hazard_by_due (tenant_id=? AND due_at>? AND due_at<?)',
  );
  expect(await planOf(boundedRows(ctx, await where(ctx, { urgency: 'danger' })))).toContain(
    'COVERING INDEX hazard_open',
  );
  for (const shape of [{ mine: 'todo' }, { state: 'assigned,rectifying' }] as const) {
    expect(await planOf(newestRows(ctx, await where(ctx, shape), undefined, 21))).toContain(
      'COVERING INDEX hazard_open',
    );
  }
  const scoped = await d.ctx(d.handler.actor);
  const own = await planOf(newestRows(scoped, await where(scoped, {}), undefined, 21));
  expect(own).toContain('USING COVERING INDEX hazard_newest');
});
