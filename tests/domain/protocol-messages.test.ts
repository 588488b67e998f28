import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type Bytes, fromBase64, random, toBase64 } from '../../workers/protocol/bytes.ts';
import { fingerprint, makeStatement, type Said, type Statement } from '../../workers/protocol/chain.ts';
import type { RoleKey, TipScope } from '../../workers/protocol/envelope.ts';
import { rewrap } from '../../workers/protocol/envelope-open.ts';
import { exportPublic, newSealPair } from '../../workers/protocol/keys.ts';
import {
  MESSAGE_BODY_SIZE,
  MESSAGE_TEXT_MAX,
  type MessageContent,
  newMessageDraft,
  openMessage,
  type SealedMessage,
  type Sender,
  sealMessage,
  TO_REPORTER,
} from '../../workers/protocol/messages.ts';
import {
  newReporterKeys,
  openReporterKeys,
  type ReporterKeys,
  type ReporterSecret,
  rewrapReporterKeys,
} from '../../workers/protocol/reporter-keys.ts';
import { newSignPair } from '../../workers/protocol/signing.ts';
import { trustedRoots } from '../../workers/protocol/trusted-roots.ts';

const scope: TipScope = { tenantNo: 7, tipId: '3f0c5c62-0000-4000-8000-000000000001', formHash: 'ab'.repeat(32) };
const ID = '3f0c5c62-0000-4000-8000-00000000000a';
const content: MessageContent = { v: 1, text: '请再说明是哪一层楼', question: 'where', day: '2026-11-18', files: [] };
const said: Said = {
  ...{ v: 1, tenant: 7, seq: 2, prev: 'x', day: '2026-11-18', kind: 'officer' },
  ...{ subject: 'p1', id: 'p1', epoch: 0, key: '' },
};

let desk: CryptoKeyPair;
let role: RoleKey;
let wrap: Bytes;
let keys: ReporterKeys;
let reporter: ReporterSecret;
let root: { key: CryptoKey; public: string };
let officer: { key: CryptoKey; statement: Statement };

async function newRoot() {
  const pair = await newSignPair();
  return { key: pair.privateKey, public: await exportPublic(pair.publicKey) };
}
async function newOfficer(by: { key: CryptoKey }, more: Partial<Said> = {}) {
  const pair = await newSignPair();
  const words = { ...said, key: await exportPublic(pair.publicKey), ...more };
  return { key: pair.privateKey, statement: await makeStatement(words, by.key) };
}

beforeAll(async () => {
  desk = await newSealPair();
  role = { id: 'desk-1', sealPublic: await exportPublic(desk.publicKey) };
  wrap = random(32);
  keys = await newReporterKeys(wrap, 7);
  reporter = await openReporterKeys(wrap, 7, keys);
  root = await newRoot();
  officer = await newOfficer(root);
});

const ask = (over: Partial<MessageContent> = {}, signer: { key: CryptoKey; statement?: Statement } = officer) =>
  sealMessage(
    scope,
    newMessageDraft(ID),
    { ...content, ...over },
    { reporterPublic: keys.reporterPublic, roles: [role] },
    signer,
  );
const fromOfficer = (): Sender => ({ kind: 'officer', rootPublic: root.public });
const fromReporter = (): Sender => ({ kind: 'reporter', reporterPublic: keys.reporterPublic });
const mine = (m: SealedMessage) => ({ roleKeyId: TO_REPORTER, ...m.toReporter });
const read = (m: SealedMessage, more: { scope?: TipScope; id?: string; sender?: Sender } = {}) =>
  openMessage(more.scope ?? scope, more.id ?? ID, m, mine(m), reporter.pair, more.sender ?? fromOfficer());

test('both sides open it, and see who signed', async () => {
  const message = await ask();
  const opened = await read(message);
  expect(opened.content).toEqual(content);
  expect(opened.officer).toMatchObject({ kind: 'officer', subject: 'p1' });
  const atDesk = await openMessage(scope, ID, message, message.wraps[0]!, desk, fromOfficer());
  expect(atDesk.content).toEqual(content);
  const answer = await ask({ text: '三楼东侧' }, { key: reporter.sign });
  const heard = await openMessage(scope, ID, answer, answer.wraps[0]!, desk, fromReporter());
  expect([heard.content.text, heard.officer]).toEqual(['三楼东侧', undefined]);
});

test('another tenant, tip, form or message id: it does not open', async () => {
  const message = await ask();
  const text = fc.stringMatching(/^[0-9a-f-]{1,36}$/);
  const place = fc.record({
    tenantNo: fc.integer({ min: 1, max: 9 }),
    tipId: fc.oneof(fc.constant(scope.tipId), text),
    formHash: fc.oneof(fc.constant(scope.formHash), text),
    id: fc.oneof(fc.constant(ID), text),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ id, ...where }) => {
      const same = JSON.stringify(where) === JSON.stringify(scope) && id === ID;
      const opened = await read(message, { scope: where, id }).then(
        () => true,
        () => false,
      );
      expect(opened).toBe(same);
    }),
    { numRuns: 60 },
  );
});

test('a flipped bit anywhere in body, commitment or wrap is refused', async () => {
  const message = await ask();
  const parts = { body: message.body, commit: message.commit, ...message.toReporter };
  const part = fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[]));
  await fc.assert(
    fc.asyncProperty(part, fc.nat(), fc.integer({ min: 0, max: 7 }), async (name, at, bit) => {
      const bytes = fromBase64(parts[name]);
      bytes[at % bytes.length]! ^= 1 << bit;
      const altered = { ...parts, [name]: toBase64(bytes) };
      const { enc, ct, ...rest } = altered;
      await expect(read({ ...rest, toReporter: { enc, ct }, wraps: [] })).rejects.toThrow();
    }),
    { numRuns: 60 },
  );
});

test('what is not signed by whom it should be from is refused', async () => {
  const stranger = await newOfficer(await newRoot());
  const away = await newOfficer(root, { kind: 'left' });
  const elsewhere = await newOfficer(root, { tenant: 8 });
  const foreign = [
    await ask({}, { key: officer.key }),
    await ask({}, stranger),
    await ask({}, away),
    await ask({}, elsewhere),
    await ask({}, { ...stranger, statement: officer.statement }),
    await ask({}, { key: reporter.sign }),
  ];
  for (const message of foreign) await expect(read(message)).rejects.toThrow();
  // The office cannot put words into the reporter's mouth, nor one reporter into another's.
  const other = await openReporterKeys(wrap, 7, await newReporterKeys(wrap, 7));
  for (const message of [await ask(), await ask({}, { key: other.sign })]) {
    await expect(openMessage(scope, ID, message, message.wraps[0]!, desk, fromReporter())).rejects.toThrow('signature');
  }
});

test('its size says nothing, and what is too long is refused before sealing', async () => {
  const sizes = new Set<number>();
  for (const text of ['', '一', '是'.repeat(MESSAGE_TEXT_MAX), '“\\\n”'.repeat(MESSAGE_TEXT_MAX / 4)]) {
    for (const signer of [officer, { key: reporter.sign }])
      sizes.add(fromBase64((await ask({ text }, signer)).body).length);
  }
  expect([...sizes]).toEqual([MESSAGE_BODY_SIZE]);
  await expect(ask({ text: '是'.repeat(3000) })).rejects.toThrow(RangeError);
});

test('wrapped again for a new epoch it opens with the new key alone', async () => {
  const message = await ask();
  const next = await newSealPair();
  const to = { id: 'desk-2', sealPublic: await exportPublic(next.publicKey) };
  const again = await rewrap(scope, ID, message.wraps[0]!, message.commit, desk, to);
  expect((await openMessage(scope, ID, message, again, next, fromOfficer())).content).toEqual(content);
  await expect(openMessage(scope, ID, message, again, desk, fromOfficer())).rejects.toThrow('does not open');
  const renamed = { ...again, roleKeyId: 'desk-1' };
  await expect(openMessage(scope, ID, message, renamed, next, fromOfficer())).rejects.toThrow('does not open');
});

test('under a new receipt the same pair opens the old messages; the old receipt opens nothing of it', async () => {
  const message = await ask();
  const fresh = random(32);
  const reporterWrapped = await rewrapReporterKeys(fresh, 7, keys.reporterPublic, reporter);
  const { reporterPublic } = keys;
  const again = await openReporterKeys(fresh, 7, { reporterPublic, reporterWrapped });
  expect((await openMessage(scope, ID, message, mine(message), again.pair, fromOfficer())).content).toEqual(content);
  await expect(openReporterKeys(wrap, 7, { reporterPublic, reporterWrapped })).rejects.toThrow('does not open');
  await expect(openReporterKeys(fresh, 8, { reporterPublic, reporterWrapped })).rejects.toThrow('does not open');
  const swapped = { ...(await newReporterKeys(fresh, 7)), reporterWrapped };
  await expect(openReporterKeys(fresh, 7, swapped)).rejects.toThrow('does not open');
});

const rootSays = (key: string, by: { key: CryptoKey }, seq: number) =>
  makeStatement({ ...said, kind: 'root', subject: 'root', id: `r${seq}`, key, seq }, by.key);

test('the root kept with the receipt must lead to the one in force; answers under former roots still open', async () => {
  const pinned = await fingerprint(7, root.public);
  const kept = await openReporterKeys(wrap, 7, await newReporterKeys(wrap, 7, pinned));
  expect(kept.root).toBe(pinned);
  const [next, other] = [await newRoot(), await newRoot()];
  const first = await rootSays(root.public, root, 1);
  const second = await rootSays(next.public, root, 2);
  expect(await trustedRoots(7, [first, second], kept.root)).toEqual([next.public, root.public]);
  expect(await trustedRoots(7, [first, second], await fingerprint(7, next.public))).toEqual([next.public]);
  const sender: Sender = { kind: 'officer', rootPublic: await trustedRoots(7, [first, second], kept.root) };
  expect((await read(await ask(), { sender })).content).toEqual(content);
  await expect(trustedRoots(7, [await rootSays(other.public, other, 1)], kept.root)).rejects.toThrow('root');
  await expect(trustedRoots(7, [first, await rootSays(other.public, other, 2)], kept.root)).rejects.toThrow();
  await expect(trustedRoots(7, [], kept.root)).rejects.toThrow('root');
});
