import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { TenantDb } from '../../db/tenant-db.ts';
import { stepCounts, stepRows } from '../../workers/domain/plans/gantt.ts';
import { planRows } from '../../workers/domain/plans/list.ts';
import { cellRows, matrix } from '../../workers/domain/plans/matrix.ts';
import { sightOf } from '../../workers/domain/plans/sight.ts';
import { planTasks } from '../../workers/domain/plans/tasks.ts';
import { dueParts, tasksSeen, unitFigures } from '../../workers/domain/plans/wall.ts';
import { metered } from '../support/metered.ts';
import { planned } from '../support/plans.ts';

const cell = (env as unknown as { CELL_00: D1Database }).CELL_00;

/** How SQLite will walk, one line a table. */
async function planOf(query: { toSQL(): { sql: string; params: unknown[] } }): Promise<string> {
  const { sql: text, params } = query.toSQL();
  const { results } = await cell
    .prepare(`EXPLAIN QUERY PLAN ${text}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map((r) => r.detail).join('\n');
}

test('no view of a plan walks a table, whoever looks', async () => {
  const d = await planned();
  const { id } = await d.plan();
  const leader = await d.person(['leader']);
  for (const who of [d.office, d.handler, leader]) {
    const ctx = await d.ctx(who.actor);
    const sight = await sightOf(ctx);
    const queries = {
      list: planRows(ctx, sight, { limit: 20 }),
      listOfState: planRows(ctx, sight, { limit: 20, state: 'active', kind: 'campaign', year: 2026 }),
      tasks: planTasks(ctx, sight, id, undefined, 200),
      cells: cellRows(ctx, id, ['a', 'b']),
      counts: stepCounts(ctx, ['a', 'b']),
      steps: stepRows(ctx, ['a', 'b']),
      seen: tasksSeen(ctx, sight, id),
      figures: unitFigures(ctx, id),
      figuresOfSome: unitFigures(ctx, id, ['a']),
      due: dueParts(ctx, id, 'late'),
      dueOfSome: dueParts(ctx, id, 'next', ['a']),
    };
    for (const [name, query] of Object.entries(queries)) {
      const plan = await planOf(query);
      expect([name, plan]).toEqual([name, expect.not.stringMatching(/SCAN (plan|task|assignment|task_step|unit)\b/)]);
      // Found by an index, but every row of the tenant looked at: as good as a scan.
      expect([name, plan]).toEqual([name, expect.not.stringMatching(/(assignment|task)\w* USING .*\(tenant_id=\?\)/)]);
    }
  }
});

test('the cells of a matrix and the figures of a wall come off the covering index alone', async () => {
  const d = await planned();
  const { id } = await d.plan();
  const ctx = await d.ctx(d.office.actor);
  const sight = await sightOf(ctx);
  for (const query of [cellRows(ctx, id, ['a']), unitFigures(ctx, id)]) {
    expect(await planOf(query)).toContain('SEARCH assignment USING COVERING INDEX assignment_by_plan');
  }
  expect(await planOf(planTasks(ctx, sight, id, undefined, 200))).not.toContain('TEMP B-TREE');
  expect(await planOf(planRows(ctx, sight, { limit: 20 }))).not.toContain('TEMP B-TREE');
});

test('a matrix is the same few statements for one task and for many', async () => {
  const d = await planned();
  const ctx = await d.ctx(d.office.actor);
  const read = async (tasks: number) => {
    const { id } = await d.plan();
    for (let n = 0; n < tasks; n++) await d.task(id, { units: [{ unitId: d.bureau, role: 'lead' }] });
    const seen = { statements: 0, rows: 0 };
    const db = new TenantDb(metered(cell, seen), d.no as never);
    const answer = await matrix({ ...ctx, db }, { id, limit: 200 });
    expect(answer.cells).toHaveLength(tasks);
    return seen.statements;
  };
  const one = await read(1);
  expect(one).toBeLessThanOrEqual(5);
  expect(await read(12)).toBe(one);
});
