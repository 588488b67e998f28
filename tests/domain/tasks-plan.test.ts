import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { NewRow } from '../../db/tenant-db.ts';
import { TenantDb, type TenantId } from '../../db/tenant-db.ts';
import { dispatchTask } from '../../workers/contract/tasks.ts';
import type { Ctx } from '../../workers/domain/context.ts';
import { partDays, partIds, stepDays, unitPartIds } from '../../workers/domain/tasks/calendar.ts';
import { lateParts, lateTasks } from '../../workers/domain/tasks/counts.ts';
import { chosen, type Filter, matching } from '../../workers/domain/tasks/list.ts';
import { mine, namedParts, openParts, submittedParts } from '../../workers/domain/tasks/mine.ts';
import { ofOwners, ofPerson, ofUnits } from '../../workers/domain/tasks/probes.ts';
import { sightOf } from '../../workers/domain/tasks/sight.ts';
import { byDue, inPlan, inStage, newest } from '../../workers/domain/tasks/sources.ts';
import { urgent } from '../../workers/domain/tasks/view.ts';
import { belowQuery } from '../../workers/domain/units/scope.ts';
import { metered } from '../support/metered.ts';
import { type Planned, planned } from '../support/plans.ts';

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
const scans = /SCAN (task|assignment|task_step|event|plan)\b/;
const wanders = /SCAN (task|assignment|task_step|event|plan)\b|(task|assignment|task_step) USING [^(]*\(tenant_id=\?\)/;
const span = { from: '2026-11-01', to: '2026-12-31' };
const after = [1, 'x'] as const;

test('each list comes off its index in order', async () => {
  const d = await planned();
  const ctx = await d.ctx(d.office.actor);
  const units = [d.bureau, d.street];
  const expected: [string, { toSQL(): { sql: string; params: unknown[] } }, string][] = [
    ['plan', inPlan(ctx, 'p', after, 21), 'USING COVERING INDEX task_by_plan (tenant_id=? AND plan_id=?'],
    ['newest', newest(ctx, undefined, 'x', 21), 'USING PRIMARY KEY (tenant_id=? AND id<?)'],
    [
      'stage',
      inStage(ctx, 'returned', 'x', 21),
      'USING COVERING INDEX task_by_stage (tenant_id=? AND stage=? AND id<?)',
    ],
    ['due', byDue(ctx, undefined, after, 21), 'INDEX task_by_due (tenant_id=?'],
    ['overdue', byDue(ctx, urgent(ctx, 'overdue'), undefined, 21), 'INDEX task_by_due (tenant_id=? AND due_at'],
    [
      'units',
      ofUnits(ctx, units, 'x', 21),
      'COVERING INDEX assignment_by_unit (tenant_id=? AND unit_id=? AND task_id<?)',
    ],
    ['person', ofPerson(ctx, 'me', 'x', 21), 'COVERING INDEX assignment_by_person (tenant_id=? AND person_id=?'],
    ['owners', ofOwners(ctx, units, 'x', 21), 'INDEX task_by_owner (tenant_id=? AND owner_unit_id=? AND id<?)'],
    [
      'mine',
      openParts(ctx, units, true, after, 21),
      'COVERING INDEX assignment_open (tenant_id=? AND unit_id=? AND (due_at,id)>(?,?))',
    ],
    [
      'mine untimed',
      openParts(ctx, units, false, after, 21),
      'COVERING INDEX assignment_open (tenant_id=? AND unit_id=? AND due_at=?',
    ],
    [
      'judge',
      submittedParts(ctx, 'all', after, 21),
      'INDEX assignment_submitted (tenant_id=? AND (submitted_at,id)>(?,?))',
    ],
    [
      'calendar',
      partIds(ctx, span, undefined, 21),
      'INDEX assignment_by_day (tenant_id=? AND due_day>? AND due_day<?)',
    ],
    [
      'unit calendar',
      unitPartIds(ctx, units, span, undefined, 21),
      'COVERING INDEX assignment_unit_day (tenant_id=? AND unit_id=? AND due_day>? AND due_day<?)',
    ],
    [
      'late parts',
      lateParts(ctx, units, 'overdue'),
      'COVERING INDEX assignment_open (tenant_id=? AND unit_id=? AND due_at<?)',
    ],
  ];
  for (const [name, query, words] of expected) {
    const plan = await planOf(query);
    expect([name, plan]).toEqual([name, expect.stringContaining(words)]);
    // A person is named in few parts, and few of a unit's have no limit.
    if (name !== 'person' && name !== 'mine untimed')
      expect([name, plan]).toEqual([name, expect.not.stringContaining('TEMP B-TREE')]);
    expect(plan).not.toMatch(scans);
    // Every row of the tenant looked at is as good as a scan.
    expect([name, plan]).toEqual([name, expect.not.stringMatching(/\(tenant_id=\?\)/)]);
  }
});

test('units below come off the index of their parents, level by level', async () => {
  const d = await planned();
  const plan = await planOf(belowQuery(await d.ctx(d.office.actor), [d.street]));
  expect(plan).toContain('unit_by_parent (tenant_id=? AND parent_id=?)');
  expect(plan).toContain('unit USING PRIMARY KEY (tenant_id=? AND id=?)');
  expect(plan).not.toMatch(/SCAN unit/);
});

test('whoever looks, nothing walks a table unguided', async () => {
  const d = await planned();
  for (const who of [d.office, d.handler, d.streetHandler]) {
    const ctx = await d.ctx(who.actor);
    const sight = await sightOf(ctx);
    const shapes: Partial<Filter>[] = [
      {},
      { q: '燃气' },
      { unitId: d.bureau, kind: 'once' },
      { urgency: 'soon', tag: 'x' },
    ];
    const queries = [
      ...shapes.map((shape) =>
        chosen(ctx, [[0, 'x']], matching(ctx, sight, { sort: 'newest', ...shape }, ['returned'])),
      ),
      lateTasks(ctx, sight, 'overdue'),
      partDays(ctx, sight, span, ['2026-11-02', 'x'], 21),
      stepDays(ctx, sight, span, ['2026-11-02', 'x'], 21),
      namedParts(ctx, who.personId, true, after, 21),
    ];
    for (const query of queries) expect(await planOf(query)).not.toMatch(wanders);
  }
});

/** So many tasks of the bureau more, given out or accepted long ago, straight into the tables. */
async function ledger(d: Planned, planId: string, many: number): Promise<void> {
  const { db, newId, now } = await d.ctx();
  const head = { version: 2, eventHash: '', createdAt: now, updatedAt: now };
  const ids = Array.from({ length: many }, () => newId());
  const task = {
    planId,
    title: '排查',
    kind: 'once',
    state: 'dispatched',
    stage: 'dispatched',
    dispatchedAt: now,
    parts: 1,
  };
  const tasks = ids.map(
    (id, i): NewRow<'task'> => ({ ...task, ...head, id, number: `x-${id}`, sort: i, dueAt: now + i }),
  );
  const part = { planId, unitId: d.bureau, role: 'lead' };
  const parts = ids.map((id, i): NewRow<'assignment'> => {
    const open = i % 2 === 0;
    const at = { state: open ? 'dispatched' : 'accepted', dueAt: open ? now + i : null, finishedAt: open ? null : now };
    return { ...part, ...head, ...at, id: newId(), taskId: id };
  });
  await db.commit([...db.insertMany('task', tasks), ...db.insertMany('assignment', parts)], null);
}

test('my list reads as little in a large ledger as in a small one', async () => {
  const d = await planned();
  const plan = await d.plan();
  const asked: number[] = [];
  const cost = async (): Promise<number> => {
    const seen = { statements: 0, rows: 0 };
    const ctx: Ctx = await d.ctx(d.handler.actor);
    const db = new TenantDb(metered(cell, seen), d.no as TenantId);
    const page = await mine({ ...ctx, db }, { waiting: 'do', limit: 20 });
    expect(page.items).toHaveLength(20);
    expect(page.next).not.toBeNull();
    asked.push(seen.statements);
    return seen.rows;
  };
  await ledger(d, plan.id, 60);
  const few = await cost();
  await ledger(d, plan.id, 1500);
  expect(await cost()).toBeLessThanOrEqual(few + 5);
  expect(few).toBeLessThan(250);
  // Whose list it is, the parts with a limit, how they stand.
  expect(asked).toEqual([3, 3]);
});

test('a list with little in it takes one question more: for the parts without a limit', async () => {
  const d = await planned();
  const village = await d.unit('城东社区', 'village', d.street);
  const deep = await d.unit('一号网格', 'grid', village);
  const plan = await d.plan();
  const below = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  const units = [{ unitId: deep, role: 'lead' as const, dueDay: null }];
  const { id } = await d.task(plan.id, { units, kind: 'standing' });
  await d.office.call(dispatchTask, { id, version: 1 });
  const seen = { statements: 0, rows: 0 };
  const db = new TenantDb(metered(cell, seen), d.no as TenantId);
  const page = await mine({ ...(await d.ctx(below.actor)), db }, { waiting: 'do', limit: 20 });
  expect([page.items.map((row) => row.unitId), seen.statements]).toEqual([[deep], 4]);
});
