import { beforeEach, expect, test } from 'vitest';
import * as contract from '../../workers/contract/awards.ts';
import { auditEvents } from '../../workers/domain/audit/walk.ts';
import { type Supervised, supervised } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const yes = { answer: 'yes' as const, note: '' };

async function programme(d: Supervised): Promise<string> {
  const { db } = await d.ctx();
  const body = JSON.stringify({ items: ['组织机构健全', '隐患排查到位', '应急演练每年两次'] });
  await db.commit([db.insert('template', { id: 'safe-community', kind: 'checklist', title: '示范社区', body })], null);
  const made = await d.office.call(contract.addProgramme, {
    ...{ title: '安全发展示范社区', level: 'city', templateId: 'safe-community', basis: '市安委办〔2026〕3号' },
    ...{ validMonths: 36, recheckMonths: 12 },
  });
  return made.id;
}

const apply = (d: Supervised, programmeId: string, more: object = {}) =>
  d.handler.call(contract.applyAward, {
    ...{ programmeId, unitId: d.bureau, items: [yes, yes, { answer: 'no', note: '明年补' }], words: '三年创建情况' },
    ...more,
  });

test('applied for, sent back, reviewed, granted; looked at again within the months, and the next look is set', async () => {
  const d = await supervised();
  const id = await programme(d);
  const applied = await apply(d, id);
  await expect(apply(d, id)).rejects.toThrow('400 bad_request');
  expect(await d.told(d.office)).toContain('award.applied');
  const back = await d.office.call(contract.sendBackAward, { ...applied, reason: '请补第三条' });
  const again = await d.handler.call(contract.resubmitAward, { ...back, items: [yes, yes, yes], words: '已补' });
  const reviewed = await d.office.call(contract.reviewAward, { ...again, score: 92, opinion: '符合标准' });
  const granted = await d.office.call(contract.grantAward, {
    ...reviewed,
    ...{ certificate: 'SF-2026-01', awardedOn: '2026-11-18' },
  });
  const one = await d.handler.call(contract.award, { id: applied.id });
  expect(one).toMatchObject({
    ...{ state: 'awarded', score: 92, attained: 3, total: 3, validUntil: '2029-11-18', recheckOn: '2027-11-18' },
    ...{ late: false, expired: false },
  });
  expect(one.clock?.dueAt).toBe('2027-11-18T15:59:59.999Z');
  const kept = await d.office.call(contract.recheckAward, {
    ...granted,
    ...{ recheckedOn: '2026-11-18', opinion: '保持良好' },
  });
  expect(kept.state).toBe('awarded');
  expect((await d.office.call(contract.award, { id: applied.id })).recheckOn).toBe('2027-11-18');
  const events = await d.office.call(contract.awardEvents, { id: applied.id });
  expect(events.items.map((e) => e.label)).toEqual([
    ...['申报', '退回修改', '修改后重新申报', '评审', '命名发证', '“回头看”合格'],
  ]);
  expect((await auditEvents(await d.ctx(), {})).broken).toBeNull();
});

test('late for its look back: the office and then the leader hear of it; taken back, it waits for nothing', async () => {
  const d = await supervised();
  const id = await programme(d);
  const reviewed = await d.office.call(contract.reviewAward, { ...(await apply(d, id)), score: 80, opinion: '同意' });
  const { version } = await d.office.call(contract.grantAward, {
    ...reviewed,
    ...{ certificate: 'SF-2026-02', awardedOn: '2026-01-05' },
  });
  await d.until('2026-12-08');
  expect(await d.told(d.office)).toContain('clock.warn');
  await d.until('2027-01-06');
  const office = await d.fresh(d.office);
  expect(await d.told(office)).toContain('clock.overdue');
  await d.until('2027-01-25');
  expect(await d.told(d.leader)).toContain('clock.escalate-2');
  const again = await d.fresh(d.office);
  const [late] = (await again.call(contract.awards, { recheck: 'true' })).items;
  expect(late).toMatchObject({ id: reviewed.id, late: true });
  await again.call(contract.withdrawAward, { id: reviewed.id, version, reason: '创建成果未保持' });
  const one = await again.call(contract.award, { id: reviewed.id });
  expect(one).toMatchObject({ state: 'withdrawn', recheckOn: null, reason: '创建成果未保持' });
  expect(one.clock?.stoppedAt).not.toBeNull();
});

test('who may do what: a unit for itself, the office not on its own application, others see what was granted', async () => {
  const d = await supervised();
  const id = await programme(d);
  const other = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  const applied = await apply(d, id);
  await expect(other.call(contract.award, { id: applied.id })).rejects.toThrow('404 not_found');
  const cancel = { ...applied, reason: '暂不申报' };
  await expect(other.call(contract.cancelAward, cancel)).rejects.toThrow('404 not_found');
  await expect(d.handler.call(contract.reviewAward, { ...applied, score: 1, opinion: '自评' })).rejects.toThrow('403');
  await expect(apply(d, id, { unitId: d.street })).rejects.toThrow('403 forbidden');
  await expect(apply(d, id, { items: [yes] })).rejects.toThrow('400 bad_request');
  const both = await d.person(['commission_office', { role: 'unit_handler', unitId: d.street }]);
  const own = await both.call(contract.applyAward, { programmeId: id, unitId: d.street, items: [yes, yes, yes] });
  await expect(both.call(contract.reviewAward, { ...own, score: 99, opinion: '同意' })).rejects.toThrow(
    '403 same_person',
  );
  const reviewed = await d.office.call(contract.reviewAward, { ...own, score: 90, opinion: '同意' });
  const grant = { certificate: 'SF-1', awardedOn: '2026-11-18' };
  await expect(d.office.call(contract.grantAward, { ...reviewed, ...grant, awardedOn: '2026-12-01' })).rejects.toThrow(
    '400 bad_request',
  );
  await d.office.call(contract.grantAward, { ...reviewed, ...grant });
  expect((await d.handler.call(contract.awards, {})).items.map((row) => row.state)).toEqual(['awarded', 'applied']);
  const two = await d.office.call(contract.reviewAward, { ...applied, score: 90, opinion: '同意' });
  await expect(d.office.call(contract.grantAward, { ...two, ...grant })).rejects.toThrow('400 bad_request');
});

test('a programme that was closed takes no application; its months bound its look back', async () => {
  const d = await supervised();
  const id = await programme(d);
  const [row] = (await d.office.call(contract.programmes, {})).items;
  expect(row).toMatchObject({ id, criteria: ['组织机构健全', '隐患排查到位', '应急演练每年两次'], waiting: 0 });
  const { title, level, basis, validMonths } = row!;
  const fields = { title, level, basis, validMonths, version: row!.version, id };
  const edit = { ...fields, state: 'closed' as const, recheckMonths: 40 };
  await expect(d.office.call(contract.editProgramme, edit)).rejects.toThrow('400 bad_request');
  await d.office.call(contract.editProgramme, { ...edit, recheckMonths: 6 });
  await expect(apply(d, id)).rejects.toThrow('409 wrong_state');
});
