import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, ProtocolError } from './bytes.ts';
import type { Sealed } from './hpke-seal.ts';

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Takes the pair, so that the private half may be non-extractable. @throws ProtocolError when it does not open. */
export async function hpkeOpen(recipient: CryptoKeyPair, info: Bytes, aad: Bytes, sealed: Sealed): Promise<Bytes> {
  try {
    const params = { recipientKey: recipient, enc: sealed.enc.slice().buffer, info: info.slice().buffer };
    return new Uint8Array(await suite.open(params, sealed.ct, aad));
  } catch {
    throw new ProtocolError('does not open');
  }
}
