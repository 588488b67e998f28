import {
  aesOpen,
  aesSeal,
  type Bytes,
  binding,
  concat,
  fromBase64,
  fromUtf8,
  ProtocolError,
  random,
  SUITE,
  toBase64,
  utf8,
} from './bytes.ts';
import { exportPrivate, exportPublic, importSealPair, newSealPair } from './keys.ts';
import { importSignPrivate } from './signing.ts';

export interface ReporterKeys {
  readonly reporterPublic: string;
  /** The private half under `wrap`: only whoever holds the receipt opens it. */
  readonly reporterWrapped: string;
}

/** What the receipt opens: the pair officers answer to, and the root the reporter trusted when sending ('' = none). */
export interface ReporterSecret {
  readonly pair: CryptoKeyPair;
  /** The same private key for ECDSA: officers know its public half from under the seal. */
  readonly sign: CryptoKey;
  readonly root: string;
  /** To be wrapped anew under another receipt. */
  readonly plain: Bytes;
}

const aadOf = (tenantNo: number, reporterPublic: string): Bytes => binding('reporter', tenantNo, reporterPublic);

async function wrapped(wrap: Bytes, tenantNo: number, reporterPublic: string, plain: Bytes): Promise<string> {
  const iv = random(12);
  return toBase64(concat(Uint8Array.of(SUITE), iv, await aesSeal(wrap, iv, aadOf(tenantNo, reporterPublic), plain)));
}

/** Random: the receipt wraps the pair but does not make it. `root`: fingerprint of the root checked before sealing. */
export async function newReporterKeys(wrap: Bytes, tenantNo: number, root = ''): Promise<ReporterKeys> {
  const pair = await newSealPair();
  const reporterPublic = await exportPublic(pair.publicKey);
  const plain = concat(await exportPrivate(pair.privateKey), utf8(root));
  return { reporterPublic, reporterWrapped: await wrapped(wrap, tenantNo, reporterPublic, plain) };
}

/** PKCS#8 says its own length; what follows is the root's fingerprint. */
function pkcs8Length(plain: Bytes): number {
  return plain[1] === 0x81 ? 3 + plain[2]! : 2 + plain[1]!;
}

/** @throws ProtocolError under another receipt, for another tenant, or when altered */
export async function openReporterKeys(wrap: Bytes, tenantNo: number, keys: ReporterKeys): Promise<ReporterSecret> {
  const bytes = fromBase64(keys.reporterWrapped);
  if (bytes[0] !== SUITE) throw new ProtocolError('suite');
  const plain = await aesOpen(wrap, bytes.slice(1, 13), aadOf(tenantNo, keys.reporterPublic), bytes.slice(13));
  const end = pkcs8Length(plain);
  const pkcs8 = plain.slice(0, end);
  const [pair, sign] = await Promise.all([importSealPair(pkcs8, keys.reporterPublic), importSignPrivate(pkcs8)]);
  return { pair, sign, root: fromUtf8(plain.slice(end)), plain };
}

/** "Make a new code": the same pair under another receipt's `wrap`. */
export const rewrapReporterKeys = (
  wrap: Bytes,
  tenantNo: number,
  reporterPublic: string,
  secret: ReporterSecret,
): Promise<string> => wrapped(wrap, tenantNo, reporterPublic, secret.plain);
