import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect, test } from 'vitest';
import { type Bytes, hex, utf8 } from '../../workers/protocol/bytes.ts';
import { hpkeOpen } from '../../workers/protocol/hpke.ts';
import { hpkeSeal } from '../../workers/protocol/hpke-seal.ts';
import { importSealPublic, newSealPair } from '../../workers/protocol/keys.ts';

const bytes = (text: string): Bytes => Uint8Array.from(text.match(/../g)!, (b) => Number.parseInt(b, 16));
const kem = new DhkemP256HkdfSha256();
const kdf = new HkdfSha256();

const INFO = '4f6465206f6e2061204772656369616e2055726e';
const PT = '4265617574792069732074727574682c20747275746820626561757479';
/** RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. */
const A31 = {
  skRm: 'f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2',
  enc: '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
  ct: [
    '5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434',
    'fa6f037b47fc21826b610172ca9637e82d6e5801eb31cbd3748271affd4ecb06646e0329cbdf3c3cd655b28e82',
  ],
};
/** The CFRG's vectors of the same document, our very suite: mode 0, KEM 0x0010, KDF 1, AEAD 2 (AES-256-GCM). */
const OURS = {
  ikmE: 'a90d3417c3da9cb6c6ae19b4b5dd6cc9529a4cc24efb7ae0ace1f31887a8cd6c',
  skRm: '317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2',
  pkRm: '04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c',
  enc: '04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0',
  ct: '58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f',
};
const COUNT_0 = utf8('Count-0');

async function receiverPair(skRm: string, pkRm: string): Promise<CryptoKeyPair> {
  const privateKey = await kem.importKey('raw', bytes(skRm).buffer, false);
  return { privateKey, publicKey: await kem.importKey('raw', bytes(pkRm).buffer, true) };
}

test('RFC 9180 A.3.1: the library opens what the RFC printed, in order', async () => {
  const suite = new CipherSuite({ kem, kdf, aead: new Aes128Gcm() });
  const recipientKey = await kem.importKey('raw', bytes(A31.skRm).buffer, false);
  const context = await suite.createRecipientContext({
    recipientKey,
    enc: bytes(A31.enc).buffer,
    info: bytes(INFO).buffer,
  });
  for (const [n, ct] of A31.ct.entries()) {
    expect(hex(new Uint8Array(await context.open(bytes(ct), utf8(`Count-${n}`))))).toBe(PT);
  }
});

test('our suite’s published vector opens', async () => {
  const pair = await receiverPair(OURS.skRm, OURS.pkRm);
  const opened = await hpkeOpen(pair, bytes(INFO), COUNT_0, { enc: bytes(OURS.enc), ct: bytes(OURS.ct) });
  expect(hex(opened)).toBe(PT);
});

test('our sending half gives the vector’s very bytes', async () => {
  const ephemeral = await kem.deriveKeyPair(bytes(OURS.ikmE).buffer);
  const { publicKey } = await receiverPair(OURS.skRm, OURS.pkRm);
  const { enc, ct } = await hpkeSeal(publicKey, bytes(INFO), COUNT_0, bytes(PT), ephemeral);
  expect(hex(enc)).toBe(OURS.enc);
  expect(hex(ct)).toBe(OURS.ct);
});

test('what our sending half seals, the library opens, and the other way round', async () => {
  const pair = await newSealPair();
  const suite = new CipherSuite({ kem, kdf, aead: new Aes256Gcm() });
  const [info, aad, plain] = [utf8('信息'), utf8('附加'), utf8('正文')];
  const ours = await hpkeSeal(pair.publicKey, info, aad, plain);
  const theirs = await suite.seal({ recipientPublicKey: pair.publicKey, info: info.buffer }, plain, aad);
  expect(await hpkeOpen(pair, info, aad, ours)).toEqual(plain);
  const other = { enc: new Uint8Array(theirs.enc), ct: new Uint8Array(theirs.ct) };
  expect(await hpkeOpen(pair, info, aad, other)).toEqual(plain);
  await expect(hpkeOpen(pair, utf8('别的'), aad, ours)).rejects.toThrow('does not open');
  await expect(hpkeOpen(pair, info, utf8('别的'), ours)).rejects.toThrow('does not open');
});

test('a point that is not on the curve is refused', async () => {
  await expect(importSealPublic('BAAA')).rejects.toThrow('not a public key');
  await expect(importSealPublic(`BA${'A'.repeat(85)}`)).rejects.toThrow('not a public key');
});
