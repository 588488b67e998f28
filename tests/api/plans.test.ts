import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as api from '../../workers/contract/plans.ts';
import { acknowledge } from '../../workers/domain/tasks/acknowledge.ts';
import { dispatch } from '../../workers/domain/tasks/dispatch.ts';
import { progress } from '../../workers/domain/tasks/progress.ts';
import { setSteps } from '../../workers/domain/tasks/set-steps.ts';
import { planned } from '../support/plans.ts';
import { clock, T0 } from '../support/world.ts';

const lead = (unitId: string) => ({ unitId, role: 'lead' as const });

test('a plan is numbered by its year, edited, given out whole, closed', async () => {
  const d = await planned();
  const plan = await d.plan();
  expect(plan.number).toBe('2026-001');
  expect((await d.plan({ year: 2025 })).number).toBe('2025-001');
  const edited = await d.office.call(api.editPlan, {
    id: plan.id,
    version: 1,
    title: '2026 年工作要点',
    tag: '三年行动',
  });
  await expect(d.office.call(api.editPlan, { id: plan.id, version: 1, title: '旧页面' })).rejects.toThrow(
    '409 conflict',
  );
  await d.task(plan.id, { units: [lead(d.bureau)], dueDay: '2026-12-20' });
  await d.task(plan.id, { units: [lead(d.street), { unitId: d.bureau, role: 'support' }] });
  await d.task(plan.id);
  const given = await d.office.call(api.dispatchPlan, { id: plan.id, version: edited.version });
  expect(given).toMatchObject({ dispatched: 2, left: 1 });
  const view = await d.office.call(api.plan, { id: plan.id });
  expect(view).toMatchObject({ state: 'active', title: '2026 年工作要点', tasks: { drafted: 1, dispatched: 2 } });
  expect(view.actions.map((a) => [a.action, a.allowed])).toEqual([
    ['edit', true],
    ['dispatch', true],
    ['close', true],
    ['withdraw', true],
  ]);
  const again = { id: plan.id, version: view.version };
  await expect(d.office.call(api.dispatchPlan, again)).rejects.toThrow('422 nothing_to_dispatch');
  await expect(d.office.call(api.closePlan, again)).rejects.toThrow('409 parts_open');
  await d.office.call(api.closePlan, { ...again, reason: '并入下一年度' });
  await expect(d.office.call(api.editPlan, { ...again, version: 4, title: '改不动了' })).rejects.toThrow(
    '409 wrong_state',
  );
  const { items } = await d.office.call(api.plans, { state: 'closed' });
  expect(items.map((p) => p.id)).toEqual([plan.id]);
});

test('drafts are for planners; a plan is seen by the units that have a part in it, with their tasks alone', async () => {
  const d = await planned();
  const [plan, other] = [await d.plan(), await d.plan({ title: '别的计划' })];
  const mine = await d.task(plan.id, { units: [lead(d.bureau)] });
  await d.task(plan.id, { title: '街道的任务', units: [lead(d.street)] });
  await d.task(other.id, { units: [lead(d.street)] });
  await expect(d.handler.call(api.plan, { id: plan.id })).rejects.toThrow('404');
  await d.office.call(api.dispatchPlan, { id: plan.id, version: 1 });
  await d.office.call(api.dispatchPlan, { id: other.id, version: 1 });
  await d.task(plan.id, { title: '还没交办' });
  expect((await d.handler.call(api.plans, {})).items.map((p) => [p.id, p.tasks])).toEqual([
    [plan.id, { dispatched: 2 }],
  ]);
  await expect(d.handler.call(api.matrix, { id: other.id })).rejects.toThrow('404');
  const seen = await d.handler.call(api.matrix, { id: plan.id });
  expect(seen.items.map((t) => t.id)).toEqual([mine.id]);
  expect((await d.handler.call(api.gantt, { id: plan.id })).items.map((t) => t.id)).toEqual([mine.id]);
  const wall = await d.handler.call(api.wall, { id: plan.id });
  expect(wall.units.map((u) => [u.name, u.total])).toEqual([['住建局', 1]]);
  expect(wall.stages).toEqual({ dispatched: 1 });
  expect((await d.handler.call(api.plan, { id: plan.id })).actions.every((a) => !a.allowed)).toBe(true);
  expect((await d.office.call(api.matrix, { id: plan.id })).items).toHaveLength(3);
  const leader = await d.person(['leader']);
  expect((await leader.call(api.matrix, { id: plan.id })).items).toHaveLength(2);
});

test('matrix, Gantt and battle map say the same of who is late and how far each is', async () => {
  const d = await planned();
  clock.now = T0;
  const plan = await d.plan();
  const units = [lead(d.bureau), { unitId: d.street, role: 'implementer' as const, dueDay: '2026-11-20' }];
  const milestones = [{ title: '摸底', dueDay: '2026-11-19' }];
  await d.task(plan.id, { units, dueDay: '2026-12-20', startDay: '2026-11-01', milestones });
  await d.office.call(api.dispatchPlan, { id: plan.id, version: 1 });
  const ctx = await d.ctx(d.handler.actor);
  const a = ctx.db.rows.assignment;
  const [own] = await ctx.db.select().from(a).where(eq(a.unitId, d.bureau));
  const { id } = own!;
  const signed = await acknowledge(ctx, { id, version: own!.version, personId: null });
  await progress(ctx, { id, version: signed.version, progress: 40, note: '完成排查' });
  const step = { title: '入户', personId: null, who: '王某', startDay: null, dueDay: '2026-12-01' };
  await setSteps(ctx, { id, steps: [step] });
  clock.now = T0 + 4 * 86_400_000;
  try {
    const office = await d.person(['commission_office']);
    const { cells, units: columns } = await office.call(api.matrix, { id: plan.id });
    const cell = (unit: string) => cells.find((c) => columns[c.unit]?.id === unit);
    expect(cell(d.bureau)).toMatchObject({ task: 0, state: 'in_progress', late: false, progress: 40 });
    expect(cell(d.street)).toMatchObject({ state: 'dispatched', late: true });
    const [bar] = (await office.call(api.gantt, { id: plan.id })).items;
    expect(bar).toMatchObject({ startDay: '2026-11-01', dueDay: '2026-12-20', stage: 'in_progress' });
    expect(bar!.steps.map((s) => [s.title, s.unitId, s.who, s.late])).toEqual([
      ['摸底', null, '', true],
      ['入户', d.bureau, '王某', false],
    ]);
    const wall = await office.call(api.wall, { id: plan.id });
    expect(wall.stages).toEqual({ in_progress: 1 });
    expect(wall.units.map((u) => [u.id, u.total, u.finished, u.late, u.progress])).toEqual([
      [d.street, 1, 0, 1, 0],
      [d.bureau, 1, 0, 0, 40],
    ]);
    expect(wall.late.map((l) => l.unit)).toEqual(['城东街道']);
    expect(wall.ahead.map((l) => l.unit)).toEqual(['住建局']);
  } finally {
    clock.now = T0;
  }
});

test('withdrawn, a plan takes its tasks along, and no clock runs on', async () => {
  const d = await planned();
  const plan = await d.plan();
  const task = await d.task(plan.id, {
    units: [lead(d.bureau)],
    milestones: [{ title: '摸底', dueDay: '2026-12-01' }],
  });
  const draft = await d.task(plan.id, { units: [lead(d.street)] });
  const ctx = await d.ctx(d.office.actor);
  await dispatch(ctx, { id: task.id, version: 1 });
  const { version } = await d.office.call(api.plan, { id: plan.id });
  await d.office.call(api.withdrawPlan, { id: plan.id, version, reason: '上级另有安排' });
  const { task: t, assignment: a, clock: c, event: e } = ctx.db.rows;
  const rows = await ctx.db.select().from(t).where(eq(t.planId, plan.id));
  expect(rows.map((row) => [row.id, row.stage, row.parts, row.dueAt])).toEqual([
    [task.id, 'withdrawn', 0, null],
    [draft.id, 'withdrawn', 0, null],
  ]);
  const parts = await ctx.db.select().from(a).where(eq(a.planId, plan.id));
  expect(parts.map((part) => part.state)).toEqual(['released', 'released']);
  const heads = await ctx.db.select({ hash: e.hash }).from(e).where(eq(e.action, 'release'));
  expect(new Set(parts.map((part) => part.eventHash))).toEqual(new Set(heads.map((head) => head.hash)));
  const clocks = await ctx.db.select().from(c);
  expect(clocks).toHaveLength(3);
  expect(clocks.every((row) => row.stoppedAt !== null && row.nextAt === null)).toBe(true);
  expect((await d.office.call(api.plan, { id: plan.id })).tasks).toEqual({ withdrawn: 2 });
  expect((await d.office.call(api.matrix, { id: plan.id })).items).toEqual([]);
});
