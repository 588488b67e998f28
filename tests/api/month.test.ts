import { afterEach, expect, test } from 'vitest';
import { inbox } from '../../workers/contract/desk.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import * as api from '../../workers/contract/month.ts';
import { fireClock } from '../../workers/domain/clocks/fire.ts';
import { openReports } from '../../workers/domain/month/open.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { type MonthWorld, monthWorld } from '../support/month.ts';
import { clock, opener, T0 } from '../support/world.ts';

afterEach(() => {
  clock.now = T0;
});
const words = { did: '开展拉网式排查', problems: '', next: '' };
const list = async (world: MonthWorld, who = world.office) => (await who.call(api.reports, { limit: 100 })).items;

/** Every clock that is due in this tenant. */
async function fire(world: MonthWorld): Promise<void> {
  const ctx = await world.ctx();
  const c = ctx.db.rows.clock;
  for (const { id } of await ctx.db.select({ id: c.id }).from(c)) await fireClock(ctx, id);
}

test('the night opens the month for every reporting unit once, though nights are missed and runs doubled', async () => {
  const world = await monthWorld();
  await world.unit('青年网格', 'grid', world.street);
  expect(await openReports(await world.ctx())).toBe(0);
  let office = await world.at('2026-11-27', world.office);
  await Promise.all([openReports(await world.ctx()), openReports(await world.ctx())]);
  expect(await openReports(await world.ctx())).toBe(0);
  const rows = await list(world, office);
  expect(rows.map((r) => [r.period, r.unitName, r.dueDay, r.state].join(' ')).sort()).toEqual([
    '2026-11 住建局 2026-12-01 due',
    '2026-11 城东街道 2026-12-01 due',
  ]);
  // The machine stood still from November to mid-January: both months come, and nobody is late on that day.
  office = await world.at('2027-01-20', world.office);
  await runCron(opener, NIGHTLY);
  const later = await list(world, office);
  expect(later.filter((r) => r.period === '2026-12').map((r) => r.dueDay)).toEqual(['2027-01-21', '2027-01-21']);
  expect(later).toHaveLength(4);
});

test('half months are opened where the tenant reports them', async () => {
  const world = await monthWorld({ 'report.hazard_progress': { every: 'half_month' } });
  const office = await world.at('2026-11-14', world.office);
  await openReports(await world.ctx());
  expect((await list(world, office)).map((r) => [r.cadence, r.period, r.dueDay])).toEqual([
    ['half_month', '2026-11-1', '2026-11-16'],
    ['half_month', '2026-11-1', '2026-11-16'],
  ]);
});

test('nobody types a figure: the ledger’s, until it is submitted, then as they were', async () => {
  const world = await monthWorld();
  await world.happened('2026-11', world.bureau, { dispatched: 4, accepted: 2, overdue: 1 });
  await world.happened('2026-10', world.bureau, { dispatched: 9 });
  await world.task(world.bureau, 'T1', '2026-11-20');
  await world.assigned();
  const handler = await world.at('2026-11-28', world.handler);
  await openReports(await world.ctx());
  const [row] = await list(world, handler);
  const before = await handler.call(api.report, { id: row!.id });
  expect(before.figures).toEqual({
    tasks: {
      ...{ dispatched: 4, acknowledged: 0, submitted: 0, accepted: 2, returned: 0, overdue: 1 },
      ...{ open: 1, overdueOpen: 1 },
    },
    hazards: { found: 1, closed: 0, overdue: 0, open: 1 },
  });
  const smuggled = { id: row!.id, version: 1, words, figures: { tasks: { accepted: 99 } } };
  const done = await handler.call(api.submitReport, smuggled as never);
  expect(done.state).toBe('submitted');
  await world.happened('2026-11', world.bureau, { accepted: 5 });
  const after = await handler.call(api.report, { id: row!.id });
  expect([after.frozen, after.figures, after.late]).toEqual([true, before.figures, false]);
  const office = await world.fresh(world.office);
  await expect(office.call(api.returnReport, { id: row!.id, version: 1, reason: '太简单' })).rejects.toThrow(
    'conflict',
  );
  await office.call(api.returnReport, { id: row!.id, version: 2, reason: '请补充问题' });
  const again = await handler.call(api.report, { id: row!.id });
  expect([again.state, again.frozen, again.reason, again.figures.tasks.accepted]).toEqual([
    'returned',
    false,
    '请补充问题',
    7,
  ]);
  await handler.call(api.submitReport, { id: row!.id, version: 3, words });
  await office.call(api.acceptReport, { id: row!.id, version: 4 });
  expect((await handler.call(api.report, { id: row!.id })).state).toBe('accepted');
});

test('late and missing are flagged by the clock: the head at once, the office after a working day', async () => {
  const world = await monthWorld();
  await world.at('2026-11-28', world.office);
  await openReports(await world.ctx());
  let office = await world.at('2026-12-02', world.office);
  await fire(world);
  const rows = await list(world, office);
  expect(rows.map((r) => [r.late, r.missing])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect((await office.call(api.reports, { state: 'missing', limit: 10 })).items).toHaveLength(2);
  const handler = await world.fresh(world.handler);
  const titles = async (who: typeof office) => (await who.call(inbox, { limit: 20 })).items.map((i) => i.title);
  expect(await titles(handler)).toContain('报送已超期：住建局2026年11月月报');
  expect(await titles(office)).not.toContain('督办：报送超期未办：住建局2026年11月月报');
  office = await world.at('2026-12-04', world.office);
  await fire(world);
  expect(await titles(office)).toContain('督办：报送超期未办：住建局2026年11月月报');
  const own = rows.find((r) => r.unitId === world.bureau)!;
  await (await world.fresh(world.handler)).call(api.submitReport, { id: own.id, version: 1, words });
  const matrix = await office.call(api.reportMatrix, {});
  expect(matrix.periods).toEqual(['2026-11']);
  const cell = (unitId: string) => matrix.units.find((u) => u.unitId === unitId)?.cells[0];
  expect(cell(world.bureau)).toMatchObject({ state: 'submitted', late: true, missing: false });
  expect(cell(world.street)).toMatchObject({ state: 'due', late: true, missing: true });
});

test('sent back after its day, a report that came in time stays in time', async () => {
  const world = await monthWorld();
  const handler = await world.at('2026-11-30', world.handler);
  await openReports(await world.ctx());
  const [row] = await list(world, handler);
  await handler.call(api.submitReport, { id: row!.id, version: 1, words });
  const office = await world.at('2026-12-03', world.office);
  await office.call(api.returnReport, { id: row!.id, version: 2, reason: '请补充' });
  const later = await world.at('2026-12-20', world.handler);
  await fire(world);
  await later.call(api.submitReport, { id: row!.id, version: 3, words });
  expect((await later.call(api.report, { id: row!.id })).late).toBe(false);
});

test('a unit sees and sends its own; the office sees all and sends none', async () => {
  const world = await monthWorld();
  const handler = await world.at('2026-11-28', world.handler);
  await openReports(await world.ctx());
  const office = await world.fresh(world.office);
  const street = (await list(world, office)).find((r) => r.unitId === world.street)!;
  expect((await list(world, handler)).map((r) => r.unitId)).toEqual([world.bureau]);
  expect((await handler.call(api.reportMatrix, {})).units.map((u) => u.unitId)).toEqual([world.bureau]);
  await expect(handler.call(api.report, { id: street.id })).rejects.toThrow('not_found');
  await expect(handler.call(api.submitReport, { id: street.id, version: 1, words })).rejects.toThrow('not_found');
  await expect(office.call(api.submitReport, { id: street.id, version: 1, words })).rejects.toThrow('forbidden');
  await expect(handler.call(api.rollup, {})).rejects.toThrow('not_found');
  await expect(handler.call(api.rollup, { unitId: world.street })).rejects.toThrow('not_found');
});

test('twelve months from counters agree, for the tenant and for a unit', async () => {
  const world = await monthWorld();
  await world.happened('2025-12', world.bureau, { dispatched: 2 });
  await world.happened('2026-11', world.bureau, { dispatched: 3, accepted: 1 });
  await world.happened('2026-11', world.street, { dispatched: 5 });
  await world.happened('2025-11', world.street, { dispatched: 50 });
  const { id, version } = await world.assigned();
  const all = await world.office.call(api.rollup, {});
  expect(all.months.map((m) => m.month)).toHaveLength(12);
  expect(all.months[0]).toMatchObject({ month: '2025-12', tasks: { dispatched: 2 } });
  expect(all.months[11]).toMatchObject({
    month: '2026-11',
    tasks: { dispatched: 8, accepted: 1 },
    hazards: { found: 1 },
  });
  const own = await world.handler.call(api.rollup, { unitId: world.bureau });
  expect(own.months[11]).toMatchObject({ tasks: { dispatched: 3, accepted: 1 }, hazards: { found: 1, overdue: 0 } });
  // Past its day, the rectification is counted where it ran late.
  clock.now = T0 + 20 * 86_400_000;
  await fire(world);
  const handler = await world.fresh(world.handler);
  expect((await handler.call(api.rollup, { unitId: world.bureau })).months[11]?.hazards.overdue).toBe(1);
  expect((await handler.call(hazards.one, { id })).version).toBe(version);
});
