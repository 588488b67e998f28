import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as home from '../../workers/contract/desk.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { ledger } from '../../workers/contract/settings.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { handOver, handOverInput, versionOf } from '../support/desk.ts';
import { answerTip, deskReads, phone } from '../support/receipts.ts';
import {
  type DeskOfficer,
  sendTip,
  setUpDiscipline,
  setUpIdentity,
  setUpVerification,
  type TipOffice,
  tipOffice,
} from '../support/tips.ts';
import { type Caller, clock, mintTenant, T0, type World } from '../support/world.ts';

let world: World;
let office: TipOffice;
let discipline: DeskOfficer;
let unit: DeskOfficer;
let unitId: string;
beforeEach(async () => {
  clock.now = T0;
  world = await mintTenant();
  office = await tipOffice(world);
  discipline = await setUpDiscipline(world, office);
  unitId = await world.unit('消防大队');
  unit = await setUpVerification(world, office, unitId);
});

const listed = async (who: Caller) => (await who.call(tipDesk.desk, {})).items.map((tip) => tip.id);
const sent = async (aboutOffice = false) => (await sendTip(world, { header: { aboutOffice } })).payload.id;
const wrapsOf = async (tipId: string) => {
  const { db } = await world.ctx();
  const { tipWrap: w, roleKey: k } = db.rows;
  const rows = await db
    .select({ part: w.part, role: k.role })
    .from(w)
    .innerJoin(k, eq(k.id, w.roleKeyId))
    .where(eq(w.tipId, tipId));
  return rows.map(
    (row) => `${row.part === 'body' || row.part.startsWith('identity') ? row.part : 'message'} ${row.role}`,
  );
};

test('who sees which tip, by desk: in the list, opened, among many, and by every verb', async () => {
  const [mine, theirs, units] = [await sent(), await sent(true), await sent()];
  await handOver(world, office, units, `verification:${unitId}`);
  expect(await listed(office.caller)).toEqual([units, mine]);
  expect(await listed(discipline.caller)).toEqual([theirs]);
  expect(await listed(unit.caller)).toEqual([units]);
  const above = await world.unit('总队');
  for (const who of [
    await world.person([{ role: 'tip_verifier', unitId: above }]),
    await world.person([{ role: 'tip_verifier', unitId: '' }]),
  ]) {
    expect(await listed(who)).toEqual([]);
    await expect(who.call(tipDesk.openTip, { id: units })).rejects.toThrow('404 not_found');
  }
  const both = await world.person(['tip_office', 'discipline']);
  expect(await listed(both)).toEqual([units, theirs, mine]);
  const seen = async (who: Caller) =>
    (await who.call(tipDesk.openMany, { ids: [mine, theirs, units] })).items.map((tip) => tip.id);
  expect(await seen(office.caller)).toEqual([mine, units]);
  expect(await seen(discipline.caller)).toEqual([theirs]);
  expect(await seen(unit.caller)).toEqual([units]);
  const on = { id: theirs, version: 1 };
  const words = { title: '标题', summary: '摘要', level: 'general' as const };
  const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
  for (const attempt of [
    () => office.caller.call(tipDesk.openTip, { id: theirs }),
    () => office.caller.call(tipDesk.brief, { ...on, ...words, checked: [...checked] }),
    () => office.caller.call(tipDesk.refuseTip, { ...on, reason: '查无此事' }),
    () => office.caller.call(tipDesk.setKind, { ...on, kind: 'major' }),
    () => office.caller.call(tipDesk.mergeTip, { ...on, intoId: mine }),
    () => office.caller.call(tipDesk.mergeTip, { id: mine, version: 2, intoId: theirs }),
    () => office.caller.call(tipDesk.muteTip, { ...on, muted: true }),
    () => office.caller.call(tipDesk.extendTip, { ...on, reason: '尚需检测' }),
    () => office.caller.call(tipDesk.moveAway, { ...on, toSlug: 'x', toDigest: 'f'.repeat(64), reason: '外地' }),
    () => office.caller.call(tipDesk.messages, { id: theirs }),
    () => unit.caller.call(tipDesk.openTip, { id: mine }),
    () => discipline.caller.call(tipDesk.openTip, { id: units }),
  ]) {
    await expect(attempt()).rejects.toThrow('404 not_found');
  }
  // Verifying is not running the desk.
  await expect(unit.caller.call(tipDesk.mergeTip, { ...on, id: units, intoId: mine })).rejects.toThrow('403 forbidden');
});

test('the hazard of a discipline tip is not there for the tip office or the commission office, nor counted for them', async () => {
  const tipId = await sent(true);
  const { hazardId, header } = { ...(await discipline.open(tipId)), header: null };
  expect(header).toBeNull();
  const commission = await world.person(['commission_office', 'auditor']);
  for (const who of [office.caller, unit.caller, commission]) {
    await expect(who.call(hazards.one, { id: hazardId })).rejects.toThrow('404 not_found');
    expect((await who.call(hazards.queue, {})).items).toEqual([]);
    expect((await who.call(hazards.counts, {})).byState.reported).toBe(0);
    expect((await who.call(home.home, {})).recent).toEqual([]);
  }
  expect((await office.caller.call(home.home, {})).tipsWaiting).toBe(0);
  expect((await discipline.caller.call(home.home, {})).tipsWaiting).toBe(1);
  expect((await discipline.caller.call(hazards.queue, {})).items.map((row) => row.id)).toEqual([hazardId]);
  expect((await discipline.caller.call(hazards.counts, {})).byState.reported).toBe(1);
  const auditor = await world.person(['tip_office', 'auditor']);
  expect((await auditor.call(ledger, { entity: 'hazard' })).items).toEqual([]);
  const { db } = await world.ctx();
  const n = db.rows.notification;
  const told = await db.select({ to: n.personId }).from(n).where(eq(n.kind, 'tip.received'));
  expect(told).toEqual([{ to: discipline.caller.personId }]);
});

test('handed over by recusal: every part opens at the new desk, the tip office has lost sight at once', async () => {
  const { payload, receipt } = await sendTip(world, { text: { text: '受理员本人参与' } });
  const { id } = payload;
  const { hazardId } = await office.open(id);
  await answerTip(world, office, id, '在哪里？');
  await (await phone(world, receipt)).reply('在仓库');
  const input = await handOverInput(world, office, id, 'discipline');
  const strange = { ...input, wraps: [...input.wraps, { ...input.wraps[0]!, part: 'identity-b' }] };
  await expect(office.caller.call(tipDesk.handOver, strange)).rejects.toThrow('422 envelope_invalid');
  await expect(office.caller.call(tipDesk.handOver, { ...input, wraps: input.wraps.slice(0, 1) })).rejects.toThrow(
    '409 conflict',
  );
  const own = input.wraps.map(({ part, wrap }) => ({ part, wrap: { ...wrap, roleKeyId: office.roleKeyId } }));
  await expect(office.caller.call(tipDesk.handOver, { ...input, wraps: own })).rejects.toThrow('422 envelope_invalid');
  await expect(office.caller.call(tipDesk.handOver, { ...input, to: 'intake' })).rejects.toThrow('400 bad_request');
  await office.caller.call(tipDesk.handOver, input);
  await expect(office.caller.call(tipDesk.openTip, { id })).rejects.toThrow('404 not_found');
  await expect(office.caller.call(hazards.one, { id: hazardId })).rejects.toThrow('404 not_found');
  expect((await wrapsOf(id)).sort()).toEqual(['body discipline', 'message discipline', 'message discipline']);
  const opened = await discipline.open(id);
  expect(opened.content.text).toBe('受理员本人参与');
  expect(await deskReads(world, discipline, id)).toEqual(['在哪里？', '在仓库']);
  const e = (await world.ctx()).db.rows.event;
  const [step] = await (await world.ctx()).db
    .select({ data: e.data })
    .from(e)
    .where(and(eq(e.entityId, id), eq(e.action, 'handOver')));
  expect(JSON.parse(step!.data)).toMatchObject({ from: 'intake', to: 'discipline', reason: '回避' });
  // From there it goes back to the intake alone: what a unit has, the tip office sees too.
  const { desks } = await discipline.caller.call(tipDesk.openTip, { id });
  expect(desks.map((desk) => [desk.role, desk.name])).toEqual([['intake', '举报受理']]);
  await handOver(world, discipline, id, 'intake');
  expect((await office.open(id)).content.text).toBe('受理员本人参与');
});

test('a unit verifies: the intake reads on, halves of the name stay with their keepers; the unit gives it back in its time', async () => {
  await setUpIdentity(world, office);
  const text = { text: '通道堆物', name: '张三', contact: '13800000000' };
  const { payload, receipt } = await sendTip(world, { header: { track: 'sealed_name' }, text });
  const { id } = payload;
  await handOver(world, office, id, `verification:${unitId}`);
  expect((await wrapsOf(id)).sort()).toEqual(
    ['body intake', `body verification:${unitId}`, 'identity-a identity', 'identity-b discipline'].sort(),
  );
  expect((await unit.open(id)).content.text).toBe('通道堆物');
  // What the reporter writes meanwhile is read by both.
  await (await phone(world, receipt)).reply('今天又堆了');
  for (const who of [unit, office]) expect(await deskReads(world, who, id)).toEqual(['今天又堆了']);
  expect((await unit.caller.call(home.home, {})).tipsWaiting).toBe(1);
  const { desks } = await unit.caller.call(tipDesk.openTip, { id });
  expect(desks).toEqual([]);
  const back = { id, version: await versionOf(unit, id), reason: '属镇街职责' };
  await expect(office.caller.call(tipDesk.giveBack, back)).rejects.toThrow('409 wrong_state');
  await unit.caller.call(tipDesk.giveBack, back);
  await expect(unit.caller.call(tipDesk.openTip, { id })).rejects.toThrow('404 not_found');
  expect(await wrapsOf(id)).not.toContain(`body verification:${unitId}`);
  expect((await office.open(id)).content.text).toBe('通道堆物');
  expect(await deskReads(world, office, id)).toEqual(['今天又堆了']);
  await expect(office.caller.call(tipDesk.giveBack, { ...back, version: await versionOf(office, id) })).rejects.toThrow(
    '409 wrong_state',
  );
});

test('a verifier may settle what the unit verified: the brief opens its hazard', async () => {
  const id = await sent();
  await handOver(world, office, id, `verification:${unitId}`);
  const { version, hazardId } = await unit.open(id);
  const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
  const words = { title: '通道堆物', summary: '楼梯间堆放杂物', level: 'general' as const, checked: [...checked] };
  await unit.caller.call(tipDesk.brief, { id, version, ...words });
  const commission = await world.person(['commission_office']);
  expect((await commission.call(hazards.one, { id: hazardId })).state).toBe('confirmed');
  const stale = {
    id,
    version,
    to: 'discipline',
    reason: '回避',
    wraps: [{ part: 'body', wrap: (await office.caller.call(tipDesk.openTip, { id })).envelope.wraps[0]! }],
  };
  await expect(office.caller.call(tipDesk.handOver, stale)).rejects.toThrow('409 conflict');
});
