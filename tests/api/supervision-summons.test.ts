import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as api from '../../workers/contract/summonses.ts';
import { noon, type Supervised, supervised } from '../support/supervision.ts';
import { clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const TALK = { talkDay: '2026-11-20', talkTime: '09:30', talkPlace: '三楼会议室', presiding: '安委会副主任' };
const drafted = async (d: Supervised): Promise<string> => {
  const words = { who: '主要负责人', title: '事故约谈', grounds: '发生一般事故。' };
  return (await d.office.call(api.draftSummons, { unitId: d.bureau, cause: 'accident', ...words })).id;
};
const rule = async (d: Supervised, value: object): Promise<void> => {
  const { db } = await d.ctx();
  const set = { value: JSON.stringify(value) };
  await db.commit([db.update('setting', set, (s) => eq(s.key, 'supervision.summons_report_months'))], null);
};
/** Notified, signed for, and held on 30 November. */
async function held(d: Supervised, more: { bulletinDay?: string } = {}): Promise<string> {
  const id = await drafted(d);
  await d.office.call(api.notifySummons, { id, version: 1, ...TALK });
  clock.now = noon('2026-11-30');
  const input = { id, version: 2, talkDay: '2026-11-30', minutes: '提出三点要求。', ...more };
  await (await d.fresh(d.office)).call(api.holdSummons, input);
  return id;
}

test('notice, another day, signature, minutes, report, return, report, check', async () => {
  const d = await supervised();
  const id = await drafted(d);
  await expect(d.handler.call(api.summons, { id })).rejects.toThrow('404');
  await expect(d.office.call(api.notifySummons, { id, version: 1, ...TALK, talkDay: '2026-11-17' })).rejects.toThrow(
    '400',
  );
  await d.office.call(api.notifySummons, { id, version: 1, ...TALK });
  expect(await d.told(d.head)).toContain('summons.notified');
  await d.head.call(api.receiveSummons, { id, version: 2 });
  const moved = { ...TALK, talkDay: '2026-11-19', reason: '会议冲突' };
  await d.office.call(api.rescheduleSummons, { id, version: 3, ...moved });
  expect(await d.handler.call(api.summons, { id })).toMatchObject({ talkDay: '2026-11-19', receivedAt: null });
  await d.head.call(api.receiveSummons, { id, version: 4 });
  const hold = { id, version: 5, talkDay: '2026-11-19', minutes: '提出三点要求。' };
  await expect(d.office.call(api.holdSummons, hold)).rejects.toThrow('400');
  clock.now = noon('2026-11-19');
  const [office, office2, head] = [await d.fresh(d.office), await d.fresh(d.office2), await d.fresh(d.head)];
  await office.call(api.holdSummons, hold);
  expect(await head.call(api.summons, { id })).toMatchObject({ reportDueDay: '2026-12-19', state: 'held' });
  await head.call(api.reportSummons, { id, version: 6, report: '已整改两项。' });
  await office.call(api.returnSummons, { id, version: 7, reason: '缺一项', dueDay: '2026-12-25' });
  await head.call(api.reportSummons, { id, version: 8, report: '三项全部整改。' });
  await office2.call(api.closeSummons, { id, version: 9, opinion: '现场核查属实' });
  const view = await office.call(api.summons, { id });
  expect(view).toMatchObject({ state: 'closed', round: 1, opinion: '现场核查属实', late: false });
  const { items } = await office.call(api.summonsEvents, { id });
  expect(items.map((e) => e.label).slice(-3)).toEqual(['退回重报', '重新报送', '核查通过，办结']);
  expect(JSON.stringify(items)).not.toContain('主要负责人');
});

test.each([
  ['a month from the talk', { months: 1, from: 'talk' }, '2026-12-30'],
  ['a month from the bulletin', { months: 1, from: 'bulletin' }, '2026-12-28'],
  ['three months, to the shorter month’s end', { months: 3, from: 'talk' }, '2027-02-28'],
  ['no rule: the policy’s thirty days', {}, '2026-12-30'],
])('the report is due by the tenant’s own rule: %s', async (_, value, due) => {
  const d = await supervised();
  await rule(d, value);
  const id = await held(d, { bulletinDay: '2026-11-28' });
  expect(await (await d.fresh(d.handler)).call(api.summons, { id })).toMatchObject({ reportDueDay: due });
});

test('where the bulletin counts and there was none, the talk does', async () => {
  const d = await supervised();
  await rule(d, { months: 1, from: 'bulletin' });
  const id = await held(d);
  expect(await (await d.fresh(d.office)).call(api.summons, { id })).toMatchObject({
    reportDueDay: '2026-12-30',
    rule: { months: 1, from: 'bulletin' },
  });
});

test('what waits for whom; another unit sees nothing of it', async () => {
  const d = await supervised();
  const id = await drafted(d);
  const other = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  const waits = async (who: typeof other) =>
    (await who.call(api.summonses, { todo: 'true' })).items.map((s) => s.state);
  expect([await waits(d.office), await waits(d.handler)]).toEqual([['drafted'], []]);
  await d.office.call(api.notifySummons, { id, version: 1, ...TALK });
  expect([await waits(d.office), await waits(d.handler)]).toEqual([['notified'], ['notified']]);
  await d.handler.call(api.receiveSummons, { id, version: 2 });
  expect(await waits(d.handler)).toEqual([]);
  await expect(other.call(api.summons, { id })).rejects.toThrow('404');
  await expect(d.handler.call(api.withdrawSummons, { id, version: 3, reason: '不服' })).rejects.toThrow('403');
  await d.office.call(api.withdrawSummons, { id, version: 3, reason: '情况有变' });
  expect(await d.told(d.handler)).toContain('summons.withdrawn');
});
