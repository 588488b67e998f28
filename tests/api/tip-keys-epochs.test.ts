import { and, eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { editPerson } from '../../workers/contract/people.ts';
import { openMany } from '../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { tendEpochs } from '../../workers/domain/tip-keys/destroy.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { openWrap, rewrap } from '../../workers/protocol/envelope-open.ts';
import { newMessageDraft, sealMessage } from '../../workers/protocol/messages.ts';
import { newSignPair } from '../../workers/protocol/signing.ts';
import {
  type DeskOfficer,
  join,
  newEpoch,
  sendTip,
  setUpDiscipline,
  setUpIdentity,
  tipClient,
  tipOffice,
} from '../support/tips.ts';
import { clock, mintTenant, T0, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;
afterEach(() => {
  clock.now = T0;
});

/** All pages of one role, as the officer's browser works through them. */
async function rewrapAll(world: World, by: DeskOfficer, role = by.role): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const { left, items } = await by.caller.call(tipKeys.pendingWraps, { role, limit: 2 });
    if (left === 0) return done.toSorted();
    const { roleKeys } = await by.caller.call(tipKeys.myKeys, {});
    const sealed = await Promise.all(
      items.map(async ({ tipId, formHash, part, commit, wrap, toRoleKeyId }) => {
        const scope = { tenantNo: world.no, tipId, formHash };
        const to = roleKeys.find((key) => key.id === toRoleKeyId)!;
        return { tipId, part, wrap: await rewrap(scope, part, wrap, commit, await by.pair(wrap.roleKeyId), to) };
      }),
    );
    done.push(...sealed.map(({ tipId, part }) => `${tipId} ${part}`));
    expect(await by.caller.call(tipKeys.rewrapParts, { items: sealed })).toEqual({ done: items.length });
  }
}

/** A message to the desk's key, as if the reporter had written it. */
async function addMessage(world: World, office: DeskOfficer, sent: Awaited<ReturnType<typeof sendTip>>) {
  const { db } = await world.ctx();
  const { scope } = sent.draft;
  const draft = newMessageDraft(newTipId());
  const signer = await newSignPair();
  const content = { v: 1, text: '补充', question: '', day: '2026-11-18', files: [] } as const;
  const roles = [{ id: office.roleKeyId, sealPublic: office.rolePublic }];
  const to = { reporterPublic: sent.payload.reporterPublic, roles };
  const { body, commit, toReporter, wraps } = await sealMessage(scope, draft, content, to, { key: signer.privateKey });
  const row = { tipId: scope.tipId, seq: 1, id: draft.id, sender: 'reporter', kind: 'message', day: '2026-11-18' };
  const sealed = { body, commitment: commit, reporterEnc: toReporter.enc, reporterCt: toReporter.ct };
  const { roleKeyId, enc, ct } = wraps[0]!;
  const wrap = { tipId: scope.tipId, part: draft.id, roleKeyId, enc, ct };
  await db.commit([db.insert('tipMessage', { ...row, ...sealed }), db.insert('tipWrap', wrap)], null);
  return draft.id;
}

test('one leaves: shares go, colleagues are told, a new epoch and re-sealing leave the old keys nothing', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const custodian = await setUpIdentity(world, office);
  await setUpDiscipline(world, office);
  const leaver = await join(world, office, '离岗的');
  const first = await sendTip(world);
  const named = await sendTip(world, { header: { track: 'sealed_name' }, text: { name: '张某', contact: '1' } });
  const messageId = await addMessage(world, office, first);
  const oldPair = await leaver.pair(office.roleKeyId);
  expect((await leaver.open(first.payload.id)).content.v).toBe(1);

  const admin = await world.person(['tenant_admin']);
  const gone = { name: '离岗的', phone: null, unitId: null, post: '', status: 'active', version: 0 } as const;
  await admin.call(editPerson, { ...gone, id: leaver.caller.personId, roles: [{ role: 'grid_worker', unitId: '' }] });
  const { db } = await world.ctx();
  const { roleKeyShare: s, notification: n, event: e, tipWrap: w } = db.rows;
  expect(await db.select().from(s).where(eq(s.personId, leaver.caller.personId))).toEqual([]);
  const told = await db.select({ personId: n.personId }).from(n).where(eq(n.kind, 'key.left'));
  expect(told.map((row) => row.personId).toSorted()).toEqual([office.caller.personId, admin.personId].toSorted());
  const intakeKey = async () => {
    const { roleKeys } = await office.caller.call(tipKeys.myKeys, {});
    return roleKeys.find((key) => key.role === 'intake' && key.state === 'active')!;
  };
  expect((await intakeKey()).gone).toEqual([{ personId: leaver.caller.personId, name: '离岗的' }]);
  expect((await intakeKey()).members.map((m) => m.personId)).toEqual([office.caller.personId]);

  expect(await office.caller.call(tipKeys.pendingWraps, { role: 'intake' })).toEqual({ left: 0, items: [] });
  const next = await newEpoch(world, office, [office]);
  expect((await intakeKey()).gone).toEqual([]);
  const stale = await db.select().from(w).where(eq(w.roleKeyId, office.roleKeyId));
  expect(await rewrapAll(world, office)).toEqual(
    [`${first.payload.id} body`, `${first.payload.id} ${messageId}`, `${named.payload.id} body`].toSorted(),
  );
  expect(await db.select().from(w).where(eq(w.roleKeyId, office.roleKeyId))).toEqual([]);
  expect((await office.open(first.payload.id)).content.v).toBe(1);
  // The leaver's key, kept in a drawer, against everything that is stored now.
  const later = await sendTip(world);
  const scopeOf = (tip: typeof first) => tip.draft.scope;
  for (const tip of [first, named, later]) {
    const wraps = await db
      .select()
      .from(w)
      .where(and(eq(w.tipId, tip.payload.id), eq(w.part, 'body')));
    expect(wraps.map((one) => one.roleKeyId)).toEqual([next.id]);
    const { commit } = tip.payload.envelope;
    await expect(openWrap(scopeOf(tip), 'body', wraps[0]!, commit, oldPair)).rejects.toThrow();
  }
  const before = stale.find((one) => one.tipId === first.payload.id && one.part === 'body')!;
  await openWrap(scopeOf(first), 'body', before, first.payload.envelope.commit, oldPair);
  const rewraps = await db
    .select({ data: e.data })
    .from(e)
    .where(and(eq(e.entityId, next.id), eq(e.action, 'rewrap')));
  expect(rewraps).toHaveLength(2);

  // The identity's half has its own desk.
  await expect(office.caller.call(tipKeys.pendingWraps, { role: 'identity' })).rejects.toThrow('403 forbidden');
  await newEpoch(world, custodian, [custodian]);
  expect(await rewrapAll(world, custodian)).toEqual([`${named.payload.id} identity-a`]);
});

test('re-sealing: only by who opens the old epoch, only to the key in use, only once', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const sent = await sendTip(world);
  const next = await newEpoch(world, office, [office]);
  const second = await join(world, { ...office, roleKeyId: next.id, rolePublic: next.rolePublic }, '后来的');
  expect((await second.caller.call(tipKeys.pendingWraps, { role: 'intake' })).left).toBe(0);
  const { items } = await office.caller.call(tipKeys.pendingWraps, { role: 'intake' });
  const { tipId, formHash, part, commit, wrap, toRoleKeyId } = items[0]!;
  expect([items.length, tipId, part, toRoleKeyId]).toEqual([1, sent.payload.id, 'body', next.id]);
  const scope = { tenantNo: world.no, tipId, formHash };
  const to = { id: next.id, sealPublic: next.rolePublic };
  const good = await rewrap(scope, part, wrap, commit, await office.pair(office.roleKeyId), to);
  const input = { items: [{ tipId, part, wrap: good }] };
  expect(await second.caller.call(tipKeys.rewrapParts, input)).toEqual({ done: 0 });
  const call = (over: object) =>
    office.caller.call(tipKeys.rewrapParts, { items: [{ tipId, part, wrap: { ...good, ...over } }] });
  await expect(call({ ct: 'AA' })).rejects.toThrow('422 envelope_invalid');
  await expect(call({ enc: 'AA' })).rejects.toThrow('422 envelope_invalid');
  await expect(call({ roleKeyId: office.roleKeyId })).rejects.toThrow('409 wrong_state');
  await expect(call({ roleKeyId: office.root.id })).rejects.toThrow('409 wrong_state');
  await expect(call({ roleKeyId: newTipId() })).rejects.toThrow('404 not_found');
  const race = await Promise.allSettled([1, 2].map(() => office.caller.call(tipKeys.rewrapParts, input)));
  expect(race.some((r) => r.status === 'fulfilled')).toBe(true);
  expect(await office.caller.call(tipKeys.rewrapParts, input)).toEqual({ done: 0 });
  expect((await second.open(tipId)).content.v).toBe(1);
});

test('an epoch past its days is destroyed and opens nothing; one in use too long is named once', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const sent = await sendTip(world);
  const pair = await office.pair(office.roleKeyId);
  const next = await newEpoch(world, office, [office]);
  const { db } = await world.ctx();
  const { roleKey: k, roleKeyShare: s, tipWrap: w, notification: n } = db.rows;
  const notices = async (kind: string) => (await db.select().from(n).where(eq(n.kind, kind))).length;
  const night = async (days: number) => {
    clock.now = T0 + days * DAY_MS;
    await tendEpochs(await world.ctx());
    // Back to the day the officers' sessions are of.
    clock.now = T0;
  };
  await night(89);
  expect(await notices('key.rotate')).toBe(0);
  await night(90);
  await night(91);
  expect(await notices('key.rotate')).toBe(1);
  await night(729);
  expect((await office.open(sent.payload.id)).content.v).toBe(1);
  await night(730);
  const [row] = await db.select().from(k).where(eq(k.id, office.roleKeyId));
  expect(row).toMatchObject({ state: 'destroyed', destroyedAt: T0 + 730 * DAY_MS, recoveryEnvelope: null });
  expect(await db.select().from(s).where(eq(s.roleKeyId, office.roleKeyId))).toEqual([]);
  expect(await db.select().from(w).where(eq(w.tipId, sent.payload.id))).toEqual([]);
  expect(await notices('key.destroyed')).toBe(1);
  await expect(office.open(sent.payload.id)).rejects.toThrow('410 shredded');
  expect(await office.caller.call(openMany, { ids: [sent.payload.id] })).toEqual({ items: [] });
  expect(pair.privateKey.extractable).toBe(false);
  const { roleKeys } = await office.caller.call(tipKeys.myKeys, {});
  expect(roleKeys.find((key) => key.id === office.roleKeyId)).toMatchObject({ state: 'destroyed', share: null });
  await night(731);
  expect(await notices('key.destroyed')).toBe(1);
  expect((await tipClient(world).form()).roleKeys.map((key) => key.id)).toEqual([next.id]);
});
