import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type Bytes, fromBase64, hkdf, toBase64 } from '../../workers/protocol/bytes.ts';
import {
  BODY_SIZES,
  type Envelope,
  newDek,
  pad,
  type RoleKey,
  scoped,
  sealEnvelope,
  type TipScope,
} from '../../workers/protocol/envelope.ts';
import { openBody, openEnvelope, unpad } from '../../workers/protocol/envelope-open.ts';
import { exportPublic, newSealPair } from '../../workers/protocol/keys.ts';

const scope: TipScope = { tenantNo: 7, tipId: '3f0c5c62-0000-4000-8000-000000000001', formHash: 'ab'.repeat(32) };
const content = { text: '三楼疏散通道被货物堵死' };
let pairs: CryptoKeyPair[];
let roles: RoleKey[];

beforeAll(async () => {
  pairs = [await newSealPair(), await newSealPair()];
  roles = await Promise.all(
    pairs.map(async (p, i) => ({ id: `role-${i}`, sealPublic: await exportPublic(p.publicKey) })),
  );
});
const seal = (dek: Bytes = newDek()) => sealEnvelope(scope, dek, content, roles);

test('each holder of a role key opens the same words', async () => {
  const envelope = await seal();
  for (const [i, pair] of pairs.entries()) {
    expect((await openEnvelope(scope, envelope, `role-${i}`, pair)).content).toEqual(content);
  }
});

test('another role’s key, or a role it was not sealed to, opens nothing', async () => {
  const envelope = await seal();
  await expect(openEnvelope(scope, envelope, 'role-0', pairs[1]!)).rejects.toThrow('does not open');
  await expect(openEnvelope(scope, envelope, 'role-9', pairs[0]!)).rejects.toThrow('not sealed to');
  const [a, b] = envelope.wraps;
  const swapped = { ...envelope, wraps: [{ ...a!, roleKeyId: 'role-1' }, b!] };
  await expect(openEnvelope(scope, swapped, 'role-1', pairs[0]!)).rejects.toThrow('does not open');
});

test('moved to another tenant, tip or form it does not open', async () => {
  const envelope = await seal();
  for (const moved of [
    { ...scope, tenantNo: 8 },
    { ...scope, tipId: '3f0c5c62-0000-4000-8000-000000000002' },
    { ...scope, formHash: 'cd'.repeat(32) },
  ]) {
    await expect(openEnvelope(moved, envelope, 'role-0', pairs[0]!)).rejects.toThrow('does not open');
    const { dek } = await openEnvelope(scope, envelope, 'role-0', pairs[0]!);
    await expect(openBody(moved, dek, envelope.body)).rejects.toThrow('does not open');
  }
});

test('parts of one tip do not stand in for each other', async () => {
  const dek = newDek();
  const keys = await Promise.all(['body', 'file', 'commit'].map((p) => hkdf(dek, scoped(p, scope), 32)));
  expect(new Set(keys.map((k) => toBase64(k))).size).toBe(3);
});

test('any flipped bit of any field is refused', async () => {
  const envelope = await seal();
  const flip = (text: string, at: number, bit: number) => {
    const bytes = fromBase64(text);
    bytes[at % bytes.length]! ^= 1 << bit;
    return toBase64(bytes);
  };
  const fields: ((e: Envelope, at: number, bit: number) => Envelope)[] = [
    (e, at, bit) => ({ ...e, body: flip(e.body, at, bit) }),
    (e, at, bit) => ({ ...e, commit: flip(e.commit, at, bit) }),
    (e, at, bit) => ({ ...e, wraps: [{ ...e.wraps[0]!, enc: flip(e.wraps[0]!.enc, at, bit) }] }),
    (e, at, bit) => ({ ...e, wraps: [{ ...e.wraps[0]!, ct: flip(e.wraps[0]!.ct, at, bit) }] }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.nat(3), fc.nat(5000), fc.nat(7), async (field, at, bit) => {
      const bad = fields[field]!(envelope, at, bit);
      await expect(openEnvelope(scope, bad, 'role-0', pairs[0]!)).rejects.toThrow();
    }),
    { numRuns: 150 },
  );
});

test('a wrap around another key is caught by the commitment', async () => {
  const [a, b] = [await seal(), await seal()];
  const mixed = { ...a, wraps: b.wraps };
  await expect(openEnvelope(scope, mixed, 'role-0', pairs[0]!)).rejects.toThrow('does not open');
  await expect(openEnvelope(scope, { ...mixed, commit: b.commit }, 'role-0', pairs[0]!)).rejects.toThrow(
    'does not open',
  );
});

test('any text comes back, and its length shows as its bucket alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3000 }), async (text) => {
      const dek = newDek();
      const envelope = await sealEnvelope(scope, dek, { text }, roles.slice(0, 1));
      expect(BODY_SIZES).toContain(fromBase64(envelope.body).length);
      expect(await openBody(scope, dek, envelope.body)).toEqual({ text });
    }),
    { numRuns: 40 },
  );
  const size = async (n: number) => (await sealEnvelope(scope, newDek(), 'x'.repeat(n), [])).body.length;
  expect(new Set([await size(1), await size(500), await size(1018)]).size).toBe(1);
  expect(await size(1019)).toBeGreaterThan(await size(1018));
});

test('padding: exact edges, and nothing hidden in the zeros', () => {
  expect(pad(new Uint8Array(1020)).length).toBe(1024);
  expect(pad(new Uint8Array(1021)).length).toBe(4096);
  expect(pad(new Uint8Array(256 * 1024 - 4)).length).toBe(256 * 1024);
  expect(() => pad(new Uint8Array(256 * 1024 - 3))).toThrow(RangeError);
  const padded = pad(new Uint8Array([1, 2, 3]));
  expect(unpad(padded)).toEqual(new Uint8Array([1, 2, 3]));
  padded[500] = 1;
  expect(() => unpad(padded)).toThrow('padding');
  expect(() => unpad(new Uint8Array([0, 0, 9, 9]))).toThrow('padding');
});
