import { aesOpen, type Bytes, fromBase64, fromUtf8, hkdf, ProtocolError, SUITE, sameBytes } from './bytes.ts';
import {
  BODY_SIZES,
  commitTo,
  type Envelope,
  NONCE,
  type RoleKey,
  scoped,
  type TipScope,
  type Wrap,
  wrapInfo,
  wrapKey,
} from './envelope.ts';
import { hpkeOpen } from './hpke.ts';

export function unpad(padded: Bytes): Bytes {
  const length = padded.length < 4 ? -1 : new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length < 0 || length > padded.length - 4) throw new ProtocolError('padding');
  if (padded.subarray(4 + length).some((b) => b !== 0)) throw new ProtocolError('padding');
  return padded.slice(4, 4 + length);
}

/** The key of a part, checked against its commitment. */
export async function openWrap(
  scope: TipScope,
  part: string,
  wrap: Wrap,
  commitment: string,
  pair: CryptoKeyPair,
): Promise<Bytes> {
  const commit = fromBase64(commitment);
  const sealed = { enc: fromBase64(wrap.enc), ct: fromBase64(wrap.ct) };
  const key = await hpkeOpen(pair, wrapInfo(scope, part, wrap.roleKeyId), commit, sealed);
  if (!sameBytes(commit, await commitTo(scope, part, key))) throw new ProtocolError('commitment');
  return key;
}

/** Re-sealing: a holder of the old role key wraps the same part to another one (a new epoch, another desk). */
export async function rewrap(
  scope: TipScope,
  part: string,
  wrap: Wrap,
  commitment: string,
  pair: CryptoKeyPair,
  to: RoleKey,
): Promise<Wrap> {
  const key = await openWrap(scope, part, wrap, commitment, pair);
  return wrapKey(scope, part, key, fromBase64(commitment), to);
}

/** The DEK for a holder of the role key. */
export async function openDek(
  scope: TipScope,
  envelope: Envelope,
  roleKeyId: string,
  pair: CryptoKeyPair,
): Promise<Bytes> {
  if (envelope.suite !== SUITE) throw new ProtocolError('suite');
  const wrap = envelope.wraps.find((w) => w.roleKeyId === roleKeyId);
  if (!wrap) throw new ProtocolError('not sealed to this role key');
  return openWrap(scope, 'body', wrap, envelope.commit, pair);
}

export async function openBody(scope: TipScope, dek: Bytes, body: string): Promise<unknown> {
  const bytes = fromBase64(body);
  if (bytes[0] !== SUITE || !BODY_SIZES.includes(bytes.length)) throw new ProtocolError('suite or size');
  const aad = scoped('body', scope);
  const padded = await aesOpen(await hkdf(dek, aad, 32), NONCE, aad, bytes.slice(1));
  return JSON.parse(fromUtf8(unpad(padded)));
}

export async function openEnvelope(
  scope: TipScope,
  envelope: Envelope,
  roleKeyId: string,
  pair: CryptoKeyPair,
): Promise<{ dek: Bytes; content: unknown }> {
  const dek = await openDek(scope, envelope, roleKeyId, pair);
  return { dek, content: await openBody(scope, dek, envelope.body) };
}
