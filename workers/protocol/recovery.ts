import { combine, split } from 'shamir-secret-sharing';
import {
  aesOpen,
  aesSeal,
  type Bytes,
  binding,
  concat,
  fromBase64,
  hkdf,
  ProtocolError,
  random,
  SUITE,
  sameBytes,
  sha256,
  toBase64,
} from './bytes.ts';
import { exportPrivate, exportPublic, importSealPair, newSealPair } from './keys.ts';

export const RECOVERY_SHARES = 3;
export const RECOVERY_NEEDED = 2;
/** As stored. The private half lies wrapped under a secret that exists only as three shares. */
export interface RecoveryRecord {
  readonly sealPublic: string;
  readonly wrapped: string;
}
export interface NewRecovery extends RecoveryRecord {
  /** Shows the server later that whoever recovers put two shares together; it keeps an HMAC of it. */
  readonly auth: string;
  /** Three codes of 64 characters, each for one holder; shown once. */
  readonly codes: string[];
}

// --- codes: Crockford's base32, which has no letter that looks like a digit ---
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VERSION = 1;
const SHARE = 33;

function toBase32(bytes: Bytes): string {
  let [out, bits, value] = ['', 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out += ALPHABET[(value >> (bits - 5)) & 31];
  }
  return out;
}

function fromBase32(text: string): Bytes {
  const out: number[] = [];
  let [bits, value] = [0, 0];
  for (const letter of text) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) throw new ProtocolError('not a recovery code');
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((value >> bits) & 255);
    }
  }
  return Uint8Array.from(out);
}

/** Version ‖ id of the set (2) ‖ share (33) ‖ checksum (4), 40 bytes: 64 characters in groups of four. */
async function toCode(set: Bytes, share: Uint8Array): Promise<string> {
  const bytes = concat(Uint8Array.of(VERSION), set, share);
  return toBase32(concat(bytes, (await sha256(bytes)).slice(0, 4))).replace(/(.{4})(?=.)/g, '$1-');
}

/** @throws ProtocolError for a slip of the pen; `set` tells apart codes of different makings. */
export async function parseRecoveryCode(typed: string): Promise<{ set: string; share: Bytes }> {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (text.length !== 64) throw new ProtocolError('not a recovery code');
  const bytes = fromBase32(text);
  const body = bytes.slice(0, 36);
  if (body[0] !== VERSION || !sameBytes(bytes.slice(36), (await sha256(body)).slice(0, 4))) {
    throw new ProtocolError('not a recovery code');
  }
  return { set: toBase64(body.slice(1, 3)), share: body.slice(3, 3 + SHARE) };
}

const wrapKeyOf = (secret: Bytes, tenantNo: number) => hkdf(secret, binding('recovery-wrap', tenantNo), 32);
const authOf = async (secret: Bytes, tenantNo: number) =>
  toBase64(await hkdf(secret, binding('recovery-auth', tenantNo), 32));

export async function newRecovery(tenantNo: number): Promise<NewRecovery> {
  const secret = random(32);
  const pair = await newSealPair();
  const sealPublic = await exportPublic(pair.publicKey);
  const iv = random(12);
  const aad = binding('recovery', tenantNo, sealPublic);
  const sealed = await aesSeal(await wrapKeyOf(secret, tenantNo), iv, aad, await exportPrivate(pair.privateKey));
  const set = random(2);
  const shares = await split(secret, RECOVERY_SHARES, RECOVERY_NEEDED);
  return {
    sealPublic,
    wrapped: toBase64(concat(Uint8Array.of(SUITE), iv, sealed)),
    auth: await authOf(secret, tenantNo),
    codes: await Promise.all(shares.map((share) => toCode(set, share))),
  };
}

/** @throws ProtocolError when the codes are not two different ones of this record's making. */
export async function openRecovery(
  tenantNo: number,
  record: RecoveryRecord,
  codes: readonly string[],
): Promise<{ pair: CryptoKeyPair; auth: string }> {
  const parsed = await Promise.all(codes.map(parseRecoveryCode));
  const [first, second] = parsed;
  if (!first || !second || sameBytes(first.share, second.share) || first.set !== second.set) {
    throw new ProtocolError('two different codes of one making are needed');
  }
  const secret = Uint8Array.from(await combine([first.share, second.share]));
  const bytes = fromBase64(record.wrapped);
  if (bytes[0] !== SUITE) throw new ProtocolError('suite');
  const aad = binding('recovery', tenantNo, record.sealPublic);
  const pkcs8 = await aesOpen(await wrapKeyOf(secret, tenantNo), bytes.slice(1, 13), aad, bytes.slice(13));
  return { pair: await importSealPair(pkcs8, record.sealPublic), auth: await authOf(secret, tenantNo) };
}
