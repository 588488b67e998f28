import { type Bytes, fromBase64, ProtocolError, toBase64 } from './bytes.ts';

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A P-256 pair whose private half can leave as PKCS#8, to be wrapped at once. */
export const newSealPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDH, true, ['deriveBits']) as Promise<CryptoKeyPair>;

/** base64url of the 65 uncompressed bytes. */
export async function exportPublic(key: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer));
}

export async function exportPrivate(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array((await crypto.subtle.exportKey('pkcs8', key)) as ArrayBuffer);
}

/** @throws ProtocolError when it is no point of P-256. */
export async function importSealPublic(text: string): Promise<CryptoKey> {
  try {
    return await importSealPoint(fromBase64(text));
  } catch {
    throw new ProtocolError('not a public key');
  }
}

/** Rejects what is no point of P-256. */
export const importSealPoint = (bytes: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, ECDH, true, []);

/** For the session: the private half cannot be read out again, even by a script of the page. */
export async function importSealPair(pkcs8: Bytes, sealPublic: string): Promise<CryptoKeyPair> {
  const [publicKey, privateKey] = await Promise.all([
    importSealPublic(sealPublic),
    crypto.subtle.importKey('pkcs8', pkcs8, ECDH, false, ['deriveBits']),
  ]);
  return { publicKey, privateKey };
}
