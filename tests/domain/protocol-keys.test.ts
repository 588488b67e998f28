import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, openFile, sealFile } from '../../workers/protocol/attachments.ts';
import {
  type Bytes,
  concat,
  fromBase64,
  hex,
  ProtocolError,
  random,
  sha256,
  toBase64,
  utf8,
} from '../../workers/protocol/bytes.ts';
import { composeTip, envelopeDigest, newTipId, type TipForm, type TipHeader } from '../../workers/protocol/compose.ts';
import { newDek, type TipScope } from '../../workers/protocol/envelope.ts';
import {
  newOfficerKeys,
  newRoleKey,
  openRoleKey,
  resealShare,
  unlockOfficerKeys,
} from '../../workers/protocol/officer-keys.ts';
import { openTip } from '../../workers/protocol/open-tip.ts';

const MIB = 1024 * 1024;
const scope: TipScope = { tenantNo: 7, tipId: newTipId(), formHash: 'ab'.repeat(32) };
const HEAD = 24;
const CHUNK = MIB + 16;
const big = (size: number): Bytes => {
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(out.subarray(at, at + 65536));
  return out;
};

test('files of any length come back', async () => {
  const dek = newDek();
  for (const size of [0, 1, 1000, MIB - 1, MIB, MIB + 1, 3 * MIB]) {
    const plain = big(size);
    const { bytes, manifest } = await sealFile(scope, dek, plain, 'image/jpeg');
    const opened = await openFile(scope, dek, bytes, manifest);
    expect(Buffer.compare(opened, plain)).toBe(0);
  }
  await expect(sealFile(scope, dek, new Uint8Array(MAX_FILE_BYTES + 1), 'image/jpeg')).rejects.toThrow(RangeError);
});

test('a file cut short, with chunks in another order, repeated or lengthened is refused', async () => {
  const dek = newDek();
  const plain = big(2 * MIB + 500);
  const { bytes, manifest } = await sealFile(scope, dek, plain, 'image/jpeg');
  const head = bytes.slice(0, HEAD);
  const sealed = [0, 1, 2].map((n) => bytes.slice(HEAD + n * CHUNK, HEAD + (n + 1) * CHUNK));
  const pieces = [0, 1, 2].map((n) => plain.slice(n * MIB, (n + 1) * MIB));
  for (const order of [[0, 1], [1, 0, 2], [0, 0, 2], [0, 1, 2, 2], [0], []]) {
    const bad = concat(head, ...order.map((n) => sealed[n]!));
    await expect(openFile(scope, dek, bad, manifest)).rejects.toThrow(ProtocolError);
    // Even with a manifest that says just this, the counter and the last-flag in the nonces refuse it.
    const text = concat(...order.map((n) => pieces[n]!));
    const fitted = { ...manifest, chunks: order.length, size: text.length, sha256: hex(await sha256(text)) };
    await expect(openFile(scope, dek, bad, fitted)).rejects.toThrow(ProtocolError);
  }
});

test('any flipped bit, another tip, another tip’s key is refused', async () => {
  const dek = newDek();
  const { bytes, manifest } = await sealFile(scope, dek, random(5000), 'image/jpeg');
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const bad = bytes.slice();
      bad[at]! ^= 1 << bit;
      await expect(openFile(scope, dek, bad, manifest)).rejects.toThrow();
    }),
    { numRuns: 60 },
  );
  await expect(openFile({ ...scope, tipId: newTipId() }, dek, bytes, manifest)).rejects.toThrow('does not open');
  await expect(openFile(scope, newDek(), bytes, manifest)).rejects.toThrow('does not open');
});

test('officer keys open with the passphrase, for their owner, unaltered', async () => {
  const me = { tenantNo: 7, personId: 'p1' };
  const record = await newOfficerKeys(me, '四字口令 correct horse', 1000);
  const keys = await unlockOfficerKeys(me, record, '四字口令 correct horse');
  expect(keys.seal.privateKey.extractable || keys.sign.extractable).toBe(false);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.sign, utf8('x'));
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const verifier = await crypto.subtle.importKey('raw', fromBase64(record.signPublic), curve, true, ['verify']);
  const params = { name: 'ECDSA', hash: 'SHA-256' };
  expect(await crypto.subtle.verify(params, verifier, signature, utf8('x'))).toBe(true);

  await expect(unlockOfficerKeys(me, record, 'wrong')).rejects.toThrow('does not open');
  await expect(unlockOfficerKeys({ ...me, personId: 'p2' }, record, '四字口令 correct horse')).rejects.toThrow();
  const other = await newOfficerKeys(me, 'x', 1000);
  const mixed = { ...record, sealPublic: other.sealPublic };
  await expect(unlockOfficerKeys(me, mixed, '四字口令 correct horse')).rejects.toThrow('does not open');
  const format = fromBase64(record.wrapped);
  format[0] = 2;
  await expect(unlockOfficerKeys(me, { ...record, wrapped: toBase64(format) }, 'x')).rejects.toThrow('format');
});

test('two officers; one shares the role key with the other; a third opens nothing', async () => {
  const role = { tenantNo: 7, role: 'intake', roleKeyId: newTipId() };
  const people = await Promise.all(
    ['a', 'b', 'c'].map(async (personId) => {
      const own = { tenantNo: 7, personId };
      const record = await newOfficerKeys(own, personId, 1000);
      return { personId, sealPublic: record.sealPublic, keys: await unlockOfficerKeys(own, record, personId) };
    }),
  );
  const [a, b, c] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const { sealPublic, shares } = await newRoleKey(role, [a]);
  const mine = shares[0]!.envelope;
  const forB = await resealShare(role, sealPublic, mine, 'a', a.keys, b);
  expect((await openRoleKey(role, sealPublic, mine, 'a', a.keys)).privateKey.extractable).toBe(false);
  const pair = await openRoleKey(role, sealPublic, forB, 'b', b.keys);
  await expect(openRoleKey(role, sealPublic, forB, 'c', c.keys)).rejects.toThrow('does not open');
  await expect(openRoleKey(role, sealPublic, forB, 'b', c.keys)).rejects.toThrow('does not open');
  await expect(openRoleKey({ ...role, role: 'identity' }, sealPublic, forB, 'b', b.keys)).rejects.toThrow();

  const form: TipForm = {
    tenant: { no: 7 },
    formHash: scope.formHash,
    roleKeys: [{ id: role.roleKeyId, role: 'intake', sealPublic, statement: null }],
    roots: [],
  };
  const header: TipHeader = {
    category: 'gas',
    placeUnitId: null,
    danger: false,
    casualty: false,
    track: 'anonymous',
    aboutOffice: false,
    day: '2026-11-18',
  };
  const text = { text: '液化气瓶放在楼道', place: '某小区 3 号楼', enterprise: '', name: '', contact: '' };
  const uploads: Bytes[] = [];
  const { payload, draft } = await composeTip({
    form,
    header,
    text,
    photos: [{ bytes: random(3000), mediaType: 'image/jpeg' }],
    upload: async (file) => `att-${uploads.push(file.bytes)}`,
    work: {},
    iterations: 1000,
  });
  const opened = await openTip(draft.scope, payload.envelope, header, role.roleKeyId, pair);
  expect(opened.content).toMatchObject({ ...text, header, replyTo: payload.reporterPublic });
  expect(opened.headerIntact).toBe(true);
  expect(
    (await openTip(draft.scope, payload.envelope, { ...header, danger: true }, role.roleKeyId, pair)).headerIntact,
  ).toBe(false);
  const file = opened.content.files[0]!;
  expect(file.id).toBe('att-1');
  expect((await openFile(draft.scope, opened.dek, uploads[0]!, file)).length).toBe(3000);
  expect(await envelopeDigest(payload.envelope)).toMatch(/^[0-9a-f]{64}$/);
  const sent = JSON.stringify(payload);
  expect(sent).not.toContain(toBase64(draft.keys.wrap));
  expect(sent).not.toContain(draft.receipt);
});
