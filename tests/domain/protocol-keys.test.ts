import { expect, test } from 'vitest';
import { openFile } from '../../workers/protocol/attachments-open.ts';
import { type Bytes, fromBase64, random, toBase64, utf8 } from '../../workers/protocol/bytes.ts';
import { composeTip, envelopeDigest, newTipId, type TipForm, type TipHeader } from '../../workers/protocol/compose.ts';
import type { TipScope } from '../../workers/protocol/envelope.ts';
import {
  newOfficerKeys,
  newRoleKey,
  openRoleKey,
  resealShare,
  unlockOfficerKeys,
} from '../../workers/protocol/officer-keys.ts';
import { openTip } from '../../workers/protocol/open-tip.ts';

const scope: TipScope = { tenantNo: 7, tipId: newTipId(), formHash: 'ab'.repeat(32) };
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
    upload: async (file) => {
      uploads.push(await file.part(0));
    },
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
  expect(payload.attachments[0]!.id).toBe(file.id);
  const sealed = new Blob([uploads[0]!]).stream();
  expect((await openFile(draft.scope, opened.dek, 'file', sealed, file)).size).toBe(3000);
  expect(await envelopeDigest(payload.envelope)).toMatch(/^[0-9a-f]{64}$/);
  const sent = JSON.stringify(payload);
  expect(sent).not.toContain(toBase64(draft.keys.wrap));
  expect(sent).not.toContain(draft.receipt);
});
