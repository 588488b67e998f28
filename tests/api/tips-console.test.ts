import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newRoleKey, openRoleKey, resealShare } from '../../workers/protocol/officer-keys.ts';
import { sendTip, tipClient, tipOffice, tipOfficer } from '../support/tips.ts';
import { mintTenant } from '../support/world.ts';

const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;
const brief = { title: '楼道堆放气瓶', summary: '三楼楼道堆放气瓶', level: 'general' as const, checked: [...checked] };

test('the desk: newest first, by state, page by page, for the tip office of this tenant alone', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const [office, elsewhere] = [await tipOffice(world), await tipOffice(other)];
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift((await sendTip(world)).payload.id);
  const first = await office.caller.call(tipDesk.desk, { limit: 2 });
  const second = await office.caller.call(tipDesk.desk, { limit: 2, cursor: first.next! });
  const third = await office.caller.call(tipDesk.desk, { limit: 2, cursor: second.next! });
  expect([...first.items, ...second.items, ...third.items].map((t) => t.id)).toEqual(ids);
  expect(third.next).toBeNull();
  expect(first.items[0]).toMatchObject({ state: 'received', hazardState: 'reported', attachments: 0, category: 'gas' });
  await office.open(ids[3]!);
  expect((await office.caller.call(tipDesk.desk, { state: 'opened' })).items.map((t) => t.id)).toEqual([ids[3]]);

  expect((await elsewhere.caller.call(tipDesk.desk, {})).items).toEqual([]);
  await expect(elsewhere.caller.call(tipDesk.openTip, { id: ids[0]! })).rejects.toThrow('404 not_found');
  const clerk = await world.person(['commission_office', 'leader', 'auditor', 'tenant_admin']);
  for (const attempt of [
    () => clerk.call(tipDesk.desk, {}),
    () => clerk.call(tipDesk.openTip, { id: ids[0]! }),
    () => clerk.call(tipDesk.brief, { id: ids[0]!, version: 1, ...brief }),
    () => clerk.call(tipKeys.myKeys, {}),
  ]) {
    await expect(attempt()).rejects.toThrow('403 forbidden');
  }
  await expect(world.public.call(tipDesk.desk, {})).rejects.toThrow('401 not_signed_in');
});

test('every look is written down, also two in the same instant; the first opens the tip', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world, '王受理');
  const second = await tipOfficer(world, '李受理');
  const { payload } = await sendTip(world);
  await Promise.all([office, second, office, second].map((o) => o.caller.call(tipDesk.openTip, { id: payload.id })));
  const tip = await office.caller.call(tipDesk.openTip, { id: payload.id });
  expect(tip.state).toBe('opened');
  expect(tip.looks.map((l) => l.name).sort()).toEqual(['李受理', '李受理', '王受理', '王受理', '王受理']);
  const { db } = await world.ctx();
  const c = db.rows.counter;
  const counts = await db.select({ bucket: c.bucket, value: c.value }).from(c).where(eq(c.name, 'tip.state'));
  expect(counts).toEqual(
    expect.arrayContaining([
      { bucket: 'received', value: 0 },
      { bucket: 'opened', value: 1 },
    ]),
  );
});

test('the brief confirms tip and hazard together; of two officers one wins', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { payload } = await sendTip(world);
  const { id } = payload;
  await expect(office.caller.call(tipDesk.brief, { id, version: 1, ...brief })).rejects.toThrow('409 wrong_state');
  const { version, hazardId } = await office.open(id);
  const twice = { ...brief, checked: [...checked.slice(0, 4), 'no_name' as const] };
  await expect(office.caller.call(tipDesk.brief, { id, version, ...twice })).rejects.toThrow('422 brief_missing');
  const race = await Promise.allSettled([
    office.caller.call(tipDesk.brief, { id, version, ...brief }),
    office.caller.call(tipDesk.refuseTip, { id, version, reason: '查无此事' }),
  ]);
  expect(race.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(race.filter((r) => r.status === 'rejected').map((r) => String(r.reason))).toEqual([
    expect.stringContaining('409 conflict'),
  ]);
  const { db } = await world.ctx();
  const h = db.rows.hazard;
  const [hazard] = await db.select().from(h).where(eq(h.id, hazardId));
  const won = race[0]!.status === 'fulfilled';
  expect(hazard).toMatchObject(
    won
      ? { state: 'confirmed', restricted: 0, title: brief.title, description: brief.summary }
      : { state: 'not_established', restricted: 1, outcomeReason: '查无此事' },
  );
});

test('a second epoch retires the first; old tips still open with the old share; a newcomer gets one from a member', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const old = await sendTip(world);
  const newcomer = await tipOfficer(world, '新来的');
  const waiting = (await office.caller.call(tipKeys.myKeys, {})).waiting;
  expect(waiting).toEqual([{ personId: newcomer.caller.personId, name: '新来的', sealPublic: newcomer.sealPublic }]);

  const role = { tenantNo: world.no, role: 'intake', roleKeyId: office.roleKeyId };
  const mine = (await office.caller.call(tipKeys.myKeys, {})).roleKeys[0]!;
  const me = office.caller.personId;
  const member = { personId: newcomer.caller.personId, sealPublic: newcomer.sealPublic };
  const envelope = await resealShare(role, office.rolePublic, mine.share!, me, office.keys, member);
  const share = { id: office.roleKeyId, personId: member.personId, envelope };
  await expect(newcomer.caller.call(tipKeys.addShare, share)).rejects.toThrow('403 forbidden');
  await office.caller.call(tipKeys.addShare, share);
  const theirs = (await newcomer.caller.call(tipKeys.myKeys, {})).roleKeys[0]!;
  await openRoleKey(role, office.rolePublic, theirs.share!, member.personId, newcomer.keys);

  const id = newTipId();
  const next = await newRoleKey({ ...role, roleKeyId: id }, [member]);
  await expect(
    office.caller.call(tipKeys.createRoleKey, { id, role: 'intake', ...next, statements: [] }),
  ).rejects.toThrow('400 bad_request');
  const made = await newcomer.caller.call(tipKeys.createRoleKey, { id, role: 'intake', ...next, statements: [] });
  expect(made).toEqual({ id, epoch: 2 });
  const states = (await office.caller.call(tipKeys.myKeys, {})).roleKeys.map((k) => [
    k.epoch,
    k.state,
    k.share !== null,
  ]);
  expect(states).toEqual([
    [2, 'active', false],
    [1, 'retired', true],
  ]);
  expect((await tipClient(world).form()).roleKeys.map((k) => k.id)).toEqual([id]);
  expect((await office.open(old.payload.id)).content.v).toBe(1);
  const { db } = await world.ctx();
  const e = db.rows.event;
  const actions = await db
    .select({ action: e.action })
    .from(e)
    .where(and(eq(e.entity, 'role_key'), eq(e.entityId, office.roleKeyId)))
    .orderBy(e.seq);
  expect(actions.map((a) => a.action)).toEqual(['create', 'share', 'retire']);
});

test('shares go to tip officers with keys alone; new keys of one’s own end the shares under the old ones', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const clerk = await world.person(['commission_office']);
  const stranger = { id: office.roleKeyId, personId: clerk.personId, envelope: 'AA' };
  await expect(office.caller.call(tipKeys.addShare, stranger)).rejects.toThrow('400 bad_request');
  const point = office.sealPublic;
  await expect(
    office.caller.call(tipKeys.putMyKeys, { sealPublic: 'AA', signPublic: point, wrapped: 'x' }),
  ).rejects.toThrow('400');
  const own = (await office.caller.call(tipKeys.myKeys, {})).officer!;
  await office.caller.call(tipKeys.putMyKeys, { ...own, wrapped: 'other passphrase' });
  expect((await office.caller.call(tipKeys.myKeys, {})).roleKeys[0]!.share).not.toBeNull();
  await office.caller.call(tipKeys.putMyKeys, { ...own, sealPublic: office.rolePublic });
  const after = await office.caller.call(tipKeys.myKeys, {});
  expect(after.roleKeys[0]!.share).toBeNull();
  expect(after.waiting.map((w) => w.personId)).toEqual([office.caller.personId]);
});
