import {
  aesOpen,
  aesSeal,
  type Bytes,
  concat,
  fromBase64,
  fromUtf8,
  hkdf,
  random,
  SUITE,
  toBase64,
  utf8,
} from './bytes.ts';
import { commitTo, NONCE, pad, type RoleKey, scoped, type TipScope, type Wrap, wrapKey } from './envelope.ts';

/** Who the reporter is, on the name-sealed track. */
export interface Identity {
  readonly name: string;
  readonly contact: string;
}
/** `identity-a` is wrapped to the role identity custody, `identity-b` to discipline inspection. */
export const IDENTITY_PARTS = ['identity-a', 'identity-b'] as const;
export type IdentityPart = (typeof IDENTITY_PARTS)[number];
/** As it travels; all bytes base64url. */
export interface SealedIdentity {
  body: string;
  commitA: string;
  commitB: string;
  wrapA: Wrap;
  wrapB: Wrap;
}

export const xor = (a: Bytes, b: Bytes): Bytes => a.map((byte, i) => byte ^ b[i]!);

/** The key of the capsule is the XOR of two random halves; either half alone says nothing of it. */
export async function sealIdentity(
  scope: TipScope,
  identity: Identity,
  custody: RoleKey,
  discipline: RoleKey,
): Promise<SealedIdentity> {
  const [halfA, halfB] = [random(32), random(32)];
  const aad = scoped('identity', scope);
  const text = pad(utf8(JSON.stringify(identity)));
  const body = concat(Uint8Array.of(SUITE), await aesSeal(await hkdf(xor(halfA, halfB), aad, 32), NONCE, aad, text));
  const commitA = await commitTo(scope, 'identity-a', halfA);
  const commitB = await commitTo(scope, 'identity-b', halfB);
  return {
    body: toBase64(body),
    commitA: toBase64(commitA),
    commitB: toBase64(commitB),
    wrapA: await wrapKey(scope, 'identity-a', halfA, commitA, custody),
    wrapB: await wrapKey(scope, 'identity-b', halfB, commitB, discipline),
  };
}

/** @throws ProtocolError unless both halves are the right ones. */
export async function openIdentity(scope: TipScope, body: string, halfA: Bytes, halfB: Bytes): Promise<Identity> {
  const { unpad } = await import('./envelope-open.ts');
  const aad = scoped('identity', scope);
  const key = await hkdf(xor(halfA, halfB), aad, 32);
  return JSON.parse(fromUtf8(unpad(await aesOpen(key, NONCE, aad, fromBase64(body).slice(1))))) as Identity;
}
