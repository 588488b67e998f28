import { aesSeal, type Bytes, concat, utf8 } from './bytes.ts';

/**
 * The sending half of HPKE base mode (RFC 9180, 4.1 and 5.1), one message, for DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM: a kilobyte instead of nine for the reporter's page. Opening is left to @hpke/core (hpke.ts), and the tests
 * hold this file against its published vectors and against that library.
 */
const KEM = concat(utf8('KEM'), Uint8Array.of(0, 0x10));
const HPKE = concat(utf8('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 2));
const EMPTY = new Uint8Array(0);

async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  const padded = key.length === 0 ? new Uint8Array(32) : key;
  const k = await crypto.subtle.importKey('raw', padded, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', k, data));
}

const extract = (suite: Bytes, salt: Bytes, label: string, ikm: Bytes): Promise<Bytes> =>
  hmac(salt, concat(utf8('HPKE-v1'), suite, utf8(label), ikm));

/** At most one block (32 bytes), which is all that this suite asks for. */
async function expand(suite: Bytes, prk: Bytes, label: string, info: Bytes, size: number): Promise<Bytes> {
  const labeled = concat(Uint8Array.of(0, size), utf8('HPKE-v1'), suite, utf8(label), info, Uint8Array.of(1));
  return (await hmac(prk, labeled)).slice(0, size);
}

export interface Sealed {
  readonly enc: Bytes;
  readonly ct: Bytes;
}

const raw = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer);

/** `ephemeral` is given by the test vectors alone. */
export async function hpkeSeal(
  recipient: CryptoKey,
  info: Bytes,
  aad: Bytes,
  plain: Bytes,
  ephemeral?: CryptoKeyPair,
): Promise<Sealed> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const pair = ephemeral ?? ((await crypto.subtle.generateKey(curve, true, ['deriveBits'])) as CryptoKeyPair);
  const ecdh = { name: 'ECDH', public: recipient } as unknown as SubtleCryptoDeriveKeyAlgorithm;
  const dh = new Uint8Array(await crypto.subtle.deriveBits(ecdh, pair.privateKey, 256));
  const enc = await raw(pair.publicKey);
  const prk = await extract(KEM, EMPTY, 'eae_prk', dh);
  const shared = await expand(KEM, prk, 'shared_secret', concat(enc, await raw(recipient)), 32);
  const idHash = await extract(HPKE, EMPTY, 'psk_id_hash', EMPTY);
  const context = concat(Uint8Array.of(0), idHash, await extract(HPKE, EMPTY, 'info_hash', info));
  const secret = await extract(HPKE, shared, 'secret', EMPTY);
  const key = await expand(HPKE, secret, 'key', context, 32);
  const nonce = await expand(HPKE, secret, 'base_nonce', context, 12);
  return { enc, ct: await aesSeal(key, nonce, aad, plain) };
}
