import { expect, test } from 'vitest';
import * as desk from '../../workers/contract/desk.ts';
import * as api from '../../workers/contract/hazards.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { district } from '../support/hazards.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

const DAY = 86_400_000;

test('from report to close-out, each by whose turn it is', async () => {
  const d = await district();
  const { id, number } = await d.report({ evidence: [await d.photo(d.grid)] });
  expect(number).toBe('2026-000001');
  expect(await d.office.call(api.confirm, { id, version: 1, level: 'major', sector: 'construction' })).toEqual({
    id,
    state: 'confirmed',
    version: 2,
  });
  await d.office.call(api.assign, { id, version: 2, unitId: d.bureau, watcher: '专人盯防' });
  expect(await d.handler.call(api.start, { id, version: 3 })).toMatchObject({ state: 'rectifying' });
  const evidence = [await d.photo(d.handler)];
  await d.handler.call(api.submit, { id, version: 4, rectification: '已补装井盖', evidence });
  await d.office.call(api.verify, { id, version: 5, opinion: '现场复查合格' });
  await d.office2.call(api.close, { id, version: 6 });
  const view = await d.one(id);
  expect(view).toMatchObject({ state: 'closed', level: 'major', dueAt: null, urgency: 'normal', version: 7 });
  expect(view.evidence.map((e) => e.stage)).toEqual(['before', 'after']);
  expect(view.names[d.bureau]).toBe('住建局');
  expect(view.clocks.map((c) => [c.kind, c.outcome])).toEqual([
    ['accept', 'confirmed'],
    ['rectify', 'submitted'],
    ['verify', 'verified'],
  ]);
  const { items } = await d.office.call(api.events, { id });
  expect(items.map((e) => [e.label, e.actorName])).toEqual([
    ['上报', '网格员甲'],
    ['认定为隐患', '安委办甲'],
    ['交办', '安委办甲'],
    ['签收并开始整改', '经办人甲'],
    ['提交整改结果', '经办人甲'],
    ['复查验收通过', '安委办甲'],
    ['销号', '安委办乙'],
  ]);
  expect(items[2]?.data.unitName).toBe('住建局');
  expect((await d.office.call(api.counts, {})).byState).toMatchObject({ reported: 0, closed: 1 });
});

test('the rectifier may not verify, though his post could; another may', async () => {
  const d = await district();
  const both = await d.person([{ role: 'unit_handler', unitId: d.bureau }, 'commission_office'], '双岗');
  const { id, version } = await d.assigned();
  await both.call(api.start, { id, version });
  await both.call(api.submit, { id, version: 4, rectification: '已整改', evidence: [await d.photo(both)] });
  const view = await both.call(api.one, { id });
  expect(view.actions.find((a) => a.action === 'verify')).toMatchObject({ allowed: false });
  await expect(both.call(api.verify, { id, version: 5, opinion: '合格' })).rejects.toThrow('403 same_person');
  await d.office.call(api.verify, { id, version: 5, opinion: '合格' });
});

test('no photo, no step: result needs its own round’s, close-out needs before and after', async () => {
  const d = await district();
  const { id } = await d.report();
  await d.office.call(api.confirm, { id, version: 1, level: 'general' });
  await d.office.call(api.assign, { id, version: 2, unitId: d.bureau });
  await d.handler.call(api.start, { id, version: 3 });
  const result = { id, version: 4, rectification: '已整改' };
  await expect(d.handler.call(api.submit, result)).rejects.toThrow('422 evidence_missing');
  await d.handler.call(api.submit, { ...result, evidence: [await d.photo(d.handler)] });
  await expect(d.office.call(api.verify, { id, version: 5, opinion: '合格' })).rejects.toThrow('422 evidence_missing');
  expect((await d.one(id)).actions.find((a) => a.action === 'verify')?.why).toBe('缺少整改前照片');
  await d.grid.call(api.addEvidence, { id, stage: 'before', blobIds: [await d.photo(d.grid)] });
  await d.office.call(api.sendBack, { id, version: 6, reason: '未到位' });
  await expect(d.handler.call(api.submit, { ...result, version: 7 })).rejects.toThrow('422 evidence_missing');
  await d.handler.call(api.submit, { ...result, version: 7, evidence: [await d.photo(d.handler)] });
  await d.office.call(api.verify, { id, version: 8, opinion: '合格' });
  const stolen = await d.photo(d.handler);
  await expect(d.grid.call(api.report, { title: '某处', source: 'grid', evidence: [stolen] })).rejects.toThrow('404');
});

test('the time limit runs on when the hazard is handed back, and goes on from its start when sent back', async () => {
  const d = await district();
  clock.now = T0;
  const { id, version } = await d.assigned();
  const due = (await d.one(id)).dueAt;
  expect(due).not.toBeNull();
  clock.now = T0 + 2 * 60_000;
  await d.handler.call(api.notMine, { id, version, reason: '属市政管辖' });
  expect(await d.one(id)).toMatchObject({ state: 'confirmed', ownerUnitId: null, dueAt: due });
  await d.office.call(api.assign, { id, version: version + 1, unitId: d.bureau });
  expect((await d.one(id)).dueAt).toBe(due);
  const more = { rectification: '已整改', evidence: [await d.photo(d.handler)] };
  await d.handler.call(api.start, { id, version: version + 2 });
  await d.handler.call(api.submit, { id, version: version + 3, ...more });
  expect((await d.one(id)).dueAt).not.toBe(due);
  await d.office.call(api.sendBack, { id, version: version + 4, reason: '未到位' });
  expect((await d.one(id)).dueAt).toBe(due);
  clock.now = T0 + 30 * DAY;
  const office = await d.fresh(d.office);
  expect((await office.call(api.one, { id })).urgency).toBe('overdue');
  expect((await office.call(api.counts, {})).byUrgency).toMatchObject({ overdue: 1, soon: 0 });
  expect((await office.call(api.queue, { urgency: 'overdue' })).items.map((r) => r.id)).toEqual([id]);
  clock.now = T0;
});

test('two clerks at once: one 200, one 409, and the row is one of the two', async () => {
  const d = await district();
  const other = await d.unit('城管局');
  for (let i = 0; i < 5; i++) {
    const { id } = await d.report();
    await d.office.call(api.confirm, { id, version: 1, level: 'general' });
    const answers = await Promise.all([
      d.office.send(api.assign, { id, version: 2, unitId: d.bureau }),
      d.office2.send(api.assign, { id, version: 2, unitId: other }),
    ]);
    expect(new Set(answers.map((r) => r.status))).toEqual(new Set([200, 409]));
    expect(await answers.find((r) => r.status === 409)?.json()).toMatchObject({ code: 'conflict' });
    const won = answers[0]?.status === 200 ? d.bureau : other;
    expect(await d.one(id)).toMatchObject({ state: 'assigned', version: 3, ownerUnitId: won });
  }
});

test('the same press twice is one step and one answer', async () => {
  const d = await district();
  const { id } = await d.report();
  const input = { id, version: 1, level: 'general' as const };
  const key = crypto.randomUUID();
  expect(await d.office.call(api.confirm, input, key)).toEqual(await d.office.call(api.confirm, input, key));
  const report = { title: '同一条', source: 'grid' as const };
  const twice = crypto.randomUUID();
  expect(await d.grid.call(api.report, report, twice)).toEqual(await d.grid.call(api.report, report, twice));
});

test('bulk: each item for itself; a repeat answers the same', async () => {
  const d = await district();
  const reported = await Promise.all([d.report(), d.report(), d.report()]);
  const [a, b, c] = reported.map((r) => r.id) as [string, string, string];
  for (const id of [a, b]) await d.office.call(api.confirm, { id, version: 1, level: 'general' });
  const items = [
    { id: a, version: 2 },
    { id: b, version: 1 },
    { id: c, version: 1 },
    { id: 'nobody', version: 1 },
  ];
  const key = crypto.randomUUID();
  const outcome = await d.office.call(api.bulkAssign, { items, unitId: d.bureau }, key);
  expect(outcome).toEqual({
    done: [a],
    failed: [
      { id: b, code: 'conflict' },
      { id: c, code: 'wrong_state' },
      { id: 'nobody', code: 'not_found' },
    ],
  });
  expect(await d.office.call(api.bulkAssign, { items, unitId: d.bureau }, key)).toEqual(outcome);
});

test('a search by two characters finds it, in its own tenant only', async () => {
  const [d, e] = [await district(), await district()];
  const { id } = await d.report({ title: '路口井盖破损', address: '人民路' });
  await e.report({ title: '消防通道堵塞' });
  for (const w of [d, e]) await drainOutbox(await w.ctx());
  expect((await d.office.call(api.queue, { q: '井盖' })).items.map((r) => r.id)).toEqual([id]);
  expect((await d.office.call(api.queue, { q: '消防' })).items).toEqual([]);
  expect((await e.office.call(api.queue, { q: '井盖' })).items).toEqual([]);
});

test('another tenant’s id, and one out of one’s units, are not found', async () => {
  const [d, other] = [await district(), await mintTenant()];
  const { id } = await d.report();
  const stranger = await other.person(['commission_office']);
  await expect(stranger.call(api.one, { id })).rejects.toThrow('404');
  await expect(stranger.call(api.confirm, { id, version: 1, level: 'general' })).rejects.toThrow('404');
  await expect(d.handler.call(api.one, { id })).rejects.toThrow('404');
  expect((await d.handler.call(api.queue, {})).items).toEqual([]);
  expect((await d.handler.call(api.counts, {})).byState.reported).toBe(0);
  expect((await d.grid.call(api.counts, {})).byState.reported).toBe(1);
});

test('saved filters are one’s own', async () => {
  const d = await district();
  const saved = await d.office.call(desk.saveFilter, { page: 'hazards', name: '超期', query: 'urgency=overdue' });
  const again = await d.office.call(desk.saveFilter, { page: 'hazards', name: '超期', query: 'urgency=soon' });
  expect(again.id).toBe(saved.id);
  expect((await d.office2.call(desk.filters, { page: 'hazards' })).items).toEqual([]);
  await expect(d.office2.call(desk.removeFilter, { id: saved.id })).rejects.toThrow('404');
  await d.office.call(desk.removeFilter, { id: saved.id });
  expect((await d.office.call(desk.filters, { page: 'hazards' })).items).toEqual([]);
});
