import {
  aesOpen,
  aesSeal,
  type Bytes,
  binding,
  concat,
  fromBase64,
  ProtocolError,
  random,
  SUITE,
  toBase64,
  utf8,
} from './bytes.ts';
import { hpkeOpen } from './hpke.ts';
import { hpkeSeal } from './hpke-seal.ts';
import { exportPrivate, exportPublic, importSealPair, importSealPublic, newSealPair } from './keys.ts';
import { importSignPrivate, newSignPair } from './signing.ts';

export const PASSPHRASE_ITERATIONS = 600_000;
/** Format 1: PBKDF2-SHA256. Argon2id will be format 2; what is wrapped under 1 still opens. */
const FORMAT_PBKDF2 = 1;
const HEAD = 1 + 4 + 16 + 12;

export interface OfficerScope {
  readonly tenantNo: number;
  readonly personId: string;
}
/** As stored: public halves, and both private ones under the passphrase. */
export interface OfficerRecord {
  readonly sealPublic: string;
  readonly signPublic: string;
  readonly wrapped: string;
}
/** Unlocked for the session; the private halves cannot be exported. */
export interface OfficerKeys {
  readonly seal: CryptoKeyPair;
  readonly sign: CryptoKey;
}

async function passphraseKey(passphrase: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const password = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(kdf, password, 256));
}

const officerAad = (scope: OfficerScope, head: Bytes, sealPublic: string, signPublic: string): Bytes =>
  concat(binding('officer', scope.tenantNo, scope.personId, sealPublic, signPublic), head);

export async function newOfficerKeys(
  scope: OfficerScope,
  passphrase: string,
  iterations = PASSPHRASE_ITERATIONS,
): Promise<OfficerRecord> {
  const seal = await newSealPair();
  const sign = await newSignPair();
  const [sealPublic, signPublic, sealPrivate, signPrivate] = await Promise.all([
    exportPublic(seal.publicKey),
    exportPublic(sign.publicKey),
    exportPrivate(seal.privateKey),
    exportPrivate(sign.privateKey),
  ]);
  const head = concat(Uint8Array.of(FORMAT_PBKDF2), new Uint8Array(4), random(16), random(12));
  new DataView(head.buffer).setUint32(1, iterations);
  const key = await passphraseKey(passphrase, head.slice(5, 21), iterations);
  const plain = concat(Uint8Array.of(sealPrivate.length), sealPrivate, signPrivate);
  const ct = await aesSeal(key, head.slice(21), officerAad(scope, head, sealPublic, signPublic), plain);
  return { sealPublic, signPublic, wrapped: toBase64(concat(head, ct)) };
}

/** @throws ProtocolError for a wrong passphrase, another person's record, or an altered one. */
export async function unlockOfficerKeys(
  scope: OfficerScope,
  record: OfficerRecord,
  passphrase: string,
): Promise<OfficerKeys> {
  const bytes = fromBase64(record.wrapped);
  if (bytes[0] !== FORMAT_PBKDF2 || bytes.length <= HEAD) throw new ProtocolError('format');
  const head = bytes.slice(0, HEAD);
  const iterations = new DataView(head.buffer).getUint32(1);
  if (iterations < 1 || iterations > 10_000_000) throw new ProtocolError('format');
  const key = await passphraseKey(passphrase, head.slice(5, 21), iterations);
  const aad = officerAad(scope, head, record.sealPublic, record.signPublic);
  const plain = await aesOpen(key, head.slice(21), aad, bytes.slice(HEAD));
  const cut = 1 + plain[0]!;
  return {
    seal: await importSealPair(plain.slice(1, cut), record.sealPublic),
    sign: await importSignPrivate(plain.slice(cut)),
  };
}

// --- role keys ---
export interface RoleScope {
  readonly tenantNo: number;
  readonly role: string;
  readonly roleKeyId: string;
}
export interface Member {
  readonly personId: string;
  readonly sealPublic: string;
}

const shareInfo = (scope: RoleScope, personId: string): Bytes =>
  binding('share', scope.tenantNo, scope.role, scope.roleKeyId, personId);

async function sealShare(scope: RoleScope, rolePublic: string, pkcs8: Bytes, member: Member): Promise<string> {
  const to = await importSealPublic(member.sealPublic);
  const { enc, ct } = await hpkeSeal(to, shareInfo(scope, member.personId), utf8(rolePublic), pkcs8);
  return toBase64(concat(Uint8Array.of(SUITE), enc, ct));
}

export interface NewRoleKey {
  readonly sealPublic: string;
  readonly shares: { personId: string; envelope: string }[];
  /** The private half for the recovery key, where there is one. */
  readonly recoveryEnvelope: string | null;
}

/**
 * A new pair for a role, its private half sealed to each member and to the recovery key. The pair itself is not kept; for
 * the role `root`, whose pair signs, it is handed back so that the first statements can be made.
 */
export async function newRoleKey(
  scope: RoleScope,
  members: readonly Member[],
  recoveryPublic?: string,
): Promise<NewRoleKey & { sign: CryptoKey | undefined }> {
  const root = scope.role === ROOT;
  const pair = root ? await newSignPair() : await newSealPair();
  const sealPublic = await exportPublic(pair.publicKey);
  const pkcs8 = await exportPrivate(pair.privateKey);
  const shares = await Promise.all(
    members.map(async (m) => ({ personId: m.personId, envelope: await sealShare(scope, sealPublic, pkcs8, m) })),
  );
  const recoveryEnvelope = recoveryPublic ? await sealForRecovery(scope, sealPublic, pkcs8, recoveryPublic) : null;
  return { sealPublic, shares, recoveryEnvelope, sign: root ? await importSignPrivate(pkcs8) : undefined };
}

/** Role of the key that signs the chain. */
export const ROOT = 'root';
/** Stands for the recovery key where a member's id would stand. */
const RECOVERY = 'recovery';

/** The private half of a role key, for the recovery key. */
export const sealForRecovery = (scope: RoleScope, rolePublic: string, pkcs8: Bytes, recoveryPublic: string) =>
  sealShare(scope, rolePublic, pkcs8, { personId: RECOVERY, sealPublic: recoveryPublic });

async function openShare(scope: RoleScope, rolePublic: string, envelope: string, who: string, pair: CryptoKeyPair) {
  const bytes = fromBase64(envelope);
  if (bytes[0] !== SUITE) throw new ProtocolError('suite');
  const sealed = { enc: bytes.slice(1, 66), ct: bytes.slice(66) };
  return hpkeOpen(pair, shareInfo(scope, who), utf8(rolePublic), sealed);
}

/** The PKCS#8 of a role key out of my share: only to be sealed on at once. */
export const openRolePrivate = (
  scope: RoleScope,
  rolePublic: string,
  envelope: string,
  me: string,
  keys: OfficerKeys,
) => openShare(scope, rolePublic, envelope, me, keys.seal);

/** Recovery: the PKCS#8 of a role key, by whoever put two shares together. */
export const openFromRecovery = (scope: RoleScope, rolePublic: string, envelope: string, pair: CryptoKeyPair) =>
  openShare(scope, rolePublic, envelope, RECOVERY, pair);

/** The role's pair for this session, non-extractable. */
export async function openRoleKey(
  scope: RoleScope,
  rolePublic: string,
  envelope: string,
  me: string,
  keys: OfficerKeys,
): Promise<CryptoKeyPair> {
  return importSealPair(await openRolePrivate(scope, rolePublic, envelope, me, keys), rolePublic);
}

/** The root's signing key for this session, non-extractable. */
export async function openRoot(
  scope: RoleScope,
  rolePublic: string,
  envelope: string,
  me: string,
  keys: OfficerKeys,
): Promise<CryptoKey> {
  return importSignPrivate(await openRolePrivate(scope, rolePublic, envelope, me, keys));
}

/** Joining: a member opens their own share and seals the role's private half to the newcomer. */
export async function resealShare(
  scope: RoleScope,
  rolePublic: string,
  envelope: string,
  me: string,
  keys: OfficerKeys,
  newcomer: Member,
): Promise<string> {
  return sealShare(scope, rolePublic, await openRolePrivate(scope, rolePublic, envelope, me, keys), newcomer);
}

/** After a recovery: the private half, now in hand, sealed to a member. */
export const sealToMember = sealShare;
