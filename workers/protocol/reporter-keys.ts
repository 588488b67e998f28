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
} from './bytes.ts';
import { exportPrivate, exportPublic, importSealPair, newSealPair } from './keys.ts';

export interface ReporterKeys {
  readonly reporterPublic: string;
  /** The private half under `wrap`: only whoever holds the receipt opens it. */
  readonly reporterWrapped: string;
}

/** The pair officers will answer to. Random: the receipt wraps it but does not make it. */
export async function newReporterKeys(wrap: Bytes, tenantNo: number): Promise<ReporterKeys> {
  const pair = await newSealPair();
  const reporterPublic = await exportPublic(pair.publicKey);
  const iv = random(12);
  const aad = binding('reporter', tenantNo, reporterPublic);
  const sealed = await aesSeal(wrap, iv, aad, await exportPrivate(pair.privateKey));
  return { reporterPublic, reporterWrapped: toBase64(concat(Uint8Array.of(SUITE), iv, sealed)) };
}

export async function openReporterKeys(wrap: Bytes, tenantNo: number, keys: ReporterKeys): Promise<CryptoKeyPair> {
  const bytes = fromBase64(keys.reporterWrapped);
  if (bytes[0] !== SUITE) throw new ProtocolError('suite');
  const aad = binding('reporter', tenantNo, keys.reporterPublic);
  const pkcs8 = await aesOpen(wrap, bytes.slice(1, 13), aad, bytes.slice(13));
  return importSealPair(pkcs8, keys.reporterPublic);
}
