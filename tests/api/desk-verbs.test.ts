import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { DAYS_2026, loadYear } from '../support/clocks.ts';
import { code, versionOf } from '../support/desk.ts';
import { phone } from '../support/receipts.ts';
import { join, lookUp, sendTip, type TipOffice, tipClient, tipOffice } from '../support/tips.ts';
import { type Caller, clock, mintTenant, T0, type World } from '../support/world.ts';

const DAY = 86_400_000;
let world: World;
let office: TipOffice;
beforeEach(async () => {
  clock.now = T0;
  await loadYear(DAYS_2026);
  world = await mintTenant();
  await loadPack(await world.ctx(), national, { step: 'policies' });
  office = await tipOffice(world);
});

const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
const words = { title: '楼道堆放气瓶', summary: '三楼楼道堆放气瓶', level: 'general' as const, checked: [...checked] };
const opened = (id: string, by: Caller = office.caller) => by.call(tipDesk.openTip, { id });
const running = async (id: string, by?: Caller) =>
  (await opened(id, by)).clocks.filter((c) => !c.stopped).map((c) => [c.kind, c.dueAt?.slice(0, 10)]);
const steps = async (receipt: string) => (await lookUp(world, receipt)).steps.filter((s) => s.done).map((s) => s.key);

test('merged in either order and in a chain: every receipt goes on and tells of the hazard that lives', async () => {
  const [a, b, c] = [await sendTip(world), await sendTip(world), await sendTip(world)];
  const [idA, idB, idC] = [a.payload.id, b.payload.id, c.payload.id];
  for (const id of [idA, idB, idC]) await office.open(id);
  const merge = async (id: string, intoId: string) =>
    office.caller.call(tipDesk.mergeTip, { id, version: await versionOf(office, id), intoId });
  await expect(merge(idA, idA)).rejects.toThrow('400 bad_request');
  await merge(idA, idB);
  await expect(merge(idB, idA)).rejects.toThrow('400 bad_request');
  await merge(idB, idC);
  await expect(merge(idC, idB)).rejects.toThrow('400 bad_request');
  expect((await opened(idA)).mergedIntoId).toBe(idC);
  expect((await opened(idA)).hazard.state).toBe('merged');
  // The words of each stay readable, and each reporter may write on.
  expect((await office.open(idA)).content.v).toBe(1);
  expect(await (await phone(world, a.receipt)).reply('还是没人管')).toEqual({ seq: 1 });
  expect((await lookUp(world, a.receipt)).state).toBe('merged');
  await office.caller.call(tipDesk.brief, { id: idC, version: await versionOf(office, idC), ...words });
  for (const sent of [a, b, c]) expect(await steps(sent.receipt)).toContain('confirmed');
  const d = await sendTip(world);
  await office.open(d.payload.id);
  await merge(d.payload.id, idC);
  expect(await steps(d.receipt)).toContain('confirmed');
  const race = [await sendTip(world), await sendTip(world)].map((s) => s.payload.id) as [string, string];
  const both = await Promise.all([code(merge(race[0], race[1])), code(merge(race[1], race[0]))]);
  expect(both.filter((result) => result === 'ok')).toHaveLength(1);
});

test('refused, the reason reaches the reporters of all that was merged into it', async () => {
  const [a, b] = [await sendTip(world), await sendTip(world)];
  await office.open(b.payload.id);
  await office.caller.call(tipDesk.mergeTip, { id: a.payload.id, version: 1, intoId: b.payload.id });
  const version = await versionOf(office, b.payload.id);
  await office.caller.call(tipDesk.refuseTip, { id: b.payload.id, version, reason: '现场未见堆物' });
  for (const sent of [a, b])
    expect(JSON.stringify((await lookUp(world, sent.receipt)).steps)).toContain('现场未见堆物');
});

test('the kind decides the limits, each with its basis; saying it accepts the tip', async () => {
  const { payload } = await sendTip(world);
  const { id } = payload;
  await office.open(id);
  expect(await running(id)).toEqual([
    ['accept', '2026-11-19'],
    ['verify', '2027-01-17'],
  ]);
  // A day later: what counts from the coming in does not count from now.
  clock.now = T0 + DAY;
  const again = await world.person(['tip_office']);
  const set = async (kind: 'hazard' | 'major' | 'petition') =>
    again.call(tipDesk.setKind, { id, version: (await opened(id, again)).version, kind });
  await set('petition');
  expect(await running(id, again)).toEqual([
    ['accept', '2026-12-03'],
    ['verify', '2027-01-17'],
  ]);
  const petition = await opened(id, again);
  expect(petition.kind).toBe('petition');
  const basis = petition.clocks.filter((c) => !c.stopped).map((c) => c.basis);
  expect(basis.every((text) => text.includes('信访工作条例') && text.endsWith('（待核实）'))).toBe(true);
  await set('major');
  expect(await running(id, again)).toEqual([['verify', '2026-11-23']]);
  await set('hazard');
  expect(await running(id, again)).toEqual([['verify', '2027-01-17']]);
  await expect(again.call(tipDesk.setKind, { id, version: 1, kind: 'major' })).rejects.toThrow('409 conflict');
});

test('more time: asked for by one, granted by another, once; the limit moves and the reporter reads why', async () => {
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  const colleague = await join(world, office, '同事');
  await office.open(id);
  const on = async () => ({ id, version: await versionOf(office, id) });
  await expect(office.caller.call(tipDesk.decideExtension, { ...(await on()), approve: true })).rejects.toThrow(
    '409 wrong_state',
  );
  await office.caller.call(tipDesk.extendTip, { ...(await on()), reason: '须委托检测' });
  expect((await opened(id)).extension).toEqual({ reason: '须委托检测', mine: true });
  expect((await colleague.caller.call(tipDesk.openTip, { id })).extension?.mine).toBe(false);
  await expect(office.caller.call(tipDesk.decideExtension, { ...(await on()), approve: true })).rejects.toThrow(
    '403 same_person',
  );
  await colleague.caller.call(tipDesk.decideExtension, { ...(await on()), approve: false });
  expect(await running(id)).toContainEqual(['verify', '2027-01-17']);
  await office.caller.call(tipDesk.extendTip, { ...(await on()), reason: '须委托检测' });
  await colleague.caller.call(tipDesk.decideExtension, { ...(await on()), approve: true });
  expect(await running(id)).toContainEqual(['verify', '2027-02-16']);
  expect((await opened(id)).clocks.find((c) => c.kind === 'verify')?.extended).toBe(true);
  expect(JSON.stringify(await lookUp(world, receipt))).toContain('须委托检测');
  await expect(office.caller.call(tipDesk.extendTip, { ...(await on()), reason: '再延长' })).rejects.toThrow(
    '409 wrong_state',
  );
});

test('moved to another district: only to one that is there; the receipt says where', async () => {
  const other = await mintTenant();
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  await office.open(id);
  const names = (await office.caller.call(tipDesk.neighbours, { q: other.slug })).items;
  expect(names).toEqual([{ slug: other.slug, name: `测试区${other.slug}` }]);
  expect((await office.caller.call(tipDesk.neighbours, { q: world.slug })).items).toEqual([]);
  const move = { id, toDigest: 'a'.repeat(64), reason: '地点在邻区' };
  const version = await versionOf(office, id);
  for (const toSlug of ['nowhere', world.slug]) {
    await expect(office.caller.call(tipDesk.moveAway, { ...move, version, toSlug })).rejects.toThrow('400 bad_request');
  }
  await office.caller.call(tipDesk.moveAway, { ...move, version, toSlug: other.slug });
  const view = await lookUp(world, receipt);
  expect(view.state).toBe('moved');
  expect(JSON.stringify(view.steps)).toContain(`已移送测试区${other.slug}`);
  expect((await opened(id)).hazard.state).toBe('not_established');
});

test('written down by an officer: no proof of work, the event names who; the receipt must be changed first', async () => {
  const client = tipClient(world);
  const { payload, receipt } = await client.prepare({ iterations: 1000, text: { text: '来电反映' } });
  const { work: _, ...sealed } = payload;
  const entered = await office.caller.call(tipDesk.enterTip, { ...sealed, channel: 'phone' } as never);
  expect(entered.digest).toHaveLength(64);
  const view = await lookUp(world, receipt);
  expect([view.channel, view.mustChange]).toEqual(['phone', true]);
  expect((await office.open(sealed.id)).content.text).toBe('来电反映');
  const { db } = await world.ctx();
  const e = db.rows.event;
  const [first] = await db.select({ actor: e.actor }).from(e).where(eq(e.entityId, sealed.id)).orderBy(e.seq);
  expect(first?.actor).toBe(`person:${office.caller.personId}`);
  const clerk = await world.person(['commission_office']);
  await expect(clerk.call(tipDesk.enterTip, { ...sealed, channel: 'phone' } as never)).rejects.toThrow('403 forbidden');
});

test('muted, it raises no mark; retaliation does, runs its own limit, and ends with an answer to it', async () => {
  const { payload, receipt } = await sendTip(world);
  const { id } = payload;
  await office.open(id);
  await office.caller.call(tipDesk.refuseTip, { id, version: await versionOf(office, id), reason: '查无此事' });
  await office.caller.call(tipDesk.muteTip, { id, version: await versionOf(office, id), muted: true });
  await (await phone(world, receipt)).reply('你好');
  const row = async () => (await office.caller.call(tipDesk.desk, {})).items[0]!;
  expect(await row()).toMatchObject({ muted: true, unread: 0, priority: 0 });
  await (await phone(world, receipt)).reply('被辞退了', 'retaliation');
  expect(await row()).toMatchObject({ priority: 1, unread: 1, state: 'opened' });
  expect(await running(id)).toEqual([['retaliation', '2026-11-20']]);
  await office.caller.call(tipDesk.brief, { id, version: await versionOf(office, id), ...words });
  expect(await running(id)).toEqual([]);
  expect(await row()).toMatchObject({ priority: 0, state: 'confirmed', hazardState: 'confirmed' });
});
