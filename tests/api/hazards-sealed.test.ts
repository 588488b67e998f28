import { beforeEach, expect, test } from 'vitest';
import * as desk from '../../workers/contract/desk.ts';
import * as api from '../../workers/contract/hazards.ts';
import { ledger as events } from '../../workers/contract/settings.ts';
import { createHazardWrites } from '../../workers/domain/hazards/create.ts';
import { confirmFromTip, dismissFromTip } from '../../workers/domain/hazards/from-tip.ts';
import { dayStart } from '../../workers/domain/hazards/view.ts';
import { drainOutbox } from '../../workers/domain/outbox/drain.ts';
import { type District, district } from '../support/hazards.ts';
import { clock, T0 } from '../support/world.ts';

const BRIEF = { description: '有井盖缺失', level: 'general', sector: null, address: '人民路', enterprise: '' };

beforeEach(() => {
  clock.now = T0;
});

async function tipHazard(d: District): Promise<string> {
  const ctx = await d.ctx({ kind: 'public' });
  const { id, writes } = await createHazardWrites(ctx, {
    title: '群众举报',
    source: 'tip',
    restricted: 1,
    placeUnitId: d.street,
    category: 'fire',
  });
  await ctx.db.commit(writes, null);
  return id;
}

test('a tip’s hazard is not there for anybody but the tip office, before and after it is dismissed', async () => {
  const d = await district();
  const id = await tipHazard(d);
  await drainOutbox(await d.ctx());
  const leader = await d.person(['leader']);
  const others = [d.office, d.grid, d.handler, leader];
  const hidden = async () => {
    for (const who of others) {
      await expect(who.call(api.one, { id })).rejects.toThrow('404 not_found');
      await expect(who.call(api.events, { id })).rejects.toThrow('404 not_found');
      expect((await who.call(api.queue, {})).items).toEqual([]);
      expect((await who.call(api.queue, { q: '举报' })).items).toEqual([]);
      const { byState } = await who.call(api.counts, {});
      expect(Object.values(byState).every((n) => n === 0)).toBe(true);
      const home = await who.call(desk.home, {});
      expect([home.recent, home.waiting, home.tipsWaiting]).toEqual([[], [], null]);
    }
  };
  await hidden();
  for (const who of [d.office, d.office2]) {
    await expect(who.call(api.confirm, { id, version: 1, level: 'general' })).rejects.toThrow('404');
  }
  expect((await d.tipOffice.call(desk.home, {})).tipsWaiting).toBe(1);
  const seen = await d.tipOffice.call(api.one, { id });
  expect(seen.actions.filter((a) => a.allowed)).toEqual([]);
  await expect(d.tipOffice.call(api.confirm, { id, version: 1, level: 'general' })).rejects.toThrow(
    '422 brief_missing',
  );
  const ctx = await d.ctx(d.tipOffice.actor);
  await ctx.db.commit((await dismissFromTip(ctx, id, '查无此事')).writes, null);
  expect((await d.tipOffice.call(api.one, { id })).state).toBe('not_established');
  await hidden();
});

test('after the brief everybody sees it, but not the minute it came', async () => {
  const d = await district();
  const id = await tipHazard(d);
  const ctx = await d.ctx(d.tipOffice.actor);
  const { writes } = await confirmFromTip(ctx, id, { ...BRIEF, title: '人民路井盖缺失', placeUnitId: null });
  await ctx.db.commit(writes, null);
  await drainOutbox(await d.ctx());
  expect((await d.office.call(api.queue, { q: '井盖' })).items.map((r) => r.id)).toEqual([id]);

  const [office, tip] = [await d.one(id), await d.tipOffice.call(api.one, { id })];
  expect(office).toMatchObject({ state: 'confirmed', restricted: false, placeUnitId: d.street, dueAt: null });
  const day = new Date(dayStart(T0)).toISOString();
  // Once it is open, which desk it came from is not to be seen of it, by no desk: the tip itself tells its own the rest.
  expect([office.createdAt, tip.createdAt]).toEqual([day, day]);
  expect([office.clocks.length, tip.clocks.length]).toEqual([0, 0]);
  const timeline = await d.office.call(api.events, { id });
  expect(timeline.items[0]).toMatchObject({ at: day, actorName: '群众举报', hash: '' });
  expect(timeline.items.every((e) => e.hash === '')).toBe(true);
  expect((await d.tipOffice.call(api.events, { id })).items[0]?.hash).toBe('');
  const { recent } = await d.office.call(desk.home, {});
  expect(recent.at(-1)?.at).toBe(day);
  // The ledger of the whole district tells what was done to it since, and not how it came.
  const ledger = await d.office.call(events, { entity: 'hazard' });
  expect(ledger.items.map((e) => [e.action, e.hash])).toEqual([['confirm', '']]);
  const office2 = await (await d.person(['tip_office', 'auditor'])).call(events, { entity: 'hazard' });
  expect(office2.items.map((e) => [e.action, e.hash])).toEqual([['confirm', '']]);
  // The ids of the house begin with their millisecond; this one must not.
  expect(id[14]).toBe('4');
  const again = await d.ctx(d.tipOffice.actor);
  await expect(confirmFromTip(again, id, { ...BRIEF, title: '再次', placeUnitId: null })).rejects.toThrow(
    'wrong_state',
  );
});

test('found to be major, the place is to be looked at within two working days from the brief; signing for it ends that', async () => {
  const d = await district();
  const id = await tipHazard(d);
  // Later than the tip came: what began in its own minute is not told.
  clock.now = T0 + 60_000;
  const ctx = await d.ctx(d.tipOffice.actor);
  const { writes } = await confirmFromTip(ctx, id, {
    ...BRIEF,
    level: 'major',
    title: '厂房违规储存',
    placeUnitId: null,
  });
  await ctx.db.commit(writes, null);
  const verify = async () => (await d.tipOffice.call(api.one, { id })).clocks.filter((c) => c.kind === 'verify');
  // Wednesday in China, so Friday's last moment; the tip's own sixty days have ended with the brief.
  const friday = '2026-11-20T15:59:59.999Z';
  expect((await verify()).map((c) => [c.outcome, c.dueAt])).toEqual([[null, friday]]);
  expect((await d.one(id)).dueAt).toBe(friday);
  await d.office.call(api.assign, { id, version: 2, unitId: d.bureau });
  expect((await d.one(id)).dueAt).toBe(friday);
  await d.handler.call(api.start, { id, version: 3 });
  expect((await verify()).map((c) => c.outcome)).toEqual(['started']);
  const { clocks } = await d.tipOffice.call(api.one, { id });
  expect(clocks.filter((c) => c.stoppedAt === null).map((c) => c.kind)).toEqual(['rectify']);
});

test('an ordinary report cannot call itself a tip', async () => {
  const d = await district();
  await expect(d.report({ source: 'tip' })).rejects.toThrow('400 bad_request');
});
