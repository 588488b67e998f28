import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { roleWords } from '../../workers/protocol/chain-write.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newRoleKey, openRoleKey } from '../../workers/protocol/officer-keys.ts';
import {
  easyWork,
  join,
  newEpoch,
  say,
  sendTip,
  setUpIdentity,
  tipClient,
  tipOffice,
  tipOfficer,
} from '../support/tips.ts';
import { mintTenant } from '../support/world.ts';

const offered = async (world: Parameters<typeof tipClient>[0]) =>
  (await tipClient(world).form()).roleKeys.map((key) => key.id);

test('a second epoch retires the first; old tips still open with the old share; a newcomer gets one from a member', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const old = await sendTip(world);
  const waits = await tipOfficer(world, '等待的');
  const { waiting } = await office.caller.call(tipKeys.myKeys, {});
  expect(waiting.filter((one) => one.role === 'intake')).toEqual([
    { role: 'intake', personId: waits.caller.personId, name: '等待的', sealPublic: waits.sealPublic },
  ]);
  const share = { id: office.roleKeyId, personId: waits.caller.personId, envelope: 'AA' };
  await expect(waits.caller.call(tipKeys.addShare, share)).rejects.toThrow('403 forbidden');

  const newcomer = await join(world, office, '新来的');
  await newcomer.pair(office.roleKeyId);
  expect((await newcomer.open(old.payload.id)).content.v).toBe(1);

  const others = [waits];
  await expect(newEpoch(world, office, others)).rejects.toThrow('400 bad_request');
  const { id } = await newEpoch(world, newcomer, [newcomer]);
  const { roleKeys } = await office.caller.call(tipKeys.myKeys, {});
  expect(roleKeys.map((k) => [k.role, k.epoch, k.state, k.share !== null, k.signed])).toEqual([
    ['intake', 2, 'active', false, true],
    ['intake', 1, 'retired', true, false],
    ['root', 1, 'active', true, true],
  ]);
  expect(roleKeys.map((k) => [k.rotateOn, k.destroyOn])).toEqual([
    ['2027-02-16', null],
    [null, '2028-11-17'],
    [null, null],
  ]);
  expect(await offered(world)).toEqual([id]);
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

test('shares go to officers of the role with keys alone; new keys of one’s own end the shares under the old ones', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const clerk = await world.person(['commission_office']);
  const stranger = { id: office.roleKeyId, personId: clerk.personId, envelope: 'AA' };
  await expect(office.caller.call(tipKeys.addShare, stranger)).rejects.toThrow('400 bad_request');
  const custodian = await tipOfficer(world, '保管员', 'identity_custodian');
  const other = { ...stranger, personId: custodian.caller.personId };
  await expect(office.caller.call(tipKeys.addShare, other)).rejects.toThrow('400 bad_request');
  const point = office.sealPublic;
  await expect(
    office.caller.call(tipKeys.putMyKeys, { sealPublic: 'AA', signPublic: point, wrapped: 'x' }),
  ).rejects.toThrow('400');
  const shares = async () => (await office.caller.call(tipKeys.myKeys, {})).roleKeys.map((k) => k.share !== null);
  const own = (await office.caller.call(tipKeys.myKeys, {})).officer!;
  await office.caller.call(tipKeys.putMyKeys, { ...own, wrapped: 'other passphrase' });
  expect(await shares()).toEqual([true, true]);
  await office.caller.call(tipKeys.putMyKeys, { ...own, sealPublic: office.rolePublic });
  expect(await shares()).toEqual([false, false]);
  const { waiting } = await office.caller.call(tipKeys.myKeys, {});
  expect(waiting.map((w) => [w.role, w.personId])).toEqual([
    ['intake', office.caller.personId],
    ['root', office.caller.personId],
  ]);
});

test('a key is made by those who may hold it: the desk’s own people, a unit’s verifiers for their unit', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const unit = await world.unit('兴仁街道', 'street');
  const verifier = await tipOfficer(world, '核查员', 'tip_verifier', unit);
  const attempt = async (officer: typeof verifier, role: string) => {
    const id = newTipId();
    const member = { personId: officer.caller.personId, sealPublic: officer.sealPublic };
    const { sign: _, ...made } = await newRoleKey({ tenantNo: world.no, role, roleKeyId: id }, [member]);
    return officer.caller.call(tipKeys.createRoleKey, { id, role, ...made, statements: [] });
  };
  for (const role of ['discipline', 'identity', `verification:${unit}`]) {
    await expect(attempt(office, role)).rejects.toThrow('403 forbidden');
  }
  for (const role of ['intake', 'root', 'verification:elsewhere']) {
    await expect(attempt(verifier, role)).rejects.toThrow('403 forbidden');
  }
  expect((await attempt(verifier, `verification:${unit}`)).epoch).toBe(1);
  const mine = await verifier.caller.call(tipKeys.myKeys, {});
  expect(mine.roles).toEqual([`verification:${unit}`]);
  expect(mine.roleKeys.map((k) => [k.role, k.signed])).toEqual([[`verification:${unit}`, false]]);
  expect(mine.holders.map((h) => h.personId)).toEqual([verifier.caller.personId]);
  // Who signs has to see what there is to sign.
  const { roleKeys, roles } = await office.caller.call(tipKeys.myKeys, {});
  expect(roles).toEqual(['intake', 'root']);
  expect(roleKeys.find((k) => k.role.startsWith('verification'))).toMatchObject({ signed: false, share: null });
});

test('a key the root has not signed is not offered: the epoch before stays in use until it is', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const custodian = await setUpIdentity(world, office);
  const next = await newEpoch(world, custodian, [custodian], []);
  expect(await offered(world)).toEqual(expect.arrayContaining([office.roleKeyId, custodian.roleKeyId]));
  const again = await newEpoch(world, custodian, [custodian], []);
  const intake = await newEpoch(world, office, [office], []);
  expect(await offered(world)).not.toContain(intake.id);
  expect((await sendTip(world)).accepted.proof).not.toBe('');

  const dead = [roleWords('identity', { id: next.id, epoch: 2, sealPublic: next.rolePublic })];
  const late = { statements: await say(world, office.root, dead) };
  await expect(office.caller.call(tipKeys.appendChain, late)).rejects.toThrow('422 chain_invalid');
  const words = [
    roleWords('identity', { id: again.id, epoch: 3, sealPublic: again.rolePublic }),
    roleWords('intake', { id: intake.id, epoch: 2, sealPublic: intake.rolePublic }),
  ];
  await office.caller.call(tipKeys.appendChain, { statements: await say(world, office.root, words) });
  expect((await offered(world)).toSorted()).toEqual([again.id, intake.id].toSorted());
  const { roleKeys } = await custodian.caller.call(tipKeys.myKeys, {});
  expect(roleKeys.map((k) => [k.epoch, k.state, k.signed])).toEqual([
    [3, 'active', true],
    [2, 'retired', false],
    [1, 'retired', false],
  ]);
  expect((await sendTip(world)).payload.envelope.wraps.map((w) => w.roleKeyId)).toEqual([intake.id]);
});

test('while there is no root the intake works unsigned, and nothing can be said', async () => {
  const world = await mintTenant();
  await easyWork(world);
  const officer = await tipOfficer(world);
  const member = { personId: officer.caller.personId, sealPublic: officer.sealPublic };
  const id = newTipId();
  const role = { tenantNo: world.no, role: 'intake', roleKeyId: id };
  const { sign: _, ...made } = await newRoleKey(role, [member]);
  const input = { id, role: 'intake', ...made };
  const statement = { body: '{}', sig: 'AA' };
  await expect(officer.caller.call(tipKeys.createRoleKey, { ...input, statements: [statement] })).rejects.toThrow(
    '422 chain_invalid',
  );
  await expect(tipClient(world).form()).rejects.toThrow('409 no_role_key');
  await officer.caller.call(tipKeys.createRoleKey, { ...input, statements: [] });
  expect((await tipClient(world).form()).roleKeys).toMatchObject([{ id, statement: null }]);
  await openRoleKey(role, made.sealPublic, made.shares[0]!.envelope, member.personId, officer.keys);
  expect((await sendTip(world)).accepted.proof).not.toBe('');
});
