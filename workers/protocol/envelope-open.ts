import { aesOpen, type Bytes, fromBase64, fromUtf8, hkdf, ProtocolError, SUITE, sameBytes } from './bytes.ts';
import { BODY_SIZES, COMMIT_SIZE, type Envelope, NONCE, scoped, type TipScope } from './envelope.ts';
import { hpkeOpen } from './hpke.ts';

export function unpad(padded: Bytes): Bytes {
  const length = padded.length < 4 ? -1 : new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length < 0 || length > padded.length - 4) throw new ProtocolError('padding');
  if (padded.subarray(4 + length).some((b) => b !== 0)) throw new ProtocolError('padding');
  return padded.slice(4, 4 + length);
}

/** The DEK for a holder of the role key; checked against the commitment, which AES-GCM alone would not give. */
export async function openDek(
  scope: TipScope,
  envelope: Envelope,
  roleKeyId: string,
  pair: CryptoKeyPair,
): Promise<Bytes> {
  if (envelope.suite !== SUITE) throw new ProtocolError('suite');
  const wrap = envelope.wraps.find((w) => w.roleKeyId === roleKeyId);
  if (!wrap) throw new ProtocolError('not sealed to this role key');
  const commit = fromBase64(envelope.commit);
  const sealed = { enc: fromBase64(wrap.enc), ct: fromBase64(wrap.ct) };
  const dek = await hpkeOpen(pair, scoped('dek', scope, roleKeyId), commit, sealed);
  if (!sameBytes(commit, await hkdf(dek, scoped('commit', scope), COMMIT_SIZE))) throw new ProtocolError('commitment');
  return dek;
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
