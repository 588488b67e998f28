import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as api from '../../workers/contract/assignments.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { type Planned, planned } from '../support/plans.ts';
import type { Caller } from '../support/world.ts';

const lead = (unitId: string) => ({ unitId, role: 'lead' as const });

async function given(d: Planned, planId: string, more: Parameters<Planned['task']>[1]) {
  const { id } = await d.task(planId, more);
  await d.office.call(tasks.dispatchTask, { id, version: 1 });
  return id;
}

/** Every page of a list, two rows at a time. */
async function all(who: Caller, filter: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await who.call(tasks.tasks, { ...filter, limit: 2, ...(cursor ? { cursor } : {}) });
    found.push(...page.items.map((row) => row.id));
    if (page.next === null) return found;
    cursor = page.next;
  }
}

test('every order and filter gives each task once; a unit sees its own alone', async () => {
  const d = await planned();
  const plan = await d.plan();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const unit = n % 2 === 0 ? d.bureau : d.street;
    const dueDay = n === 3 ? null : `2026-12-1${5 - n}`;
    const kind = n === 3 ? ('standing' as const) : ('once' as const);
    ids.push(
      await given(d, plan.id, { title: n === 1 ? '消防车通道' : '排查燃气', units: [lead(unit)], dueDay, kind }),
    );
  }
  const draft = await d.task(plan.id, { units: [lead(d.bureau)] });
  const newest = ids.toReversed();
  expect(await all(d.office, {})).toEqual([draft.id, ...newest]);
  expect(await all(d.office, { planId: plan.id, sort: 'plan' })).toEqual([...ids, draft.id]);
  expect(await all(d.office, { sort: 'due' })).toEqual([ids[4], ids[2], ids[1], ids[0], draft.id, ids[3]]);
  expect(await all(d.office, { stage: 'dispatched' })).toEqual(newest);
  expect(await all(d.office, { q: '消防' })).toEqual([ids[1]]);
  expect(await all(d.office, { unitId: d.street })).toEqual([ids[3], ids[1]]);
  expect(await all(d.handler, {})).toEqual([ids[4], ids[2], ids[0]]);
  expect(await all(d.handler, { planId: plan.id })).toEqual([ids[0], ids[2], ids[4]]);
  await expect(d.office.call(tasks.tasks, { stage: 'nonsense' })).rejects.toThrow('400 bad_request');
  expect((await d.office.call(tasks.taskCounts, {})).byStage).toMatchObject({ drafted: 1, dispatched: 5 });
  expect((await d.handler.call(tasks.taskCounts, {})).byStage).toMatchObject({ drafted: 0, dispatched: 3 });
  const mine = await d.handler.call(tasks.myTasks, { limit: 2 });
  expect(mine.items.map((row) => row.taskId)).toEqual([ids[4], ids[2]]);
  const rest = await d.handler.call(tasks.myTasks, { limit: 2, cursor: mine.next as string });
  expect([rest.items.map((row) => row.taskId), rest.next]).toEqual([[ids[0]], null]);
  const days = await d.handler.call(tasks.taskCalendar, { from: '2026-12-01', to: '2026-12-31' });
  expect(days.items.map((item) => [item.taskId, item.day])).toEqual([
    [ids[4], '2026-12-11'],
    [ids[2], '2026-12-13'],
    [ids[0], '2026-12-15'],
  ]);
});

test('a part is split to units below; how far they are shows above, and the one that split accepts', async () => {
  const d = await planned();
  const village = await d.unit('城东社区', 'village', d.street);
  const below = await d.person([{ role: 'unit_handler', unitId: village }]);
  const plan = await d.plan();
  const id = await given(d, plan.id, { units: [lead(d.street)], dueDay: '2026-12-20' });
  const part = async (who: Caller, task: string) => {
    const [first] = (await who.call(tasks.task, { id: task })).assignments;
    if (!first) throw new Error('no part');
    return first;
  };
  const seen = async (who: Caller, task: string) => {
    const { id: own, version } = await part(who, task);
    return { id: own, version };
  };
  await d.streetHandler.call(api.acknowledge, await seen(d.streetHandler, id));
  const cut = { title: '分解到社区', units: [lead(d.bureau)] };
  const at = await seen(d.streetHandler, id);
  await expect(d.streetHandler.call(api.split, { ...at, ...cut })).rejects.toThrow('400 bad_request');
  const sub = await d.streetHandler.call(api.split, { ...at, ...cut, units: [lead(village)] });
  expect(sub.number).toBe(`${plan.number}-001.1`);
  await below.call(api.acknowledge, await seen(below, sub.id));
  await below.call(api.progress, { ...(await seen(below, sub.id)), progress: 60, note: '完成六成' });
  expect(await part(d.office, id)).toMatchObject({ state: 'in_progress', progress: 60 });
  await below.call(api.submit, { ...(await seen(below, sub.id)), note: '全部完成' });
  const waiting = await d.streetHandler.call(tasks.myTasks, { waiting: 'accept' });
  expect(waiting.items.map((row) => row.taskId)).toEqual([sub.id]);
  expect((await d.office.call(tasks.myTasks, { waiting: 'accept' })).items).toEqual([]);
  await d.streetHandler.call(api.acceptPart, await seen(d.streetHandler, sub.id));
  expect(await part(d.office, id)).toMatchObject({ state: 'in_progress', progress: 100 });
  expect((await d.office.call(tasks.task, { id })).subtasks.map((row) => row.stage)).toEqual(['accepted']);
});

test('steps worked back from the day, and a milestone that is met', async () => {
  const d = await planned();
  const plan = await d.plan();
  const milestones = [{ title: '完成摸底', dueDay: '2026-12-01' }];
  const id = await given(d, plan.id, { units: [lead(d.bureau)], dueDay: '2026-12-20', milestones });
  const view = () => d.handler.call(tasks.task, { id });
  const own = (await view()).assignments[0]!.id;
  const step = (title: string) => ({ title, dueDay: '2026-12-05', personId: d.handler.personId });
  await d.handler.call(api.setSteps, { id: own, steps: [step('第一步'), step('第二步')] });
  const first = (await view()).steps.find((s) => s.title === '第一步')!;
  await d.handler.call(api.finishStep, { id: first.id, version: 0, done: true });
  await d.handler.call(api.setSteps, { id: own, steps: [step('另一步')] });
  expect((await view()).steps.map((s) => [s.title, s.doneAt !== null])).toEqual([
    ['完成摸底', false],
    ['第一步', true],
    ['另一步', false],
  ]);
  const milestone = (await view()).steps[0]!;
  await expect(d.streetHandler.call(api.finishStep, { id: milestone.id, version: 0, done: true })).rejects.toThrow(
    '404',
  );
  await d.handler.call(api.finishStep, { id: milestone.id, version: 0, done: true });
  const clock = (await view()).assignments[0]!.clocks.find((c) => c.kind === 'milestone');
  expect(clock?.outcome).toBe('finished');
  await d.office.call(api.finishStep, { id: milestone.id, version: 1, done: false });
  const { items } = await d.office.call(tasks.taskEvents, { id, limit: 100 });
  expect(items.filter((e) => ['finish', 'undo', 'steps'].includes(e.action))).toHaveLength(5);
});

test('a plan takes 500 tasks, by hand or split off, and those withdrawn do not count', async () => {
  const d = await planned();
  const plan = await d.plan();
  const id = await given(d, plan.id, { units: [lead(d.street)], dueDay: '2026-12-20' });
  const { db } = await d.ctx();
  const row = { planId: plan.id, title: '占位', kind: 'once', version: 1, eventHash: '', createdAt: 0, updatedAt: 0 };
  const filler = (n: number, state: string) =>
    Array.from({ length: n }, (_, i) => {
      const own = `${state}-${i}-${plan.id}`;
      return { ...row, id: own, number: own, sort: i + 2, state, stage: state };
    });
  await db.commit([...db.insertMany('task', filler(30, 'withdrawn'))], null);
  await db.commit([...db.insertMany('task', filler(498, 'drafted'))], null);
  const village = await d.unit('城东社区', 'village', d.street);
  const [part] = (await d.streetHandler.call(tasks.task, { id })).assignments;
  const seen = await d.streetHandler.call(api.acknowledge, { id: part!.id, version: part!.version });
  const cut = { id: part!.id, version: seen.version, title: '分解到社区', units: [lead(village)] };
  await d.office.call(tasks.addTask, { planId: plan.id, title: '第五百项' });
  await expect(d.office.call(tasks.addTask, { planId: plan.id, title: '再加一项' })).rejects.toThrow('422 plan_full');
  await expect(d.streetHandler.call(api.split, cut)).rejects.toThrow('422 plan_full');
  await db.commit([db.update('task', { state: 'withdrawn' }, (t) => eq(t.number, `drafted-0-${plan.id}`))], null);
  expect((await d.streetHandler.call(api.split, cut)).number).toBe(`${plan.number}-001.1`);
});
