import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { checkRoleKeys, fingerprint, type Statement, said, verifyChain } from '../../workers/protocol/chain.ts';
import {
  leftWords,
  officerWords,
  roleWords,
  rootWords,
  sayAll,
  type Words,
} from '../../workers/protocol/chain-write.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newRoleKey } from '../../workers/protocol/officer-keys.ts';
import { newSignPair } from '../../workers/protocol/signing.ts';
import {
  join,
  newEpoch,
  say,
  sendTip,
  setUpDiscipline,
  setUpIdentity,
  tipClient,
  tipOffice,
  tipOfficer,
} from '../support/tips.ts';
import { mintTenant, type World } from '../support/world.ts';

async function readAll(world: World): Promise<Statement[]> {
  const page = await world.public.call(tipKeys.chain, {});
  return page.items.map(({ body, sig }) => ({ body, sig }));
}
const stored = async (world: World) => {
  const { db } = await world.ctx();
  const { keyChain: c, event: e } = db.rows;
  const rows = await db.select({ seq: c.seq }).from(c);
  const events = await db.select({ seq: e.seq }).from(e).where(eq(e.entity, 'key_chain'));
  return [rows.length, events.length];
};

test('anybody reads the chain, page by page, and checks it from the first statement', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const [custodian, discipline] = [await setUpIdentity(world, office), await setUpDiscipline(world, office)];
  const end = await verifyChain(world.no, await readAll(world));
  expect(end.root).toBe(office.root.sealPublic);
  expect([...end.roles.keys()].toSorted()).toEqual(['discipline', 'identity', 'intake']);
  expect(end.roles.get('identity')).toMatchObject({ id: custodian.roleKeyId, key: custodian.rolePublic });
  expect(end.officers.get(discipline.caller.personId)?.key).toBe(discipline.signPublic);
  expect(await stored(world)).toEqual([end.seq, end.seq]);

  const { db } = await world.ctx();
  const row = { kind: 'left', subject: 'p', body: '{}', signature: 's', createdAt: 0 };
  const more = Array.from({ length: 120 }, (_, i) => ({ ...row, seq: end.seq + 1 + i, hash: `h${i}` }));
  await db.commit(db.insertMany('keyChain', more), null);
  const first = await world.public.call(tipKeys.chain, {});
  const rest = await world.public.call(tipKeys.chain, { cursor: first.next! });
  expect([first.items.length, rest.items.length, rest.next]).toEqual([100, end.seq + 20, null]);
  expect([...first.items, ...rest.items].map((s) => s.seq)).toEqual(
    more.map((_, i) => i + 1).concat(Array.from({ length: end.seq }, (_, i) => 121 + i)),
  );
});

test('only what is true, linked and signed by the root is taken; what is not leaves nothing', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const [office, elsewhere] = [await tipOffice(world), await tipOffice(other)];
  const colleague = await tipOfficer(world, '同事');
  const clerk = await world.person(['leader']);
  const retired = office.roleKeyId;
  const now = await newEpoch(world, office, [office]);
  const intake = { id: now.id, epoch: 2, sealPublic: now.rolePublic };
  const officer = officerWords(colleague.caller.personId, colleague.signPublic);
  const stranger = await newSignPair();
  const { seq, hash } = await verifyChain(world.no, await readAll(world));
  const at = { tenantNo: world.no, day: '2026-11-18', seq, hash };
  const by = async (words: Words[], place = at, root = office.root.sign) =>
    (await sayAll(place, words, root)).statements;
  const root = rootWords({ id: newTipId(), epoch: 2, sealPublic: elsewhere.root.sealPublic });
  const good = await by([officer]);
  const bad: Record<string, Statement[]> = {
    'a number left out': await by([officer], { ...at, seq: seq + 1 }),
    'a number used before': await by([officer], { ...at, seq: seq - 1 }),
    'another link': await by([officer], { ...at, hash: '0'.repeat(64) }),
    'another tenant': await by([officer], { ...at, tenantNo: other.no }),
    'another root': await by([officer], at, elsewhere.root.sign),
    'a stranger': await by([officer], at, stranger.privateKey),
    'no day': await by([officer], { ...at, day: 'x' }),
    'the same twice': [...good, ...good],
    'a second that does not fit': [...good, ...(await by([officer]))],
    'a key put under': await by([roleWords('intake', { ...intake, sealPublic: elsewhere.rolePublic })]),
    'another epoch': await by([roleWords('intake', { ...intake, epoch: 3 })]),
    'another role': await by([roleWords('discipline', intake)]),
    'a retired key': await by([roleWords('intake', { id: retired, epoch: 1, sealPublic: office.rolePublic })]),
    'a key of another tenant': await by([roleWords('intake', { ...intake, id: elsewhere.roleKeyId })]),
    'a root without its key': await by([root]),
    'the root as a role': await by([roleWords('root', { ...office.root, epoch: 1 })]),
    'another’s signing key': await by([officerWords(colleague.caller.personId, office.signPublic)]),
    'nobody’s': await by([officerWords('nobody', office.signPublic)]),
    'a clerk': await by([officerWords(clerk.personId, office.signPublic)]),
    'who never came': await by([leftWords(colleague.caller.personId)]),
    'an unknown kind': await by([{ ...officer, kind: 'praise' as 'officer' }]),
    'no statement': [{ body: 'null', sig: 'AA' }],
    'no signature': [{ ...good[0]!, sig: '' }],
    'half a letter': [{ ...good[0]!, sig: 'A' }],
  };
  const before = await stored(world);
  for (const [why, statements] of Object.entries(bad)) {
    await expect(office.caller.call(tipKeys.appendChain, { statements }), why).rejects.toThrow('422 chain_invalid');
  }
  const seen = good.map((s) => said(s).seq);
  expect(seen).toEqual([seq + 1]);
  expect(await stored(world)).toEqual(before);
  await office.caller.call(tipKeys.appendChain, { statements: good });
  await office.caller.call(tipKeys.appendChain, {
    statements: await say(world, office.root, [leftWords(colleague.caller.personId)]),
  });
  expect([...(await verifyChain(world.no, await readAll(world))).officers.keys()]).toEqual([office.caller.personId]);
});

test('of two who append at the same place one is told of the conflict', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const second = await join(world, office, '同事');
  const words = [officerWords(office.caller.personId, office.signPublic)];
  const statements = await say(world, office.root, words);
  const results = await Promise.allSettled(
    [office, second, office].map((o) => o.caller.call(tipKeys.appendChain, { statements })),
  );
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  for (const r of results) if (r.status === 'rejected') expect(String(r.reason)).toMatch(/conflict|chain_invalid/);
  await verifyChain(world.no, await readAll(world));
});

test('a new root is signed by the one before and says every key anew; a poster of the first still leads there', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const custodian = await setUpIdentity(world, office);
  const discipline = await setUpDiscipline(world, office);
  const poster = await fingerprint(world.no, office.root.sealPublic);
  const id = newTipId();
  const member = { personId: office.caller.personId, sealPublic: office.sealPublic };
  const { sign, ...made } = await newRoleKey({ tenantNo: world.no, role: 'root', roleKeyId: id }, [member]);
  const first = rootWords({ id, epoch: 2, sealPublic: made.sealPublic });
  const keys = [office, custodian, discipline].map((d) =>
    roleWords(d.role, { id: d.roleKeyId, epoch: 1, sealPublic: d.rolePublic }),
  );
  const { seq, hash } = await verifyChain(world.no, await readAll(world));
  const at = { tenantNo: world.no, day: '2026-11-18', seq, hash };
  const create = (statements: Statement[]) =>
    office.caller.call(tipKeys.createRoleKey, { id, role: 'root', ...made, statements });
  const handed = await sayAll(at, [first], office.root.sign);
  const after = { ...at, ...handed.end };
  const usurped = await sayAll(at, [first], sign!);
  for (const statements of [
    [],
    handed.statements,
    [...handed.statements, ...(await sayAll(after, keys.slice(1), sign!)).statements],
    [...handed.statements, ...(await sayAll(after, keys, office.root.sign)).statements],
    [...usurped.statements, ...(await sayAll({ ...at, ...usurped.end }, keys, sign!)).statements],
  ]) {
    await expect(create(statements)).rejects.toThrow('422 chain_invalid');
  }
  await create([...handed.statements, ...(await sayAll(after, keys, sign!)).statements]);
  const end = await verifyChain(world.no, await readAll(world));
  expect([end.root, end.roles.size]).toEqual([made.sealPublic, 3]);
  const form = await tipClient(world).form();
  expect(form.roleKeys).toHaveLength(3);
  expect((await sendTip(world)).accepted.proof).not.toBe('');
  expect(await checkRoleKeys(form, poster)).toBe(await fingerprint(world.no, made.sealPublic));
  // The former root's word is worth nothing from now on.
  const words = [officerWords(office.caller.personId, office.signPublic)];
  await expect(
    office.caller.call(tipKeys.appendChain, { statements: await say(world, office.root, words) }),
  ).rejects.toThrow('422 chain_invalid');
});
