import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as api from '../../workers/contract/checks.ts';
import { blob, one as hazardOne } from '../../workers/contract/hazards.ts';
import * as plans from '../../workers/contract/plans.ts';
import { tasks } from '../../workers/contract/tasks.ts';
import { type Checked, checked, POINT } from '../support/checks.ts';
import { type Caller, clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const see = (by: Caller, id: string) => by.call(api.check, { id });
const PASS = { answer: 'pass' as const };

/** Started, two things found, written up by the inspector with the leader there. */
async function written(d: Checked): Promise<{ id: string; hazardId: string }> {
  const id = await d.visit({ tags: ['open', 'enforcement'], templateId: d.checklist });
  await d.started(id);
  const photos = [await d.photo(d.inspector)];
  const { hazardId } = await d.inspector.call(api.addFinding, {
    ...{ id, version: 2, kind: 'hazard', title: '安全出口上锁', item: 0, photos, category: 'fire' },
  });
  await d.inspector.call(api.addFinding, {
    ...{ id, version: 3, kind: 'duty', title: '未按月研究安全生产', dueDay: '2026-12-10', missedByUnitId: d.bureau },
  });
  const items = [{ answer: 'problem' as const, note: '东侧上锁', photos: [await d.photo(d.inspector)] }, PASS];
  const attended = [d.inspector.personId, d.leader.personId];
  await d.inspector.call(api.recordCheck, {
    id,
    version: 4,
    items,
    words: '共查两处。',
    received: '值班主任',
    attended,
  });
  return { id, hazardId: hazardId as string };
}

test('planned, started at a time and place, written up, frozen with its number and hash; then nobody changes it', async () => {
  const d = await checked();
  const { id, hazardId } = await written(d);
  const before = await see(d.inspector, id);
  expect(before).toMatchObject({ state: 'recorded', ...POINT, position: 'given', findings: 2, number: null });
  expect(before.startedAt).toBe(new Date(T0).toISOString());
  expect(before.items.map((item) => [item.words, item.answer])).toEqual([
    ['安全出口畅通', 'problem'],
    ['灭火器有效', 'pass'],
  ]);
  expect(before.findingList).toMatchObject([
    { kind: 'hazard', hazardId, hazardState: 'reported', item: 0 },
    { kind: 'duty', hazardId: null, unitId: d.street, missedByUnitId: d.bureau },
  ]);
  const hazard = await d.office.call(hazardOne, { id: hazardId });
  expect(hazard).toMatchObject({ source: 'enforcement', placeUnitId: d.street, longitude: POINT.longitude });
  const shown = { id: hazardId, blobId: hazard.evidence[0]?.blobId as string };
  expect((await d.office.send(blob, shown)).status).toBe(200);
  const done = await d.inspector.call(api.finishCheck, { id, version: 5 });
  expect(done).toMatchObject({ state: 'finished', number: '〔2026〕1号' });
  expect(await see(d.visited, id)).toMatchObject({
    number: '〔2026〕1号',
    recordHash: done.recordHash,
    recordHolds: true,
  });
  const again = d.inspector.call(api.recordCheck, {
    id,
    version: 6,
    items: [PASS, PASS],
    attended: [d.inspector.personId],
  });
  await expect(again).rejects.toThrow('409 wrong_state');
  const { db } = await d.ctx();
  await db.commit([db.update('checkVisit', { words: '没有问题。' }, (v) => eq(v.id, id))], null);
  expect((await see(d.office, id)).recordHolds).toBe(false);
});

test('a step is taken from its state, by its people, once; the statement must be ticked; what was seen must be the newest', async () => {
  const d = await checked();
  const id = await d.visit();
  const start = { id, version: 1, statement: true as const, noPoint: 'refused' as const };
  await expect(d.office.call(api.startCheck, start)).rejects.toThrow('403 forbidden');
  expect((await d.inspector.send(api.startCheck, { ...start, statement: false })).status).toBe(400);
  await expect(d.inspector.call(api.finishCheck, { id, version: 1 })).rejects.toThrow('409 wrong_state');
  await expect(d.inspector.call(api.startCheck, { ...start, version: 9 })).rejects.toThrow('409 conflict');
  const key = crypto.randomUUID();
  const [one, two] = [
    await d.inspector.call(api.startCheck, start, key),
    await d.inspector.call(api.startCheck, start, key),
  ];
  expect(two).toEqual(one);
  expect(await see(d.inspector, id)).toMatchObject({ position: 'refused', longitude: null, version: 2 });
  await expect(d.office.call(api.cancelCheck, { id, version: 2, reason: '不查了' })).rejects.toThrow('409 wrong_state');
  const finding = { id, version: 2, kind: 'hazard' as const, title: '灭火器过期' };
  await expect(d.office.call(api.addFinding, finding)).rejects.toThrow('403 forbidden');
  await expect(d.visited.call(api.addFinding, finding)).rejects.toThrow('403 forbidden');
  const nobody = d.inspector.call(api.recordCheck, { id, version: 2, items: [], attended: [] });
  await expect(nobody).rejects.toThrow('400 bad_request');
});

test('an unanswered line of the checklist keeps a record from being finished', async () => {
  const d = await checked();
  const id = await d.visit({ templateId: d.checklist });
  await d.started(id);
  const attended = [d.inspector.personId];
  await d.inspector.call(api.recordCheck, { id, version: 2, items: [PASS, {}], attended });
  await expect(d.inspector.call(api.finishCheck, { id, version: 3 })).rejects.toThrow('400 bad_request');
  await d.inspector.call(api.recordCheck, { id, version: 3, items: [PASS, { answer: 'na' }], attended });
  expect((await d.inspector.call(api.finishCheck, { id, version: 4 })).state).toBe('finished');
  const { items } = await d.office.call(api.checkEvents, { id });
  expect(items.map((e) => e.label)).toEqual(['安排检查', '开始检查', '保存检查记录', '更正检查记录', '定稿']);
});

test('a duty not done becomes a draft task once; a hazard does not', async () => {
  const d = await checked();
  const { id } = await written(d);
  const made = await d.office.call(api.findingsToTasks, { id, version: 5 });
  expect(made.tasks).toBe(1);
  const { items } = await d.office.call(tasks, { planId: made.planId });
  expect(items.map((t) => [t.title, t.dueDay])).toEqual([['未按月研究安全生产', '2026-12-10']]);
  expect((await d.office.call(plans.plan, { id: made.planId })).title).toBe('城东街道检查发现问题整改');
  await expect(d.office.call(api.findingsToTasks, { id, version: 6 })).rejects.toThrow('422 nothing_to_dispatch');
  // A task made of it later is no change of the record.
  await d.inspector.call(api.finishCheck, { id, version: 6 });
  expect((await see(d.office, id)).recordHolds).toBe(true);
});

test('who plans for a unit plans its checks, sends its people and visits nobody else’s units', async () => {
  const d = await checked();
  const head = await d.person([{ role: 'committee_lead', unitId: d.bureau }], '住建局长');
  const day = { plannedDay: '2026-11-20' };
  const site = { enterprise: '某建筑公司', creditCode: '91430600MA4L16JQ9B', placeUnitId: d.street };
  const { id } = await head.call(api.planCheck, { ...site, ...day, personIds: [d.inspector.personId] });
  expect(await see(head, id)).toMatchObject({ ownerUnitId: d.bureau, target: '某建筑公司', title: '某建筑公司检查' });
  const elsewhere = head.call(api.planCheck, { unitId: d.street, ...day, personIds: [d.inspector.personId] });
  await expect(elsewhere).rejects.toThrow('403 forbidden');
  const others = head.call(api.planCheck, { ...site, ...day, personIds: [d.office.personId] });
  await expect(others).rejects.toThrow('400 bad_request');
  const both = head.call(api.planCheck, { ...site, ...day, unitId: d.bureau, personIds: [d.inspector.personId] });
  await expect(both).rejects.toThrow('400 bad_request');
  const grid = d.office.call(api.planCheck, { unitId: d.street, ...day, personIds: [d.grid.personId] });
  await expect(grid).rejects.toThrow('400 bad_request');
  const pair = d.office.call(api.planCheck, {
    unitId: d.street,
    ...day,
    tags: ['open', 'covert'],
    personIds: [d.inspector.personId],
  });
  await expect(pair).rejects.toThrow('400 bad_request');
  await expect(d.visited.call(api.planCheck, { ...site, ...day, personIds: [] })).rejects.toThrow('403 forbidden');
  await expect(d.streetHead.call(api.cancelCheck, { id, version: 1, reason: '不要来' })).rejects.toThrow(
    '403 forbidden',
  );
});

test('leaders’ checks of a year: how many, how much was found, how much of it is closed', async () => {
  const d = await checked();
  const { hazardId } = await written(d);
  const second = await d.covert();
  await d.started(second);
  await d.inspector.call(api.recordCheck, {
    id: second,
    version: 2,
    attended: [d.inspector.personId, d.leader.personId],
  });
  // Started and not written up: it does not count yet.
  await d.started(await d.visit());
  const { db } = await d.ctx();
  const closed = { state: 'closed', closedAt: T0, verifierId: d.office.personId };
  await db.commit([db.update('hazard', closed, (h) => eq(h.id, hazardId))], null);
  const idle = await d.person(['leader'], '副区长乙');
  const { items } = await d.office.call(api.leaders, { year: 2026 });
  const of = (who: Caller) => items.find((row) => row.personId === who.personId);
  expect(of(d.leader)).toMatchObject({
    checks: 2,
    covert: 1,
    findings: 2,
    hazards: 1,
    closed: 1,
    lastDay: '2026-11-18',
  });
  expect(of(idle)).toMatchObject({ checks: 0, hazards: 0, lastDay: null });
  const before = await d.office.call(api.leaders, { year: 2025, limit: 1 });
  expect([before.items.length, before.items[0]?.checks, before.next === null]).toEqual([1, 0, false]);
});

test('a list by pages, by type, by state, by whose it is', async () => {
  const d = await checked();
  const ids: string[] = [];
  for (let day = 20; day < 25; day++)
    ids.push(await d.visit({ plannedDay: `2026-11-${day}`, tags: day % 2 ? ['special'] : [] }));
  const first = await d.office.call(api.checks, { limit: 3 });
  const rest = await d.office.call(api.checks, { limit: 3, cursor: first.next ?? '' });
  expect([...first.items, ...rest.items].map((row) => row.id)).toEqual(ids.toReversed());
  expect(rest.next).toBeNull();
  expect((await d.office.call(api.checks, { type: 'special' })).items).toHaveLength(2);
  expect((await d.office.call(api.checks, { mine: 'true' })).items).toEqual([]);
  expect((await d.inspector.call(api.checks, { mine: 'true', state: 'planned' })).items).toHaveLength(5);
});
