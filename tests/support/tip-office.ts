import type { Role } from '../../workers/contract/access.ts';
import type { ClientOutput } from '../../workers/contract/route.ts';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import * as tipKeys from '../../workers/contract/tip-keys.ts';
import { type Statement, statementHash } from '../../workers/protocol/chain.ts';
import { officerWords, roleWords, rootWords, sayAll, type Words } from '../../workers/protocol/chain-write.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import {
  newOfficerKeys,
  newRoleKey,
  type OfficerKeys,
  openRoleKey,
  resealShare,
  unlockOfficerKeys,
} from '../../workers/protocol/officer-keys.ts';
import { type OpenedTip, openTip } from '../../workers/protocol/open-tip.ts';
import { easyWork, ITERATIONS } from './tips.ts';
import type { Caller, World } from './world.ts';

const DAY = '2026-11-18';
const PASSPHRASE = '口令 口令 口令';

/** Somebody of a tip role with keys of their own, and nothing else yet. */
export interface TipOfficer {
  readonly caller: Caller;
  readonly keys: OfficerKeys;
  readonly sealPublic: string;
  readonly signPublic: string;
}
/** The tenant's root key, in hand. */
export interface Root {
  readonly id: string;
  readonly sealPublic: string;
  readonly sign: CryptoKey;
}
/** A person at a desk: holds a share of its role key, and the root has said that they sign with their key. */
export interface DeskOfficer extends TipOfficer {
  /** The role key this desk was put into use with, or joined. */
  readonly role: string;
  readonly roleKeyId: string;
  readonly rolePublic: string;
  readonly root: Root;
  /** Goes with everything the officer signs. */
  readonly statement: Statement;
  /** The pair of a role key this officer holds a share of, by its id. */
  pair(roleKeyId: string): Promise<CryptoKeyPair>;
  /** Opens in the officer's "browser" what tips.open hands out, by whichever role key they hold. */
  open(tipId: string): Promise<OpenedTip & { version: number; hazardId: string }>;
}
export type TipOffice = DeskOfficer;

/** An officer with keys of their own; of the intake unless told otherwise. */
export async function tipOfficer(
  world: World,
  name = '受理员',
  role: Role = 'tip_office',
  unitId = '',
): Promise<TipOfficer> {
  const caller = await world.person([{ role, unitId }], name);
  const scope = { tenantNo: world.no, personId: caller.personId };
  const record = await newOfficerKeys(scope, PASSPHRASE, ITERATIONS);
  await caller.call(tipKeys.putMyKeys, record);
  const { sealPublic, signPublic } = record;
  return { caller, keys: await unlockOfficerKeys(scope, record, PASSPHRASE), sealPublic, signPublic };
}

/** Root, intake key and one officer, all signed: the tenant now takes tips. */
export async function tipOffice(world: World, name?: string): Promise<TipOffice> {
  const officer = await tipOfficer(world, name);
  const { caller, sealPublic, signPublic } = officer;
  const member = { personId: caller.personId, sealPublic };
  const at = { tenantNo: world.no, day: DAY };
  const rootId = newTipId();
  const made = await newRoleKey({ tenantNo: world.no, role: 'root', roleKeyId: rootId }, [member]);
  const root: Root = { id: rootId, sealPublic: made.sealPublic, sign: made.sign! };
  const first = await sayAll(
    { ...at, seq: 0, hash: '' },
    [rootWords({ ...root, epoch: 1 }), officerWords(caller.personId, signPublic)],
    root.sign,
  );
  await caller.call(tipKeys.createRoleKey, { ...roleInput(rootId, 'root', made), statements: first.statements });
  const id = newTipId();
  const intake = await newRoleKey({ tenantNo: world.no, role: 'intake', roleKeyId: id }, [member]);
  const { sealPublic: rolePublic } = intake;
  const words = [roleWords('intake', { id, epoch: 1, sealPublic: rolePublic })];
  const { statements } = await sayAll({ ...at, ...first.end }, words, root.sign);
  await caller.call(tipKeys.createRoleKey, { ...roleInput(id, 'intake', intake), statements });
  await easyWork(world);
  const key = { role: 'intake', roleKeyId: id, rolePublic };
  return deskOfficer(world, officer, { ...key, root, statement: first.statements[1]! });
}

const roleInput = (id: string, role: string, made: Awaited<ReturnType<typeof newRoleKey>>) => ({
  ...{ id, role, sealPublic: made.sealPublic, shares: made.shares, recoveryEnvelope: made.recoveryEnvelope },
});

/** Signs at the end of the chain as it stands now. */
export async function say(world: World, root: Root, words: readonly Words[]): Promise<Statement[]> {
  let [seq, hash] = [0, ''];
  for (let next: string | null | undefined; next !== null; ) {
    const page: ClientOutput<typeof tipKeys.chain> = await world.public.call(
      tipKeys.chain,
      next ? { cursor: next } : {},
    );
    const last = page.items.at(-1);
    if (last) [seq, hash] = [last.seq, await statementHash(last)];
    next = page.next;
  }
  return (await sayAll({ tenantNo: world.no, day: DAY, seq, hash }, words, root.sign)).statements;
}

/** A colleague joins a desk: somebody of its staff role, with a share from `office` and the root's word for them. */
export async function join(world: World, office: DeskOfficer, name: string): Promise<DeskOfficer> {
  const { role, roleKeyId, rolePublic, root } = office;
  const officer = await tipOfficer(world, name, ...staffOf(role));
  const { caller, sealPublic, signPublic } = officer;
  const mine = await office.caller.call(tipKeys.myKeys, {});
  const { share } = mine.roleKeys.find((key) => key.id === roleKeyId)!;
  const scope = { tenantNo: world.no, role, roleKeyId };
  const newcomer = { personId: caller.personId, sealPublic };
  const envelope = await resealShare(scope, rolePublic, share!, office.caller.personId, office.keys, newcomer);
  const statements = await say(world, root, [officerWords(caller.personId, signPublic)]);
  await office.caller.call(tipKeys.addShare, { id: roleKeyId, personId: caller.personId, envelope, statements });
  return deskOfficer(world, officer, { role, roleKeyId, rolePublic, root, statement: statements[0]! });
}

/** A new epoch of this officer's role for `members`, the officer among them; signed unless told otherwise. */
export async function newEpoch(
  world: World,
  by: DeskOfficer,
  members: readonly TipOfficer[],
  words?: readonly Words[],
): Promise<{ id: string; rolePublic: string }> {
  const { role } = by;
  const id = newTipId();
  const sealed = members.map(({ caller, sealPublic }) => ({ personId: caller.personId, sealPublic }));
  const made = await newRoleKey({ tenantNo: world.no, role, roleKeyId: id }, sealed);
  const { roleKeys } = await by.caller.call(tipKeys.myKeys, {});
  const epoch = Math.max(...roleKeys.filter((key) => key.role === role).map((key) => key.epoch)) + 1;
  const said = words ?? [roleWords(role, { id, epoch, sealPublic: made.sealPublic })];
  const statements = said.length > 0 ? await say(world, by.root, said) : [];
  await by.caller.call(tipKeys.createRoleKey, { ...roleInput(id, role, made), statements });
  return { id, rolePublic: made.sealPublic };
}

const STAFF: Record<string, Role> = { discipline: 'discipline', identity: 'identity_custodian', intake: 'tip_office' };
function staffOf(role: string): [Role, string] {
  const [kind = '', unitId = ''] = role.split(':', 2);
  return kind === 'verification' ? ['tip_verifier', unitId] : [STAFF[kind]!, ''];
}

/** Sets up another desk (`discipline`, `identity`, `verification:{unit}`) with one officer, signed by the office's root. */
export async function setUpDesk(world: World, office: DeskOfficer, role: string, name: string): Promise<DeskOfficer> {
  const officer = await tipOfficer(world, name, ...staffOf(role));
  const { caller, sealPublic, signPublic } = officer;
  const id = newTipId();
  const scope = { tenantNo: world.no, role, roleKeyId: id };
  const made = await newRoleKey(scope, [{ personId: caller.personId, sealPublic }]);
  const words = [officerWords(caller.personId, signPublic), roleWords(role, { ...made, id, epoch: 1 })];
  const statements = await say(world, office.root, words);
  await caller.call(tipKeys.createRoleKey, { ...roleInput(id, role, made), statements });
  const key = { role, roleKeyId: id, rolePublic: made.sealPublic };
  return deskOfficer(world, officer, { ...key, root: office.root, statement: statements[0]! });
}
export const setUpDiscipline = (world: World, office: DeskOfficer): Promise<DeskOfficer> =>
  setUpDesk(world, office, 'discipline', '纪检员');
export const setUpIdentity = (world: World, office: DeskOfficer): Promise<DeskOfficer> =>
  setUpDesk(world, office, 'identity', '姓名保管员');
export const setUpVerification = (world: World, office: DeskOfficer, unitId: string): Promise<DeskOfficer> =>
  setUpDesk(world, office, `verification:${unitId}`, '核查员');

type Seat = Pick<DeskOfficer, 'role' | 'roleKeyId' | 'rolePublic' | 'root' | 'statement'>;

/** This person at that desk, whatever shares they hold. */
export function deskOfficer(world: World, officer: TipOfficer, seat: Seat): DeskOfficer {
  const { caller, keys } = officer;
  const pair = async (roleKeyId: string) => {
    const mine = await caller.call(tipKeys.myKeys, {});
    const held = mine.roleKeys.find((key) => key.id === roleKeyId)!;
    const scope = { tenantNo: world.no, role: held.role, roleKeyId };
    return openRoleKey(scope, held.sealPublic, held.share!, caller.personId, keys);
  };
  return {
    ...seat,
    ...officer,
    pair,
    async open(tipId) {
      const tip = await caller.call(tipDesk.openTip, { id: tipId });
      const { roleKeys } = await caller.call(tipKeys.myKeys, {});
      const held = roleKeys.find((k) => k.share && tip.envelope.wraps.some((w) => w.roleKeyId === k.id));
      if (!held) throw new Error('no role key of this officer opens it');
      const scope = { tenantNo: world.no, tipId, formHash: tip.formHash };
      const opened = await openTip(scope, tip.envelope, tip.header, held.id, await pair(held.id));
      return { ...opened, version: tip.version, hazardId: tip.hazard.id };
    },
  };
}
