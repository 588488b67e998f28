import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Recurrence } from '../../workers/contract/task-words.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { fireClock } from '../../workers/domain/clocks/fire.ts';
import { dispatch } from '../../workers/domain/tasks/dispatch.ts';
import { dayBehind, periodOf } from '../../workers/domain/tasks/periods.ts';
import { spawnRounds } from '../../workers/domain/tasks/rounds.ts';
import { reconcileCounters } from '../../workers/domain/upkeep/counters.ts';
import { planned } from '../support/plans.ts';
import { clock, T0 } from '../support/world.ts';

afterEach(() => {
  clock.now = T0;
});
const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day}T02:00:00Z`);

test.each<[Recurrence, string, string, string, string]>([
  ['week', '2026-11-22', '20261116', '2026-11-16', '2026-11-22'],
  ['half_month', '2026-02-16', '202602b', '2026-02-16', '2026-02-28'],
  ['half_month', '2026-02-15', '202602a', '2026-02-01', '2026-02-15'],
  ['month', '2028-02-03', '202802', '2028-02-01', '2028-02-29'],
  ['quarter', '2026-11-18', '2026Q4', '2026-10-01', '2026-12-31'],
  ['half_year', '2026-07-01', '2026H2', '2026-07-01', '2026-12-31'],
  ['year', '2026-12-31', '2026', '2026-01-01', '2026-12-31'],
])('%s: %s lies in %s, from %s to %s', (recurrence, day, key, first, last) => {
  const period = periodOf(recurrence, day);
  expect(period).toMatchObject({ key, first, last });
  expect(periodOf(recurrence, first).key).toBe(key);
  expect(periodOf(recurrence, dayBehind(period)).first).toBe(dayBehind(period));
});

test('a round a period: once though the night runs twice, at once or late; none behind the last day', async () => {
  const d = await planned();
  const plan = await d.plan();
  const { id, number } = await d.task(plan.id, {
    ...{ kind: 'recurring', recurrence: 'month', dueDay: '2027-01-31', units: [{ unitId: d.bureau, role: 'lead' }] },
  });
  await dispatch(await d.ctx(d.office.actor), { id, version: 1 });
  const rounds = async () => {
    const { db } = await d.ctx();
    const t = db.rows.task;
    const rows = await db.select().from(t).where(eq(t.parentId, id)).orderBy(t.number);
    return rows.map((row) => [row.number, row.dueDay, row.state]);
  };
  await Promise.all([spawnRounds(await d.ctx()), spawnRounds(await d.ctx())]);
  expect(await spawnRounds(await d.ctx())).toBe(0);
  expect(await rounds()).toEqual([[`${number}-202611`, '2026-11-30', 'dispatched']]);
  clock.now = at('2026-11-30');
  expect(await spawnRounds(await d.ctx())).toBe(0);
  // A gap over the turn of the month, and over a whole year's end.
  clock.now = at('2026-12-09');
  expect(await spawnRounds(await d.ctx())).toBe(1);
  clock.now = at('2027-01-20');
  expect(await spawnRounds(await d.ctx())).toBe(1);
  clock.now = at('2027-02-02');
  expect(await spawnRounds(await d.ctx())).toBe(0);
  expect((await rounds()).map(([n]) => n)).toEqual(['202611', '202612', '202701'].map((key) => `${number}-${key}`));
  expect(await reconcileCounters(await d.ctx())).toEqual([]);
});

test('what is closed has no more rounds; what stands for good has no limit', async () => {
  const d = await planned();
  const plan = await d.plan();
  const units = [{ unitId: d.bureau, role: 'lead' as const }];
  const { id } = await d.task(plan.id, { kind: 'recurring', recurrence: 'week', units });
  const standing = await d.task(plan.id, { kind: 'standing', units });
  for (const task of [id, standing.id]) await dispatch(await d.ctx(d.office.actor), { id: task, version: 1 });
  const force = { outcome: '不再开展', force: true };
  await d.office.call(tasks.closeTask, { id, version: 2, ...force });
  expect(await spawnRounds(await d.ctx())).toBe(0);
  const view = await d.office.call(tasks.task, { id: standing.id });
  expect(view.dueAt).toBeNull();
  expect(view.assignments[0]?.clocks.map((c) => c.kind)).toEqual(['acknowledge']);
});

test('a part that runs late is counted once for its month and its unit', async () => {
  const d = await planned();
  const plan = await d.plan();
  const { id } = await d.task(plan.id, { dueDay: '2026-11-20', units: [{ unitId: d.bureau, role: 'lead' }] });
  await dispatch(await d.ctx(d.office.actor), { id, version: 1 });
  clock.now = at('2026-11-20') + DAY;
  const ctx = await d.ctx();
  const { clock: c, counter } = ctx.db.rows;
  const [late] = await ctx.db.select({ id: c.id }).from(c).where(eq(c.kind, 'complete'));
  expect(await fireClock(ctx, late!.id)).toContain('overdue');
  const rows = await ctx.db.select().from(counter);
  const figures = Object.fromEntries(rows.map((row) => [`${row.name} ${row.bucket}`, row.value]));
  expect(figures).toMatchObject({
    'task.month 2026-11|overdue': 1,
    'task.month 2026-11|dispatched': 1,
    [`task.unitMonth 2026-11|${d.bureau}|overdue`]: 1,
  });
});
