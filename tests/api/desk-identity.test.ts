import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { openWrap } from '../../workers/protocol/envelope-open.ts';
import { type IdentityPart, openIdentity } from '../../workers/protocol/identity.ts';
import { openHalf, sealHalf } from '../../workers/protocol/identity-halves.ts';
import { code } from '../support/desk.ts';
import {
  type DeskOfficer,
  join,
  sendTip,
  setUpDiscipline,
  setUpIdentity,
  type TipOffice,
  tipOffice,
} from '../support/tips.ts';
import { clock, mintTenant, opener, T0, type World } from '../support/world.ts';

let world: World;
let office: TipOffice;
let custodian: DeskOfficer;
let discipline: DeskOfficer;
let tipId: string;
beforeEach(async () => {
  clock.now = T0;
  world = await mintTenant();
  office = await tipOffice(world);
  discipline = await setUpDiscipline(world, office);
  custodian = await setUpIdentity(world, office);
  const text = { text: '通道堆物', name: '张三', contact: '13800000000' };
  tipId = (await sendTip(world, { header: { track: 'sealed_name' }, text })).payload.id;
});

async function ask(by = office, id = tipId): Promise<string> {
  const requestId = newTipId();
  await by.caller.call(tipDesk.requestIdentity, { id, requestId, reason: '核发奖励须核对身份' });
  return requestId;
}
const rowOf = async (by: DeskOfficer, id: string) =>
  (await by.caller.call(tipDesk.identityRequests, {})).items.find((row) => row.id === id)!;

/** A custodian's browser: opens the half of the role, seals it to whoever asked, sends it. */
async function grant(by: DeskOfficer, id: string, part: IdentityPart): Promise<void> {
  const { formHash, commit, wrap } = await by.caller.call(tipDesk.identityHalf, { id, part });
  const scope = { tenantNo: world.no, tipId, formHash };
  const half = await openWrap(scope, part, wrap, commit, await by.pair(wrap.roleKeyId));
  const { requestedBy, version } = await rowOf(by, id);
  const envelope = await sealHalf(scope, id, part, half, requestedBy);
  await by.caller.call(tipDesk.grantIdentity, { id, version, part, envelope });
}

test('two custodians open a name to whoever asked, once; every step stands in both chains and is told to all', async () => {
  const id = await ask();
  expect(await rowOf(custodian, id)).toMatchObject({ state: 'open', reason: '核发奖励须核对身份', grantedA: null });
  expect((await rowOf(office, id)).requestedBy.name).toBe('受理员');
  await grant(custodian, id, 'identity-a');
  await expect(office.caller.call(tipDesk.openIdentity, { id })).rejects.toThrow('409 wrong_state');
  await grant(discipline, id, 'identity-b');
  expect(await rowOf(discipline, id)).toMatchObject({ state: 'ready', grantedA: '姓名保管员', grantedB: '纪检员' });
  await expect(discipline.caller.call(tipDesk.openIdentity, { id })).rejects.toThrow('403 forbidden');
  const got = await office.caller.call(tipDesk.openIdentity, { id });
  const scope = { tenantNo: world.no, tipId, formHash: got.formHash };
  const half = (part: IdentityPart, sealed: string) =>
    openHalf(scope, id, part, sealed, office.caller.personId, office.keys.seal);
  const [a, b] = [await half('identity-a', got.halfA), await half('identity-b', got.halfB)];
  expect(await openIdentity(scope, got.body, a, b)).toEqual({ name: '张三', contact: '13800000000' });
  // Either half alone, whatever stands in the other's place, opens nothing.
  for (const pair of [
    [a, a],
    [b, b],
    [a, new Uint8Array(32)],
    [new Uint8Array(32), b],
  ] as const) {
    await expect(openIdentity(scope, got.body, pair[0], pair[1])).rejects.toThrow();
  }
  await expect(office.caller.call(tipDesk.openIdentity, { id })).rejects.toThrow('409 wrong_state');
  const { db } = await world.ctx();
  const { event: e, identityRequest: r, notification: n } = db.rows;
  const chain = async (entity: string, entityId: string) =>
    await db
      .select({ action: e.action, data: e.data })
      .from(e)
      .where(and(eq(e.entity, entity), eq(e.entityId, entityId)))
      .orderBy(e.seq);
  const acts = ['request', 'look', 'grant', 'look', 'grant', 'open'];
  expect((await chain('identity_request', id)).map((row) => row.action)).toEqual(acts);
  const tipChain = await chain('tip', tipId);
  expect(tipChain.map((row) => row.action)).toEqual(['receive', ...acts.map((act) => `identity.${act}`)]);
  expect(JSON.stringify(tipChain)).not.toContain('奖励');
  const [row] = await db.select().from(r).where(eq(r.id, id));
  expect(row).toMatchObject({ state: 'opened', halfA: null, halfB: null });
  const told = await db.select({ to: n.personId }).from(n).where(eq(n.kind, 'identity'));
  for (const who of [custodian, discipline]) {
    expect(told.filter((t) => t.to === who.caller.personId)).toHaveLength(4);
  }
});

test('who may ask, for what, and how often', async () => {
  const anonymous = (await sendTip(world)).payload.id;
  expect(await code(ask(office, anonymous))).toBe('wrong_state');
  expect(await code(ask(discipline))).toBe('not_found');
  expect(await code(ask(custodian))).toBe('forbidden');
  const keyless = await world.person(['tip_office']);
  const wish = { id: tipId, requestId: newTipId(), reason: '核发奖励须核对身份' };
  expect(await code(keyless.call(tipDesk.requestIdentity, wish))).toBe('no_officer_key');
  const two = await Promise.all([code(ask()), code(ask())]);
  expect(two.filter((result) => result === 'ok')).toHaveLength(1);
  expect(await code(ask())).toBe('wrong_state');
  const colleague = await join(world, office, '同事');
  expect((await colleague.caller.call(tipDesk.identityRequests, {})).items).toEqual([]);
});

test('a half goes to its own custodian; both halves need two people, and neither is whoever asks', async () => {
  const id = await ask();
  const half = (by: DeskOfficer, part: IdentityPart) => code(by.caller.call(tipDesk.identityHalf, { id, part }));
  expect(await half(office, 'identity-a')).toBe('forbidden');
  expect(await half(custodian, 'identity-b')).toBe('forbidden');
  expect(await half(discipline, 'identity-a')).toBe('forbidden');
  await grant(custodian, id, 'identity-a');
  const { version } = await rowOf(custodian, id);
  const envelope = 'A'.repeat(152);
  const put = (caller: DeskOfficer['caller'], part: IdentityPart) =>
    code(caller.call(tipDesk.grantIdentity, { id, version, part, envelope }));
  expect(await put(discipline.caller, 'identity-b')).toBe('envelope_invalid');
  expect(await put(custodian.caller, 'identity-a')).toBe('same_person');
  // The same people with both posts, as a small office may be tempted to arrange.
  const { db } = await world.ctx();
  const r = db.rows.identityRequest;
  expect((await db.select().from(r).where(eq(r.id, id)))[0]!.requestedBy).toBe(office.caller.personId);
  const everything = await world.person(['tip_office', 'discipline', 'identity_custodian']);
  await db.commit([db.update('identityRequest', { requestedBy: everything.personId }, (x) => eq(x.id, id))], null);
  expect(await put(everything, 'identity-b')).toBe('same_person');
  await db.commit(
    [
      db.update('identityRequest', { requestedBy: office.caller.personId, halfABy: everything.personId }, (x) =>
        eq(x.id, id),
      ),
    ],
    null,
  );
  expect(await put(everything, 'identity-b')).toBe('same_person');
});

test('either custodian’s no is enough; unanswered or unused it ends after its days, and what was granted goes', async () => {
  const first = await ask();
  await grant(custodian, first, 'identity-a');
  const { version } = await rowOf(discipline, first);
  await discipline.caller.call(tipDesk.refuseIdentity, { id: first, version, reason: '理由不充分' });
  expect(await rowOf(office, first)).toMatchObject({ state: 'refused', refusal: '理由不充分' });
  const second = await ask();
  await grant(custodian, second, 'identity-a');
  clock.now = T0 + 8 * 86_400_000;
  await runCron(opener, NIGHTLY);
  const { db } = await world.ctx();
  const r = db.rows.identityRequest;
  const rows = await db.select().from(r).where(eq(r.tipId, tipId));
  expect(rows.map((row) => [row.state, row.halfA])).toEqual(
    expect.arrayContaining([
      ['refused', null],
      ['expired', null],
    ]),
  );
});
