import { type Bytes, binding, concat, fromBase64, ProtocolError, SUITE, toBase64 } from './bytes.ts';
import type { TipScope } from './envelope.ts';
import { hpkeOpen } from './hpke.ts';
import { hpkeSeal } from './hpke-seal.ts';
import type { IdentityPart } from './identity.ts';
import { importSealPublic } from './keys.ts';
import type { Member } from './officer-keys.ts';

const info = (scope: TipScope, requestId: string, part: IdentityPart, personId: string): Bytes =>
  binding('half', scope.tenantNo, scope.tipId, scope.formHash, requestId, part, personId);

/** A custodian grants: the half goes, sealed, to the officer who asked; the server passes it on unread. */
export async function sealHalf(
  scope: TipScope,
  requestId: string,
  part: IdentityPart,
  half: Bytes,
  to: Member,
): Promise<string> {
  const recipient = await importSealPublic(to.sealPublic);
  const { enc, ct } = await hpkeSeal(recipient, info(scope, requestId, part, to.personId), new Uint8Array(0), half);
  return toBase64(concat(Uint8Array.of(SUITE), enc, ct));
}

/** @throws ProtocolError when it was meant for another request, part or person. */
export async function openHalf(
  scope: TipScope,
  requestId: string,
  part: IdentityPart,
  sealed: string,
  me: string,
  pair: CryptoKeyPair,
): Promise<Bytes> {
  const bytes = fromBase64(sealed);
  if (bytes[0] !== SUITE) throw new ProtocolError('suite');
  const parts = { enc: bytes.slice(1, 66), ct: bytes.slice(66) };
  return hpkeOpen(pair, info(scope, requestId, part, me), new Uint8Array(0), parts);
}
