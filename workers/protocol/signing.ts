import { type Bytes, fromBase64, ProtocolError, toBase64 } from './bytes.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SHA = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A P-256 pair for signatures whose private half can leave as PKCS#8, to be wrapped at once. */
export const newSignPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

/** Non-extractable, for the session. */
export const importSignPrivate = (pkcs8: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8, ECDSA, false, ['sign']);

export async function sign(key: CryptoKey, bytes: Bytes): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign(SHA, key, bytes)));
}

/** @throws ProtocolError when it is not this key's signature over these bytes. */
export async function verify(signPublic: string, bytes: Bytes, signature: string): Promise<void> {
  const key = await crypto.subtle.importKey('raw', fromBase64(signPublic), ECDSA, true, ['verify']).catch(() => {
    throw new ProtocolError('not a public key');
  });
  if (!(await crypto.subtle.verify(SHA, key, fromBase64(signature), bytes))) throw new ProtocolError('signature');
}
