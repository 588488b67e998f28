import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/criminal-cases.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { supervised } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const found = {
  ...{ number: '2026-001', accused: '某化工有限公司', charge: 'dangerous_operation', foundOn: '2026-10-08' },
  facts: '关闭可燃气体报警装置',
};

test('a case from its finding to the judgment; each step has its day, none before the one before', async () => {
  const d = await supervised();
  const added = await d.office.call(contract.addCase, { ...found, unitId: d.bureau });
  const early = { ...added, day: '2026-10-01', organ: 'police' as const };
  await expect(d.office.call(contract.referCase, early)).rejects.toThrow('400 bad_request');
  const referred = await d.office.call(contract.referCase, { ...early, day: '2026-10-10' });
  const filed = await d.office.call(contract.fileCase, { ...referred, day: '2026-10-15' });
  await expect(d.office.call(contract.judgeCase, { ...filed, day: '2026-11-01', outcome: '有罪' })).rejects.toThrow(
    '409 wrong_state',
  );
  const prosecuted = await d.office.call(contract.prosecuteCase, { ...filed, day: '2026-11-02' });
  await expect(
    d.office.call(contract.judgeCase, { ...prosecuted, day: '2027-01-02', outcome: '有罪' }),
  ).rejects.toThrow('400 bad_request');
  await d.office.call(contract.judgeCase, { ...prosecuted, day: '2026-11-16', outcome: '判处罚金' });
  const one = await d.leader.call(contract.criminalCase, { id: added.id });
  expect(one).toMatchObject({
    ...{ state: 'judged', organ: 'police', chargeName: '危险作业罪', unit: '住建局', outcome: '判处罚金' },
    ...{ referredOn: '2026-10-10', filedOn: '2026-10-15', judgedOn: '2026-11-16' },
  });
  expect(one.actions).toEqual([]);
  const events = await d.leader.call(contract.caseEvents, { id: added.id });
  expect(events.items.map((e) => e.label)).toEqual(['登记', '移送', '登记立案', '登记提起公诉', '登记判决']);
  const kept = JSON.stringify(events.items);
  for (const word of [found.accused, found.facts, '判处罚金']) expect(kept).not.toContain(word);
  expect((await auditEvents(await d.ctx(), {})).broken).toBeNull();
});

test('what the bulletin counts: each step in the period it fell into, by charge; and its table', async () => {
  const d = await supervised();
  const refer = async (number: string, foundOn: string, day: string, charge = 'dangerous_operation') => {
    const added = await d.office.call(contract.addCase, { ...found, number, foundOn, charge });
    return d.office.call(contract.referCase, { ...added, day, organ: 'police' });
  };
  await refer('案一', '2026-09-20', '2026-10-02');
  const second = await refer('案二', '2026-10-03', '2026-10-20', 'dangerous_goods');
  await d.office.call(contract.declineCase, { ...second, day: '2026-11-03', outcome: '情节轻微' });
  const october = { from: '2026-10-01', to: '2026-10-31' };
  const none = { filed: 0, prosecuted: 0, judged: 0, notFiled: 0, dropped: 0 };
  const bulletin = await d.leader.call(contract.caseBulletin, october);
  expect(bulletin.total).toEqual({ ...none, found: 1, referred: 2 });
  expect(bulletin.byCharge).toEqual([
    { ...none, charge: 'dangerous_operation', name: '危险作业罪', found: 0, referred: 1 },
    { ...none, charge: 'dangerous_goods', name: '危险物品肇事罪', found: 1, referred: 1 },
  ]);
  const november = await d.leader.call(contract.caseBulletin, { from: '2026-11-01', to: '2026-11-30' });
  expect(november.total).toMatchObject({ notFiled: 1, dropped: 0, referred: 0 });
  await expect(d.leader.call(contract.caseBulletin, { from: '2026-11-01', to: '2026-10-01' })).rejects.toThrow('400');
  const sheet = await d.leader.send(contract.exportCases, october);
  expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 1000]).toEqual([200, true]);
});

test('a number is one case; charges are the tenant’s list; units neither read nor write', async () => {
  const d = await supervised();
  const added = await d.office.call(contract.addCase, found);
  await expect(d.office.call(contract.addCase, found)).rejects.toThrow('409 name_taken');
  const other = { ...found, number: '2026-002' };
  await expect(d.office.call(contract.addCase, { ...other, charge: 'theft' })).rejects.toThrow('400 bad_request');
  await expect(d.handler.call(contract.criminalCases, {})).rejects.toThrow('403 forbidden');
  await expect(d.leader.call(contract.addCase, other)).rejects.toThrow('403 forbidden');
  const edited = await d.office.call(contract.editCase, { ...found, ...added, accused: '某化工厂' });
  await expect(d.office.call(contract.editCase, { ...found, ...added })).rejects.toThrow('409 conflict');
  expect(edited.version).toBe(2);
  expect((await d.leader.call(contract.criminalCases, {})).items[0]).toMatchObject({ accused: '某化工厂', version: 2 });
  expect((await d.leader.call(contract.charges, {})).items.map((one) => one.name)).toContain('危险作业罪');
});
