import { expect, test } from 'vitest';
import * as api from '../../workers/contract/assignments.ts';
import * as tasks from '../../workers/contract/tasks.ts';
import { jpeg, uploadBytes } from '../support/hazards.ts';
import { type Planned, planned } from '../support/plans.ts';
import type { Caller } from '../support/world.ts';

const lead = (unitId: string) => ({ unitId, role: 'lead' as const });
const support = (unitId: string) => ({ unitId, role: 'support' as const });

async function given(d: Planned, more: Parameters<Planned['task']>[1] = {}) {
  const plan = await d.plan();
  const { id } = await d.task(plan.id, { units: [lead(d.bureau), support(d.street)], dueDay: '2026-12-20', ...more });
  await d.office.call(tasks.dispatchTask, { id, version: 1 });
  return id;
}
const see = (who: Caller, id: string) => who.call(tasks.task, { id });
async function partOf(d: Planned, id: string, unitId = d.bureau) {
  const part = (await see(d.office, id)).assignments.find((a) => a.unitId === unitId);
  if (!part) throw new Error('no such part');
  return part;
}
const seen = async (d: Planned, id: string, unitId?: string) => {
  const { id: part, version } = await partOf(d, id, unitId);
  return { id: part, version };
};

test('a draft is made, edited and given out; both units are told and have their clocks', async () => {
  const d = await planned();
  const plan = await d.plan();
  const made = await d.office.call(tasks.addTask, {
    planId: plan.id,
    title: '燃气整治',
    dueDay: '2026-12-20',
    milestones: [{ title: '完成摸底', dueDay: '2026-12-01' }],
    units: [lead(d.bureau), support(d.street)],
  });
  expect(made).toMatchObject({ number: `${plan.number}-001`, version: 1 });
  await expect(see(d.handler, made.id)).rejects.toThrow('404');
  const edited = await d.office.call(tasks.editTask, {
    ...{ id: made.id, version: 1, title: '燃气安全整治', dueDay: '2026-12-25' },
    units: [support(d.bureau), lead(d.street)],
  });
  expect(edited).toMatchObject({ stage: 'drafted', version: 2 });
  await d.office.call(tasks.editTask, {
    ...{ id: made.id, version: 2, title: '燃气安全整治', dueDay: '2026-12-25', units: [lead(d.street)] },
    milestones: [{ title: '完成摸底', dueDay: '2026-12-01' }],
  });
  await d.office.call(tasks.dispatchTask, { id: made.id, version: 3 });
  const view = await see(d.streetHandler, made.id);
  expect(view).toMatchObject({ stage: 'dispatched', parts: 1, dueAt: '2026-12-25T15:59:59.999Z', urgency: 'normal' });
  const [part] = view.assignments;
  expect(part?.clocks.map((c) => [c.kind, c.dueAt])).toEqual([
    ['acknowledge', '2026-11-20T15:59:59.999Z'],
    ['complete', '2026-12-25T15:59:59.999Z'],
    ['milestone', '2026-12-01T15:59:59.999Z'],
  ]);
  await expect(see(d.handler, made.id)).rejects.toThrow('404');
  await expect(d.office.call(tasks.dispatchTask, { id: made.id, version: 4 })).rejects.toThrow('409 wrong_state');
  const none = await d.task(plan.id);
  await expect(d.office.call(tasks.dispatchTask, { id: none.id, version: 1 })).rejects.toThrow('nothing_to_dispatch');
});

test('signed, reported on, reported done with a photo, sent back, accepted by another, closed', async () => {
  const d = await planned();
  const id = await given(d);
  const signed = await d.handler.call(api.acknowledge, { ...(await seen(d, id)), personId: d.handler.personId });
  expect(signed.state).toBe('acknowledged');
  await d.handler.call(api.progress, { ...(await seen(d, id)), progress: 40, note: '已排查四十户' });
  expect(await see(d.office, id)).toMatchObject({ stage: 'in_progress' });
  const response = await uploadBytes(d.handler, d.slug, jpeg());
  const { id: photo } = (await response.json()) as { id: string };
  await d.handler.call(api.submit, { ...(await seen(d, id)), note: '全部整改', evidence: [photo] });
  const done = await partOf(d, id);
  expect(done).toMatchObject({ state: 'submitted', progress: 100, dueAt: null });
  expect(done.evidence.map((e) => e.blobId)).toEqual([photo]);
  const file = await d.office.send(api.partFile, { id: done.id, blobId: photo });
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect((await d.office.send(api.partFile, { id: (await partOf(d, id, d.street)).id, blobId: photo })).status).toBe(
    404,
  );
  const waiting = await d.office.call(tasks.myTasks, { waiting: 'accept' });
  expect(waiting.items.map((p) => p.id)).toEqual([done.id]);
  await expect(d.handler.call(api.acceptPart, await seen(d, id))).rejects.toThrow('403 forbidden');
  await d.office.call(api.returnPart, { ...(await seen(d, id)), reason: '缺少复查记录' });
  expect(await partOf(d, id)).toMatchObject({ state: 'returned', round: 1, dueAt: '2026-12-20T15:59:59.999Z' });
  expect((await see(d.office, id)).stage).toBe('returned');
  await d.handler.call(api.submit, { ...(await seen(d, id)), note: '补齐记录' });
  await d.office.call(api.acceptPart, { ...(await seen(d, id)), opinion: '同意' });
  const open = await see(d.office, id);
  await expect(d.office.call(tasks.closeTask, { id, version: open.version })).rejects.toThrow('409 parts_open');
  await d.streetHandler.call(api.acknowledge, await seen(d, id, d.street));
  await d.streetHandler.call(api.submit, { ...(await seen(d, id, d.street)), note: '已配合完成' });
  expect((await see(d.office, id)).stage).toBe('submitted');
  await d.office.call(api.acceptPart, await seen(d, id, d.street));
  expect((await see(d.office, id)).stage).toBe('accepted');
  const closed = await d.office.call(tasks.closeTask, { id, version: open.version });
  expect(closed.stage).toBe('closed');
  const { items } = await d.office.call(tasks.taskEvents, { id, limit: 100 });
  expect(items.find((e) => e.action === 'close')).toMatchObject({ label: '办结', actorName: '安委办甲', to: 'closed' });
  expect(items.filter((e) => e.words === '缺少复查记录')).toHaveLength(1);
  await expect(d.office.call(api.returnPart, { ...(await seen(d, id)), reason: '再看' })).rejects.toThrow(
    'wrong_state',
  );
});

test('whoever reports done does not accept', async () => {
  const d = await planned();
  const both = await d.person(['commission_office', 'unit_handler']);
  const id = await given(d);
  await both.call(api.acknowledge, await seen(d, id));
  await both.call(api.submit, { ...(await seen(d, id)), note: '完成了' });
  await expect(both.call(api.acceptPart, await seen(d, id))).rejects.toThrow('403 same_person');
  await d.office.call(api.acceptPart, await seen(d, id));
});

test('not mine: upheld it comes back, else another unit takes its place with the same day', async () => {
  const d = await planned();
  const other = await d.unit('城管局');
  const id = await given(d);
  const { dueAt } = await partOf(d, id);
  await d.handler.call(api.dispute, { ...(await seen(d, id)), reason: '不属我局职责', proposedUnitId: other });
  expect(await partOf(d, id)).toMatchObject({ state: 'disputed', dueAt });
  await d.office.call(api.arbitrate, { ...(await seen(d, id)), uphold: true, reason: '三定方案载明' });
  expect(await partOf(d, id)).toMatchObject({ state: 'dispatched', dueAt });
  await d.handler.call(api.acknowledge, await seen(d, id));
  await d.handler.call(api.dispute, { ...(await seen(d, id)), reason: '机构已调整' });
  await d.office.call(api.arbitrate, { ...(await seen(d, id)), uphold: false, toUnitId: other, reason: '划转' });
  expect(await partOf(d, id)).toMatchObject({ state: 'released', dueAt: null });
  expect(await partOf(d, id, other)).toMatchObject({ state: 'dispatched', role: 'lead', dueAt });
  const view = await see(d.office, id);
  expect([view.parts, view.stage]).toEqual([2, 'dispatched']);
  await expect(d.handler.call(api.acknowledge, await seen(d, id))).rejects.toThrow('wrong_state');
  await d.office.call(tasks.addUnit, { id, version: view.version, ...support(d.bureau) });
  expect(await partOf(d, id)).toMatchObject({ state: 'dispatched', role: 'support', round: 1 });
  const version = view.version + 1;
  await expect(d.office.call(tasks.addUnit, { id, version, ...support(d.bureau) })).rejects.toThrow('400 bad_request');
});

test('a new day for all or for one; a part that lay with its judge comes back with the new one', async () => {
  const d = await planned();
  const id = await given(d);
  await d.handler.call(api.acknowledge, await seen(d, id));
  await d.handler.call(api.submit, { ...(await seen(d, id)), note: '完成' });
  const { version } = await see(d.office, id);
  await d.office.call(tasks.reschedule, { id, version, dueDay: '2026-12-31', reason: '天气原因' });
  const late = '2026-12-31T15:59:59.999Z';
  expect(await see(d.office, id)).toMatchObject({ dueDay: '2026-12-31', dueAt: late });
  expect(await partOf(d, id)).toMatchObject({ dueAt: null, dueDay: '2026-12-31' });
  await d.office.call(api.returnPart, { ...(await seen(d, id)), reason: '材料不全' });
  expect((await partOf(d, id)).dueAt).toBe(late);
  const one = {
    id,
    version: version + 1,
    assignmentId: (await partOf(d, id)).id,
    dueDay: '2026-12-10',
    reason: '提前',
  };
  await d.office.call(tasks.reschedule, one);
  expect(await see(d.office, id)).toMatchObject({ dueDay: '2026-12-31', dueAt: '2026-12-10T15:59:59.999Z' });
  const { items } = await d.office.call(tasks.taskEvents, { id, limit: 100 });
  expect(items.some((e) => e.words === '2026-12-20 → 2026-12-31：天气原因')).toBe(true);
});

test('closed by force with words, opened again; withdrawn it stops for all', async () => {
  const d = await planned();
  const id = await given(d);
  await d.handler.call(api.acknowledge, await seen(d, id));
  await expect(d.office.call(tasks.closeTask, { id, version: 2, force: true })).rejects.toThrow('400 bad_request');
  await d.office.call(tasks.closeTask, { id, version: 2, force: true, outcome: '并入专项' });
  expect(await partOf(d, id)).toMatchObject({ state: 'released', dueAt: null });
  expect(await see(d.office, id)).toMatchObject({ stage: 'closed', dueAt: null });
  await d.office.call(tasks.reopenTask, { id, version: 3, reason: '又出问题' });
  expect(await see(d.office, id)).toMatchObject({ stage: 'returned', parts: 2, dueAt: '2026-12-20T15:59:59.999Z' });
  expect((await partOf(d, id)).state).toBe('returned');
  await d.office.call(tasks.withdrawTask, { id, version: 4, reason: '上级取消' });
  expect(await see(d.office, id)).toMatchObject({ stage: 'withdrawn', outcome: '上级取消', parts: 0 });
  const clocks = (await partOf(d, id)).clocks;
  expect(clocks.every((c) => c.stoppedAt !== null)).toBe(true);
});
