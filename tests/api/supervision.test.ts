import { beforeEach, expect, test } from 'vitest';
import * as hazards from '../../workers/contract/hazards.ts';
import * as summonsApi from '../../workers/contract/summonses.ts';
import * as api from '../../workers/contract/supervision.ts';
import { addHazard } from '../support/clocks.ts';
import { jpeg, uploadBytes } from '../support/hazards.ts';
import { noon, type Supervised, supervised } from '../support/supervision.ts';
import { type Caller, clock, T0 } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});

const photo = async (d: Supervised, by: Caller): Promise<string> =>
  ((await (await uploadBytes(by, d.slug, jpeg())).json()) as { id: string }).id;
const words = (d: Supervised) => ({ unitId: d.bureau, title: '限期整改消防通道', demand: '立即清理并书面回复。' });
const served = async (d: Supervised): Promise<string> => {
  const { id } = await d.office.call(api.draftOrder, words(d));
  await d.office.call(api.serveOrder, { id, version: 1, dueDay: '2026-11-25' });
  return id;
};
const TALK = { talkDay: '2026-11-20', talkTime: '09:30', talkPlace: '三楼会议室', presiding: '安委会副主任' };
const notified = async (d: Supervised): Promise<string> => {
  const input = {
    unitId: d.bureau,
    cause: 'accident' as const,
    who: '主要负责人',
    title: '事故约谈',
    grounds: '发生一般事故。',
  };
  const { id } = await d.office.call(summonsApi.draftSummons, input);
  await d.office.call(summonsApi.notifySummons, { id, version: 1, ...TALK });
  return id;
};

test('an order: served with its number, signed for, answered with a file, returned, answered again, accepted', async () => {
  const d = await supervised();
  const id = await served(d);
  const view = await d.handler.call(api.order, { id });
  expect(view).toMatchObject({ number: '〔2026〕1号', state: 'served', unitName: '住建局', late: false });
  expect(view.issuer).toMatch(/安全生产委员会办公室$/);
  expect(view.clock?.dueAt).toBe('2026-11-25T15:59:59.999Z');
  expect(view.actions.map((a) => [a.action, a.allowed])).toEqual([
    ['receive', true],
    ['answer', true],
    ['withdraw', false],
  ]);
  await d.handler.call(api.receiveOrder, { id, version: 2 });
  await expect(d.head.call(api.receiveOrder, { id, version: 3 })).rejects.toThrow('409 wrong_state');
  const evidence = [await photo(d, d.handler)];
  await d.handler.call(api.answerOrder, { id, version: 3, answer: '已清理。', evidence });
  expect(await d.told(d.office)).toContain('order.answered');
  const [file] = (await d.office.call(api.order, { id })).files;
  expect(file).toMatchObject({ kind: 'answer', blobId: evidence[0] });
  expect((await d.office.send(api.orderFile, { id, blobId: evidence[0] })).headers.get('content-type')).toBe(
    'image/jpeg',
  );
  await d.office.call(api.returnOrder, { id, version: 4, reason: '缺照片', dueDay: '2026-11-27' });
  expect(await d.head.call(api.order, { id })).toMatchObject({ state: 'returned', dueDay: '2026-11-27', round: 1 });
  await d.head.call(api.answerOrder, { id, version: 5, answer: '补充说明。' });
  await d.office2.call(api.acceptOrder, { id, version: 6, opinion: '同意办结' });
  const done = await d.office.call(api.order, { id });
  expect(done).toMatchObject({ state: 'accepted', late: false });
  expect(done.actions).toEqual([]);
  const { items } = await d.office.call(api.orderEvents, { id });
  expect(items.map((e) => [e.label, e.actorName])).toEqual([
    ['拟稿', '安委办甲'],
    ['编号并送达', '安委办甲'],
    ['签收', '经办人甲'],
    ['回复', '经办人甲'],
    ['退回重报', '安委办甲'],
    ['重新回复', '局长'],
    ['审核通过，办结', '安委办乙'],
  ]);
  expect(JSON.stringify(items)).not.toContain('已清理');
});

test('numbers follow each other without a gap, by the year and by the kind; a draft takes none', async () => {
  const d = await supervised();
  await d.office.call(api.draftOrder, words(d));
  const [a, b, c] = [await served(d), await served(d), await notified(d)];
  const { id: late } = await d.office.call(api.draftOrder, words(d));
  await expect(d.office.call(api.serveOrder, { id: late, version: 1, dueDay: '2026-11-17' })).rejects.toThrow('400');
  const numberOf = async (id: string) => (await d.office.call(api.order, { id })).number;
  expect([await numberOf(a), await numberOf(b)]).toEqual(['〔2026〕1号', '〔2026〕2号']);
  expect((await d.office.call(summonsApi.summons, { id: c })).number).toBe('〔2026〕1号');
  clock.now = noon('2027-01-04');
  const office = await d.fresh(d.office);
  await office.call(api.serveOrder, { id: late, version: 1, dueDay: '2027-01-08' });
  expect((await office.call(api.order, { id: late })).number).toBe('〔2027〕1号');
});

test('whoever answered may not accept, whoever wrote the report may not close, though his post could', async () => {
  const d = await supervised();
  const both = await d.person(['commission_office', { role: 'unit_handler', unitId: d.bureau }], '双岗');
  const id = await served(d);
  await both.call(api.answerOrder, { id, version: 2, answer: '已办。' });
  expect((await both.call(api.order, { id })).actions.find((a) => a.action === 'accept')).toMatchObject({
    allowed: false,
  });
  await expect(both.call(api.acceptOrder, { id, version: 3, opinion: '同意' })).rejects.toThrow('403 same_person');
  const summons = await notified(d);
  clock.now = noon('2026-11-20');
  const [office, again] = [await d.fresh(d.office), await d.fresh(both)];
  await office.call(summonsApi.holdSummons, {
    id: summons,
    version: 2,
    talkDay: '2026-11-20',
    minutes: '约谈要求如下。',
  });
  await again.call(summonsApi.reportSummons, { id: summons, version: 3, report: '整改完成。' });
  const close = { id: summons, version: 4, opinion: '属实' };
  await expect(again.call(summonsApi.closeSummons, close)).rejects.toThrow('403 same_person');
  await office.call(summonsApi.closeSummons, close);
});

test('a draft is seen by whoever issues; once out, by the unit, those above it and the leader; by no other unit', async () => {
  const d = await supervised();
  const other = await d.person([{ role: 'unit_handler', unitId: d.street }]);
  const { id } = await d.office.call(api.draftOrder, words(d));
  const grid = await d.person([{ role: 'grid_worker', unitId: d.bureau }]);
  for (const who of [d.handler, d.leader]) await expect(who.call(api.order, { id })).rejects.toThrow('404');
  await d.office.call(api.serveOrder, { id, version: 1, dueDay: '2026-11-25' });
  for (const who of [d.handler, d.head, d.leader]) expect((await who.call(api.orders, {})).items).toHaveLength(1);
  await expect(grid.call(api.orders, {})).rejects.toThrow('403');
  expect((await other.call(api.orders, {})).items).toEqual([]);
  await expect(other.call(api.order, { id })).rejects.toThrow('404');
  await expect(other.call(api.answerOrder, { id, version: 2, answer: '代为回复' })).rejects.toThrow('404');
  await expect(d.handler.call(api.withdrawOrder, { id, version: 2, reason: '不服' })).rejects.toThrow('403');
  await expect(d.office.call(api.answerOrder, { id, version: 2, answer: '代答' })).rejects.toThrow('403');
  await expect(d.leader.call(api.draftOrder, words(d))).rejects.toThrow('403');
});

test('lists by what waits, by unit, by lateness; pages follow each other', async () => {
  const d = await supervised();
  const [first, second] = [await served(d), await served(d)];
  await d.office.call(api.draftOrder, { ...words(d), unitId: d.street });
  const list = async (who: Caller, input: object) => (await who.call(api.orders, input)).items.map((o) => o.state);
  expect(await list(d.office, { todo: 'true' })).toEqual(['drafted']);
  expect(await list(d.handler, { todo: 'true' })).toEqual(['served', 'served']);
  expect(await list(d.office, { unitId: d.street })).toEqual(['drafted']);
  expect(await list(d.office, { late: 'true' })).toEqual([]);
  const page = await d.office.call(api.orders, { limit: 2 });
  expect((await d.office.call(api.orders, { limit: 2, cursor: page.next! })).items.map((o) => o.id)).toEqual([first]);
  clock.now = noon('2026-11-26');
  const office = await d.fresh(d.office);
  const late = await office.call(api.orders, { late: 'true', limit: 1 });
  expect(late.items).toMatchObject([{ id: first, late: true }]);
  const next = await office.call(api.orders, { late: 'true', limit: 1, cursor: late.next! });
  expect(next.items).toMatchObject([{ id: second }]);
});

test('a hazard gets one order; a sealed one none; two matters at once are refused', async () => {
  const d = await supervised();
  const hazardId = await addHazard(await d.ctx(), { ownerUnitId: d.bureau });
  const sealed = await addHazard(await d.ctx(), { ownerUnitId: d.bureau, restricted: 1 });
  const { id } = await d.office.call(api.draftOrder, { ...words(d), hazardId });
  expect((await d.office.call(api.order, { id })).subject).toMatchObject({
    entity: 'hazard',
    link: `/hazards/${hazardId}`,
  });
  await expect(d.office.call(api.draftOrder, { ...words(d), hazardId: sealed })).rejects.toThrow('404');
  const two = { ...words(d), hazardId, assignmentId: 'x' };
  await expect(d.office.call(api.draftOrder, two)).rejects.toThrow('400');
  await expect(d.office.call(api.draftOrder, { ...words(d), unitId: 'none' })).rejects.toThrow('400');
  expect((await d.office.call(hazards.one, { id: hazardId })).state).toBe('reported');
});

test('two people serve the same draft: one number, one is told; a file of another is not taken', async () => {
  const d = await supervised();
  const { id } = await d.office.call(api.draftOrder, words(d));
  const both = [d.office, d.office2].map((who) => who.call(api.serveOrder, { id, version: 1, dueDay: '2026-11-25' }));
  const results = await Promise.allSettled(both);
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  const stolen = [await photo(d, d.office)];
  await expect(d.handler.call(api.answerOrder, { id, version: 2, answer: '已办。', evidence: stolen })).rejects.toThrow(
    '404',
  );
  expect((await d.office.call(api.order, { id })).state).toBe('served');
});
