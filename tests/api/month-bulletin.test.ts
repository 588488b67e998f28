import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { inbox } from '../../workers/contract/desk.ts';
import * as api from '../../workers/contract/month.ts';
import { digestOf } from '../../workers/domain/month/bulletin-publish.ts';
import { openReports } from '../../workers/domain/month/open.ts';
import { type MonthWorld, monthWorld } from '../support/month.ts';
import { type Caller, clock, T0 } from '../support/world.ts';

afterEach(() => {
  clock.now = T0;
});
const PERIOD = '2026-11';

/** The street is behind, the bureau is not; the ladder queued the street. */
async function busy(settings: Readonly<Record<string, unknown>> = {}): Promise<MonthWorld> {
  const world = await monthWorld(settings);
  await world.happened(PERIOD, world.street, { dispatched: 3, submitted: 1, accepted: 1, overdue: 2 });
  await world.happened(PERIOD, world.bureau, { dispatched: 3, submitted: 3, accepted: 3 });
  await world.happened('2026-10', world.bureau, { accepted: 1, overdue: 4 });
  await world.task(world.street, 'S-1', '2026-11-10');
  const ctx = await world.ctx();
  const mention = { period: PERIOD, unitId: world.street, entity: 'assignment', entityId: 'x', reason: '任务办理超期' };
  await ctx.db.commit([ctx.db.insert('bulletinMention', { id: ctx.newId(), ...mention, createdAt: clock.now })], null);
  return world;
}

async function published(world: MonthWorld): Promise<string> {
  const { id } = await world.office.call(api.draftBulletin, { period: PERIOD });
  await out(world, id);
  return id;
}

/** Submitted, signed by the leader, published. */
async function out({ office, leader }: Pick<MonthWorld, 'office' | 'leader'>, id: string): Promise<void> {
  const { version } = await office.call(api.bulletin, { id });
  await office.call(api.submitBulletin, { id, version });
  await leader.call(api.approveBulletin, { id, version: version + 1 });
  await office.call(api.publishBulletin, { id, version: version + 2 });
}

test('one click drafts it from the ledger: ranking, laggards with their tasks, praise, criticism, comparison', async () => {
  const world = await busy();
  const { office, street, bureau } = world;
  await office.call(api.saveReview, {
    ...{ period: PERIOD, version: 0, heldDay: '2026-11-12', participants: [street, bureau] },
    ...{ points: '听取汇报。', decisions: '月底前清零。' },
  });
  const { id } = await office.call(api.draftBulletin, { period: PERIOD });
  const one = await office.call(api.bulletin, { id });
  expect(one.figures.ranking.map((u) => [u.unitId, u.rank])).toEqual([
    [bureau, 1],
    [street, 2],
  ]);
  expect(one.figures.laggards).toEqual([
    { unitId: street, name: '城东街道', tasks: [{ number: 'S-1', title: '任务S-1', dueDay: '2026-11-10' }] },
  ]);
  expect(one.figures.praised.map((u) => u.unitId)).toEqual([bureau]);
  expect(one.figures.criticised.map((u) => [u.unitId, u.reason])).toEqual([[street, '任务办理超期']]);
  expect([one.figures.totals.accepted, one.figures.lastMonth.accepted, one.figures.totals.overdue]).toEqual([4, 1, 2]);
  const text = one.body.sections.map((s) => s.text).join('\n');
  for (const words of ['认可数增加3件', '超期数减少2件', '11月12日', '月底前清零', '城东街道：任务办理超期'])
    expect(text).toContain(words);
  // One open bulletin a month, also when two clerks press at once.
  await expect(office.call(api.draftBulletin, { period: PERIOD })).rejects.toThrow('conflict');
  await expect(office.call(api.draftBulletin, { period: '2026-12' })).rejects.toThrow('bad_request');
  await office.call(api.discardBulletin, { id, version: one.version, reason: '重来' });
  const both = await Promise.allSettled([1, 2].map(() => office.call(api.draftBulletin, { period: PERIOD })));
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('signed by another than those who wrote it; before it is out nobody else sees it', async () => {
  const world = await busy();
  const { office, leader, handler } = world;
  const both = await world.person(['commission_office', 'leader'], '兼职');
  const { id } = await office.call(api.draftBulletin, { period: PERIOD });
  const { title, body } = await office.call(api.bulletin, { id });
  await expect(handler.call(api.bulletin, { id })).rejects.toThrow('not_found');
  expect((await handler.call(api.bulletins, {})).items).toEqual([]);
  await both.call(api.editBulletin, { id, version: 1, title, body });
  await office.call(api.submitBulletin, { id, version: 2 });
  await expect(both.call(api.approveBulletin, { id, version: 3 })).rejects.toThrow('same_person');
  await expect(office.call(api.approveBulletin, { id, version: 3 })).rejects.toThrow('forbidden');
  await leader.call(api.returnBulletin, { id, version: 3, reason: '补充措施' });
  await office.call(api.submitBulletin, { id, version: 4 });
  await leader.call(api.approveBulletin, { id, version: 5 });
  await expect(office.call(api.editBulletin, { id, version: 6, title, body })).rejects.toThrow('wrong_state');
  expect(await leader.call(api.bulletin, { id })).toMatchObject({ state: 'approved', number: '安办通报〔2026〕1号' });
});

test('published: frozen with its digest, every unit told once a person, first readers noted', async () => {
  const world = await busy();
  const { office, handler, street, bureau } = world;
  const id = await published(world);
  const before = await office.call(api.bulletin, { id });
  await world.happened(PERIOD, bureau, { overdue: 9 });
  const after = await office.call(api.bulletin, { id });
  expect([after.figures, after.sha256]).toEqual([before.figures, before.sha256]);
  const ctx = await world.ctx();
  const [row] = await ctx.db.select().from(ctx.db.rows.bulletin);
  expect(row?.sha256).toBe(digestOf(row!));
  expect(digestOf({ ...row!, figures: row!.figures.replace('"accepted":3', '"accepted":4') })).not.toBe(row?.sha256);
  const notices = async (who: Caller) =>
    (await who.call(inbox, { limit: 50 })).items.filter((n) => n.kind === 'bulletin.published').length;
  expect([await notices(handler), await notices(world.grid)]).toEqual([1, 1]);
  // The office sits in the bureau, and does not sign for it: whoever made the paper has not received it.
  await ctx.db.commit([ctx.db.update('person', { unitId: bureau }, (p) => eq(p.id, office.personId))], null);
  expect(await office.call(api.readBulletin, { id })).toEqual({ units: 0 });
  expect((await handler.call(api.bulletin, { id })).toRead).toBe(true);
  expect(await handler.call(api.readBulletin, { id })).toEqual({ units: 1 });
  expect(await handler.call(api.readBulletin, { id })).toEqual({ units: 0 });
  const { items } = await office.call(api.receipts, { id });
  const names = items.map((i) => [i.unitId, i.readAt !== null, i.readBy]);
  expect(names).toContainEqual([bureau, true, '经办人甲']);
  expect(names).toContainEqual([street, false, '']);
  expect((await office.call(api.bulletins, {})).items[0]).toMatchObject({ units: 2, readBy: 1 });
  // The mention is used up: next month's does not name the street again.
  const later = await world.at('2026-12-02', office);
  const next = await later.call(api.draftBulletin, { period: '2026-12' });
  const { figures } = await later.call(api.bulletin, { id: next.id });
  expect(figures.criticised).toEqual([]);
  expect(figures.ranking.find((u) => u.unitId === bureau)?.lastMonthRank).toBe(1);
});

test('a correction is a new edition under the same number, with its reason; the old one stays, marked', async () => {
  const world = await busy();
  const { office, handler } = world;
  const id = await published(world);
  await expect(office.call(api.correctBulletin, { id, version: 4, reason: '' })).rejects.toThrow('bad_request');
  const second = await office.call(api.correctBulletin, { id, version: 4, reason: '统计口径有误' });
  expect((await handler.call(api.bulletin, { id })).state).toBe('published');
  await expect(office.call(api.correctBulletin, { id, version: 4, reason: '又一次' })).rejects.toThrow('conflict');
  await out(world, second.id);
  const old = await handler.call(api.bulletin, { id });
  const fresh = await handler.call(api.bulletin, { id: second.id });
  expect([old.state, old.newerId, fresh.olderId]).toEqual(['superseded', second.id, id]);
  expect([fresh.number, fresh.edition, fresh.correction]).toEqual([old.number, 2, '统计口径有误']);
  expect(fresh.figures.criticised).toHaveLength(1);
  expect(old.body).toEqual((await office.call(api.bulletin, { id })).body);
});

test('numbers run by year; late reports cost rank, and a tenant weighs as it likes', async () => {
  const world = await busy({ 'month.ranking': { onTime: 0, progress: 0, overdue: 0, reports: 10, laggards: 1 } });
  await world.at('2026-11-28', world.office);
  await openReports(await world.ctx());
  const handler = await world.fresh(world.handler);
  const [own] = (await handler.call(api.reports, {})).items;
  await handler.call(api.submitReport, { id: own!.id, version: 1, words: { did: '排查', problems: '', next: '' } });
  const office = await world.at('2026-12-02', world.office);
  const { id } = await office.call(api.draftBulletin, { period: PERIOD });
  const { figures } = await office.call(api.bulletin, { id });
  expect(figures.ranking.map((u) => [u.unitId, u.score, u.reportsOnTime])).toEqual([
    [world.bureau, 100, 1],
    [world.street, 0, 0],
  ]);
  expect(figures.reports).toEqual({ due: 2, onTime: 1, late: [{ unitId: world.street, name: '城东街道' }] });
  const leader = await world.fresh(world.leader);
  await out({ office, leader }, id);
  const december = await office.call(api.draftBulletin, { period: '2026-12' });
  await out({ office, leader }, december.id);
  const later = await world.at('2027-01-02', world.office);
  const january = await later.call(api.draftBulletin, { period: '2027-01' });
  await out({ office: later, leader: await world.fresh(world.leader) }, january.id);
  const numbers = (await later.call(api.bulletins, {})).items.map((b) => b.number);
  expect(numbers).toEqual(['安办通报〔2027〕1号', '安办通报〔2026〕2号', '安办通报〔2026〕1号']);
});

test('the review is one a month, changed as seen, with units of the tenant alone', async () => {
  const { office, street, handler } = await monthWorld();
  const words = { period: PERIOD, heldDay: '2026-11-12', points: '听取汇报', decisions: '' };
  await office.call(api.saveReview, { ...words, version: 0, participants: [street] });
  await expect(office.call(api.saveReview, { ...words, version: 0, participants: [] })).rejects.toThrow('conflict');
  await expect(office.call(api.saveReview, { ...words, version: 1, participants: ['no'] })).rejects.toThrow(
    'bad_request',
  );
  await office.call(api.saveReview, { ...words, version: 1, participants: [], points: '再次听取' });
  expect((await handler.call(api.review, { period: PERIOD })).review).toMatchObject({ points: '再次听取', version: 2 });
});
