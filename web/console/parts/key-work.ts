import type { ClientInput, ClientOutput, Route } from '../../../workers/contract/route.ts';
import { addShare, appendChain, coverKeys, createRoleKey, myKeys } from '../../../workers/contract/tip-keys.ts';
import type { Statement } from '../../../workers/protocol/chain.ts';
import { roleWords, rootWords, type Words } from '../../../workers/protocol/chain-write.ts';
import {
  newRoleKey,
  openRolePrivate,
  openRoot,
  ROOT,
  resealShare,
  sealForRecovery,
} from '../../../workers/protocol/officer-keys.ts';
import { call } from '../session.ts';
import { type ReadChain, readChain, say } from './key-chain.ts';
import {
  activeKey,
  holderWords,
  leaking,
  myRoot,
  type Newcomer,
  type RoleKeyView,
  saidAnew,
  uncovered,
  unsaid,
  unsignedOfficers,
} from './key-plan.ts';
import { currentVault, type Keys, touch } from './vault.ts';

/** Who works. Each step reads keys and chain anew, so that two officers at work do not sign past one another. */
export interface Hand {
  readonly tenantNo: number;
  readonly personId: string;
}
/** A sentence for the person at the screen. */
export class KeyTrouble extends Error {}

/** As createRoleKey and appendChain take them. */
const STATEMENTS_MAX = 20;

const send = <R extends Route>(route: R, input: ClientInput<R>): Promise<ClientOutput<R>> =>
  call(route, input, { key: crypto.randomUUID() });
const readKeys = (): Promise<Keys> => call(myKeys, {});

function officer() {
  const vault = currentVault();
  if (!vault) throw new KeyTrouble('密钥已锁上，请先输入口令打开。');
  touch();
  return vault.officer;
}

const scopeOf = ({ tenantNo }: Hand, { role, id }: Pick<RoleKeyView, 'role' | 'id'>) => ({
  tenantNo,
  role,
  roleKeyId: id,
});

async function goodChain(hand: Hand): Promise<ReadChain & { end: NonNullable<ReadChain['end']> }> {
  const read = await readChain(hand.tenantNo);
  if (!read.end) throw new KeyTrouble('签名链核对不通过，什么也没有做。请报告管理员。');
  return { ...read, end: read.end };
}

/** The root's signing key out of my share; undefined when I hold none. */
async function rootKey(hand: Hand, keys: Keys): Promise<CryptoKey | undefined> {
  const root = myRoot(keys);
  if (!root) return undefined;
  return openRoot(scopeOf(hand, root), root.sealPublic, root.share!, hand.personId, officer());
}

async function append(hand: Hand, root: CryptoKey, sentences: readonly Words[]): Promise<void> {
  for (let at = 0; at < sentences.length; at += STATEMENTS_MAX) {
    const { statements: before } = await goodChain(hand);
    const statements = await say(hand.tenantNo, before, root, sentences.slice(at, at + STATEMENTS_MAX));
    await send(appendChain, { statements });
  }
}

/** A first key or a new epoch, sealed to all who may hold the role now and to the recovery key. */
export async function renew(hand: Hand, role: string): Promise<void> {
  const keys = await readKeys();
  const read = await goodChain(hand);
  const holders = keys.holders.filter((h) => h.role === role);
  if (!holders.some((h) => h.personId === hand.personId)) throw new KeyTrouble('您的岗位不能持有这把密钥。');
  const id = crypto.randomUUID();
  const epoch = Math.max(0, ...keys.roleKeys.filter((k) => k.role === role).map((k) => k.epoch)) + 1;
  const signer = await rootKey(hand, keys);
  if (role === ROOT && read.end.root && !signer) throw new KeyTrouble('更换根密钥须由持有现用根密钥的人来做。');
  const { sign, ...made } = await newRoleKey(scopeOf(hand, { role, id }), holders, keys.recovery?.sealPublic);
  const key = { id, epoch, sealPublic: made.sealPublic };
  let statements: Statement[] = [];
  let later: Words[] = [];
  if (role === ROOT) {
    // The new root says again all that holds: a reader who trusts it alone must find every key.
    statements = await say(hand.tenantNo, read.statements, signer ?? sign!, [rootWords(key)]);
    const rest = saidAnew(keys, read.end);
    later = rest.slice(STATEMENTS_MAX - 1);
    const said = [...read.statements, ...statements];
    statements.push(...(await say(hand.tenantNo, said, sign!, rest.slice(0, STATEMENTS_MAX - 1))));
  } else if (signer) {
    const rest = unsaid(keys, read.end).filter((words) => words.kind !== 'role');
    later = rest.slice(STATEMENTS_MAX - 1);
    statements = await say(hand.tenantNo, read.statements, signer, [
      roleWords(role, key),
      ...rest.slice(0, STATEMENTS_MAX - 1),
    ]);
  }
  await send(createRoleKey, { id, role, ...made, statements });
  const root = role === ROOT ? sign : signer;
  if (root && later.length > 0) await append(hand, root, later);
}

/** All that may be missing at the beginning: the root, then each role of mine. */
export async function setUp(hand: Hand): Promise<void> {
  const keys = await readKeys();
  const missing = keys.roles.filter((role) => !activeKey(keys, role));
  if (missing.includes(ROOT)) await renew(hand, ROOT);
  for (const role of missing) if (role !== ROOT) await renew(hand, role);
}

/** Signs whatever is not said yet: keys made without a root share, colleagues' signing keys, who left. */
export async function signAll(hand: Hand): Promise<void> {
  const keys = await readKeys();
  const root = await rootKey(hand, keys);
  if (!root) throw new KeyTrouble('您没有根密钥的份额，不能签名。');
  const { end } = await goodChain(hand);
  await append(hand, root, unsaid(keys, end));
}

/** Every share I can give this colleague; the first one carries the statement about their signing key. */
export async function admit(hand: Hand, newcomer: Newcomer): Promise<void> {
  const keys = await readKeys();
  const root = await rootKey(hand, keys);
  for (const [n, key] of newcomer.keys.entries()) {
    const envelope = await reseal(hand, key, newcomer);
    const statements = n === 0 && root ? await introduce(hand, root, keys, newcomer.personId) : [];
    await send(addShare, { id: key.id, personId: newcomer.personId, envelope, statements });
  }
}

async function reseal(hand: Hand, key: RoleKeyView, newcomer: Newcomer): Promise<string> {
  return resealShare(scopeOf(hand, key), key.sealPublic, key.share!, hand.personId, officer(), newcomer);
}

async function introduce(hand: Hand, root: CryptoKey, keys: Keys, personId: string): Promise<Statement[]> {
  const { end, statements } = await goodChain(hand);
  if (!end.root) return [];
  const them = unsignedOfficers(keys, end).filter((h) => h.personId === personId);
  return say(hand.tenantNo, statements, root, them.map(holderWords));
}

/** Somebody left: a new epoch of every key they still hold with me. Answers the roles whose open tips are to be re-sealed. */
export async function replaceLeaking(hand: Hand): Promise<string[]> {
  const roles = leaking(await readKeys()).map((k) => k.role);
  for (const role of roles) await renew(hand, role);
  return roles.filter((role) => role !== ROOT);
}

/** Every key of mine that is not yet sealed to this recovery key. */
export async function forRecovery(
  hand: Hand,
  recoveryPublic: string,
  which: readonly RoleKeyView[],
): Promise<{ roleKeyId: string; envelope: string }[]> {
  return Promise.all(
    which.map(async (key) => {
      const scope = scopeOf(hand, key);
      const pkcs8 = await openRolePrivate(scope, key.sealPublic, key.share!, hand.personId, officer());
      return { roleKeyId: key.id, envelope: await sealForRecovery(scope, key.sealPublic, pkcs8, recoveryPublic) };
    }),
  );
}

export async function coverAll(hand: Hand): Promise<void> {
  const keys = await readKeys();
  if (!keys.recovery) throw new KeyTrouble('密钥恢复尚未启用。');
  const covered = await forRecovery(hand, keys.recovery.sealPublic, uncovered(keys));
  if (covered.length > 0) await send(coverKeys, { recoveryId: keys.recovery.id, keys: covered });
}
