import { expect, test } from 'vitest';
import * as contract from '../../workers/contract/duties.ts';
import { workspace, workspaces } from '../../workers/contract/meetings.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { clock, mintTenant, T0 } from '../support/world.ts';

async function district() {
  clock.now = T0;
  const world = await mintTenant();
  const fire = await world.unit('消防救援大队');
  const street = await world.unit('向阳街道', 'street');
  return {
    world,
    fire,
    street,
    office: await world.person(['commission_office']),
    other: await world.person(['commission_office']),
    handler: await world.person([{ role: 'unit_handler', unitId: fire }]),
    clerk: await world.person([{ role: 'unit_handler', unitId: street }]),
  };
}
const lines = [
  { words: '每季度研究一次消防工作', basis: '消防法', sector: 'fire', dueDay: '2026-11-01' },
  { words: '检查重点单位', dueDay: '2026-12-31' },
];

test('a list in editions: drafts are not shown, the old edition stays, lines are ticked with evidence by their unit', async () => {
  const { world, fire, office, handler, clerk } = await district();
  const draft = await office.call(contract.addDutyList, {
    kind: 'department',
    title: '监管责任清单',
    unitId: fire,
    lines,
  });
  await expect(handler.call(contract.dutyList, { id: draft.id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await handler.call(contract.dutyLists, { state: 'draft' })).items).toEqual([]);
  await office.call(contract.publishDutyList, draft);
  await expect(
    office.call(contract.editDutyList, {
      id: draft.id,
      version: 2,
      kind: 'department',
      title: '改版',
      unitId: fire,
      lines,
    }),
  ).rejects.toMatchObject({ code: 'wrong_state' });

  const shown = await handler.call(contract.dutyList, { id: draft.id });
  expect(shown.items.map((line) => [line.words, line.late])).toEqual([
    ['每季度研究一次消防工作', true],
    ['检查重点单位', false],
  ]);
  expect([shown.mayTick, shown.mayEdit]).toEqual([true, false]);
  const line = shown.items[0]!.id;
  await expect(
    clerk.call(contract.tickLine, { id: line, doneOn: '2026-11-10', evidence: '会议纪要' }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(handler.call(contract.tickLine, { id: line, doneOn: '2026-11-10' })).rejects.toMatchObject({
    code: 'bad_request',
  });
  await expect(
    handler.call(contract.tickLine, { id: line, doneOn: '2026-12-10', evidence: '还没做' }),
  ).rejects.toMatchObject({ code: 'bad_request' });
  await handler.call(contract.tickLine, { id: line, doneOn: '2026-11-10', evidence: '第四季度会议纪要' });
  expect((await handler.call(contract.dutyLists, {})).items.map((l) => [l.done, l.lines])).toEqual([[1, 2]]);

  const next = await office.call(contract.newEdition, { id: draft.id });
  await expect(office.call(contract.newEdition, { id: draft.id })).rejects.toMatchObject({ code: 'conflict' });
  await office.call(contract.publishDutyList, next);
  const both = await office.call(contract.dutyList, { id: next.id });
  expect(both.editions.map((e) => [e.edition, e.state])).toEqual([
    [2, 'published'],
    [1, 'superseded'],
  ]);
  expect(both.done).toBe(0);
  await expect(
    handler.call(contract.tickLine, { id: line, doneOn: '2026-11-11', evidence: '旧版' }),
  ).rejects.toMatchObject({ code: 'wrong_state' });
  const file = await office.send(contract.exportDuties, { id: draft.id });
  expect([file.status, new Uint8Array(await file.arrayBuffer()).slice(0, 2)]).toEqual([200, new Uint8Array([80, 75])]);
  expect((await auditEvents(await world.ctx(), {})).broken).toBeNull();
});

test('duty reports: scheduled once a unit a year, covered 1 of 2, scored by another person', async () => {
  const { fire, street, office, other, clerk } = await district();
  const schedule = { year: 2026, unitIds: [fire, street], dueDay: '2026-11-10' };
  expect(await office.call(contract.scheduleReports, schedule)).toEqual({ added: 2, there: 0 });
  expect(await office.call(contract.scheduleReports, schedule)).toEqual({ added: 0, there: 2 });
  const list = await clerk.call(contract.dutyReports, { year: 2026 });
  const mine = list.items.find((r) => r.mine)!;
  expect([mine.unit, mine.late, list.total, list.submitted]).toEqual(['向阳街道', true, 2, 0]);
  const words = '一年来，街道排查隐患，整改销号。';
  const sent = await clerk.call(contract.submitReport, { id: mine.id, version: mine.version, words });
  const foreign = list.items.find((r) => !r.mine)!;
  await expect(
    clerk.call(contract.submitReport, { id: foreign.id, version: foreign.version, words }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const scored = { id: mine.id, version: sent.version, score: 88, comment: '总体较好' };
  await other.call(contract.scoreReport, scored);
  await expect(office.call(contract.scoreReport, scored)).rejects.toMatchObject({ code: 'conflict' });
  const after = await office.call(contract.dutyReports, { year: 2026 });
  expect([after.total, after.submitted, after.scored]).toEqual([2, 1, 1]);
});

test('whoever handed a duty report in does not score it', async () => {
  const { world, fire, office } = await district();
  const both = await world.person(['commission_office', { role: 'unit_handler', unitId: fire }]);
  await office.call(contract.scheduleReports, { year: 2026, unitIds: [fire], dueDay: '2026-12-10' });
  const [row] = (await both.call(contract.dutyReports, { year: 2026 })).items;
  const sent = await both.call(contract.submitReport, {
    id: row!.id,
    version: row!.version,
    words: '履职情况报告如下，请评议。',
  });
  await expect(
    both.call(contract.scoreReport, { id: sent.id, version: sent.version, score: 100, comment: '很好' }),
  ).rejects.toMatchObject({ code: 'same_person' });
});

test('a self-check is the template as it stands; the last one of a unit counts, and shows in the street’s own desk', async () => {
  const { world, street, office, clerk } = await district();
  const { db } = await world.ctx();
  const body = JSON.stringify({ use: '达标自查', items: ['有班子', '有机制', '有预案'] });
  await db.commit([db.insert('template', { id: 'six', kind: 'checklist', title: '六有', body, sort: 1 })], null);
  const answers = (...given: ('yes' | 'no' | 'na')[]) => given.map((answer) => ({ answer }));
  await expect(
    clerk.call(contract.addSelfCheck, { templateId: 'six', unitId: street, items: answers('yes') }),
  ).rejects.toMatchObject({ code: 'bad_request' });
  const first = { templateId: 'six', unitId: street, items: answers('yes', 'no', 'no') };
  await clerk.call(contract.addSelfCheck, first);
  const last = await clerk.call(contract.addSelfCheck, { ...first, items: answers('yes', 'yes', 'na') });
  expect(last).toMatchObject({ attained: 2, total: 2 });
  const list = await office.call(contract.selfChecks, { templateId: 'six' });
  expect(list.items.map((c) => [c.id, c.attained, c.items[1]])).toEqual([
    [last.id, 2, { words: '有机制', answer: 'yes', note: '' }],
  ]);
  const desk = await clerk.call(workspace, { unitId: street });
  expect(desk.checks).toEqual([{ templateId: 'six', title: '六有', day: '2026-11-18', attained: 2, total: 2 }]);
  expect((await clerk.call(workspaces, {})).items.map((w) => w.name)).toEqual(['向阳街道']);
  const stranger = await world.person([{ role: 'unit_handler', unitId: await world.unit('另一街道', 'street') }]);
  await expect(stranger.call(workspace, { unitId: street })).rejects.toMatchObject({ code: 'not_found' });
});
