import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import {
  openFromRecovery,
  openRolePrivate,
  sealForRecovery,
  sealToMember,
} from '../../workers/protocol/officer-keys.ts';
import { newRecovery, openRecovery } from '../../workers/protocol/recovery.ts';
import {
  type DeskOfficer,
  deskOfficer,
  join,
  sendTip,
  setUpIdentity,
  type TipOfficer,
  tipOffice,
  tipOfficer,
} from '../support/tips.ts';
import { mintTenant, type World } from '../support/world.ts';

const HOLDERS = ['局长', '纪检监察', '机要柜信封'];

/** Every key this officer holds, sealed to the recovery key. */
async function sealedKeys(world: World, officer: TipOfficer, recoveryPublic: string) {
  const { roleKeys } = await officer.caller.call(tipKeys.myKeys, {});
  const held = roleKeys.filter((key) => key.share !== null);
  return Promise.all(
    held.map(async ({ id, role, sealPublic, share }) => {
      const scope = { tenantNo: world.no, role, roleKeyId: id };
      const pkcs8 = await openRolePrivate(scope, sealPublic, share!, officer.caller.personId, officer.keys);
      return { roleKeyId: id, envelope: await sealForRecovery(scope, sealPublic, pkcs8, recoveryPublic) };
    }),
  );
}

async function setUp(world: World, office: DeskOfficer) {
  const id = newTipId();
  const { codes, ...made } = await newRecovery(world.no);
  const keys = await sealedKeys(world, office, made.sealPublic);
  await office.caller.call(tipKeys.setRecovery, { id, ...made, holders: HOLDERS, keys });
  return { id, codes, auth: made.auth };
}

/** In the browser of whoever types two codes: the keys of the record, sealed to themselves. */
async function sharesBy(world: World, who: TipOfficer, codes: readonly string[]) {
  const record = await who.caller.call(tipKeys.recoveryRecord, { purpose: 'recovery', reason: '口令全忘了' });
  const { pair, auth } = await openRecovery(world.no, record, codes);
  const member = { personId: who.caller.personId, sealPublic: who.sealPublic };
  const shares = await Promise.all(
    record.keys.map(async ({ roleKeyId, role, sealPublic, envelope }) => {
      const scope = { tenantNo: world.no, role, roleKeyId };
      const pkcs8 = await openFromRecovery(scope, sealPublic, envelope, pair);
      return { roleKeyId, envelope: await sealToMember(scope, sealPublic, pkcs8, member) };
    }),
  );
  return { recoveryId: record.id, auth, reason: '口令全忘了', shares, roles: record.keys.map((key) => key.role) };
}

async function seen(world: World) {
  const { db } = await world.ctx();
  const { event: e, notification: n } = db.rows;
  const events = await db.select().from(e).where(eq(e.entity, 'recovery')).orderBy(e.at, e.entityId, e.seq);
  const notices = await db.select({ personId: n.personId, kind: n.kind }).from(n);
  return { actions: events.map((one) => one.action), notices };
}

test('the drill: every passphrase is forgotten, two holders come together, the old tips open again', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const custodian = await setUpIdentity(world, office);
  const sent = await sendTip(world);
  const { id, codes } = await setUp(world, office);
  const mine = await office.caller.call(tipKeys.myKeys, {});
  expect(mine.recovery).toMatchObject({ id, holders: HOLDERS, rehearsedAt: null });
  expect(mine.roleKeys.map((key) => [key.role, key.recoverable])).toEqual([
    ['identity', false],
    ['intake', true],
    ['root', true],
  ]);
  const more = await sealedKeys(world, custodian, mine.recovery!.sealPublic);
  await custodian.caller.call(tipKeys.coverKeys, { recoveryId: id, keys: more });

  const newcomer = deskOfficer(world, await tipOfficer(world, '新受理员'), office);
  await expect(newcomer.open(sent.payload.id)).rejects.toThrow('no role key');
  const { roles, ...use } = await sharesBy(world, newcomer, codes.slice(1));
  // Not the identity's half: this officer may not hold it.
  expect(roles.toSorted()).toEqual(['intake', 'root']);
  await newcomer.caller.call(tipKeys.recover, use);
  expect((await newcomer.open(sent.payload.id)).content.v).toBe(1);
  const record = await custodian.caller.call(tipKeys.recoveryRecord, { purpose: 'rehearsal', reason: '年度演练' });
  expect(record.keys.map((key) => key.role)).toEqual(['identity']);
  // Again, over the share that is there.
  const again = await sharesBy(world, newcomer, [codes[0]!, codes[2]!]);
  await newcomer.caller.call(tipKeys.recover, again);

  const { actions, notices } = await seen(world);
  expect(actions).toEqual(['set', 'cover', 'look', 'recover', 'look', 'look', 'recover']);
  for (const one of [office, custodian, newcomer]) {
    const told = notices.filter((n) => n.personId === one.caller.personId && n.kind === 'recovery.recover');
    expect(told).toHaveLength(2);
  }
});

test('a rehearsal opens nothing; wrong codes are written down and told to everyone', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const colleague = await join(world, office, '同事');
  const { id, auth } = await setUp(world, office);
  const wrong = (await newRecovery(world.no)).auth;
  const share = { roleKeyId: office.roleKeyId, envelope: 'AA' };
  const use = { recoveryId: id, reason: '试试看', shares: [share] };
  await expect(colleague.caller.call(tipKeys.rehearsed, { recoveryId: id, auth: wrong })).rejects.toThrow(
    '422 recovery_wrong',
  );
  await expect(colleague.caller.call(tipKeys.recover, { ...use, auth: wrong })).rejects.toThrow('422 recovery_wrong');
  await expect(colleague.caller.call(tipKeys.recover, { ...use, auth: '' })).rejects.toThrow('422 recovery_wrong');
  expect((await office.caller.call(tipKeys.myKeys, {})).recovery?.rehearsedAt).toBeNull();
  await colleague.caller.call(tipKeys.rehearsed, { recoveryId: id, auth });
  expect((await office.caller.call(tipKeys.myKeys, {})).recovery?.rehearsedAt).not.toBeNull();
  const { actions, notices } = await seen(world);
  expect(actions).toEqual(['set', 'refuse', 'refuse', 'refuse', 'rehearse']);
  const told = notices.filter((n) => n.personId === office.caller.personId && n.kind === 'recovery.refuse');
  expect(told).toHaveLength(3);
  const { items } = await office.caller.call(tipKeys.recoveryLog, { limit: 10 });
  expect(items.map((one) => [one.action, one.name])).toEqual([
    ['rehearse', '同事'],
    ['refuse', '同事'],
    ['refuse', '同事'],
    ['refuse', '同事'],
    ['set', '受理员'],
  ]);
  const { db } = await world.ctx();
  const stored = JSON.stringify(await db.select().from(db.rows.recovery));
  expect(stored).not.toContain(auth);
  await office.pair(office.roleKeyId);
});

test('a new recovery ends the former; only a holder of the root sets one, only held keys are covered', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const custodian = await setUpIdentity(world, office);
  const first = await setUp(world, office);
  const { codes: _, ...made } = await newRecovery(world.no);
  const input = { id: newTipId(), ...made, holders: HOLDERS, keys: [] };
  await expect(custodian.caller.call(tipKeys.setRecovery, input)).rejects.toThrow('403 forbidden');
  const foreign = { ...input, keys: [{ roleKeyId: custodian.roleKeyId, envelope: 'AA' }] };
  await expect(office.caller.call(tipKeys.setRecovery, foreign)).rejects.toThrow('400 bad_request');
  for (const auth of ['', 'A', 'A'.repeat(44)]) {
    await expect(office.caller.call(tipKeys.setRecovery, { ...input, auth })).rejects.toThrow('400 bad_request');
  }
  await expect(office.caller.call(tipKeys.setRecovery, { ...input, sealPublic: 'AA' })).rejects.toThrow('400');
  const second = await setUp(world, office);
  const use = { reason: '旧的码', shares: [{ roleKeyId: office.roleKeyId, envelope: 'AA' }] };
  const former = { ...use, recoveryId: first.id, auth: first.auth };
  await expect(office.caller.call(tipKeys.recover, former)).rejects.toThrow('404 not_found');
  await expect(office.caller.call(tipKeys.recover, { ...former, recoveryId: second.id })).rejects.toThrow(
    '422 recovery_wrong',
  );
  const other = { ...use, recoveryId: second.id, auth: second.auth };
  await expect(
    office.caller.call(tipKeys.recover, { ...other, shares: [{ roleKeyId: custodian.roleKeyId, envelope: 'AA' }] }),
  ).rejects.toThrow('400 bad_request');
  await expect(sharesBy(world, office, first.codes.slice(0, 2))).rejects.toThrow('does not open');
  const { actions } = await seen(world);
  expect(actions.toSorted()).toEqual(['look', 'refuse', 'replace', 'set', 'set']);
  // Two at once: one stands.
  const both = await Promise.allSettled([setUp(world, office), setUp(world, office)]);
  expect(both.filter((r) => r.status === 'fulfilled').length).toBeGreaterThan(0);
  const { db } = await world.ctx();
  const r = db.rows.recovery;
  expect(await db.select({ id: r.id }).from(r).where(eq(r.state, 'active'))).toHaveLength(1);
});
