import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as tipDesk from '../../workers/contract/tip-desk.ts';
import { UNCLAIMED } from '../../workers/domain/tips/uploads.ts';
import { NIGHTLY, runCron } from '../../workers/jobs.ts';
import { CHUNK, sealedSize, TAG } from '../../workers/protocol/attachment-layout.ts';
import { OF_TIP, type SealedFile, sealFile } from '../../workers/protocol/attachments.ts';
import { openFile } from '../../workers/protocol/attachments-open.ts';
import { type Bytes, random, toBase64 } from '../../workers/protocol/bytes.ts';
import { finishTip, newTipId, startTip } from '../../workers/protocol/compose.ts';
import { solve } from '../../workers/protocol/work.ts';
import { ITERATIONS, tipClient, tipOffice } from '../support/tips.ts';
import { app, clock, mintTenant, opener, T0, type World } from '../support/world.ts';

const HOUR = 3_600_000;
beforeEach(() => {
  clock.now = T0;
});

const sealed = (size: number) => {
  const scope = { tenantNo: 1, tipId: newTipId(), formHash: 'ab'.repeat(32) };
  return sealFile(scope, random(32), OF_TIP, { blob: new Blob([new Uint8Array(size)]), mediaType: 'video/mp4' });
};
/** `over` changes what the query says; the answer's status and code. */
async function put(
  world: World,
  file: Pick<SealedFile, 'id' | 'uploadToken' | 'size' | 'parts'>,
  n: number,
  body: Bytes | undefined,
  headers: Record<string, string> = { 'content-length': String(body?.length) },
): Promise<readonly [number, string | undefined]> {
  const { id, uploadToken, size, parts } = file;
  const query = new URLSearchParams({ parts: String(parts), size: String(size), uploadToken });
  const url = `http://anshao.test/${world.slug}/api/tip-uploads/${id}/parts/${n}?${query}`;
  const response = await app.fetch(new Request(url, { method: 'PUT', body, headers }));
  return [response.status, ((await response.json()) as { code?: string }).code];
}
const objects = async (world: World) => (await (await world.ctx()).ports.blobs.list(`t${world.no}/tips/`)).keys;
async function unclaimed(world: World): Promise<number> {
  const { db } = await world.ctx();
  const c = db.rows.counter;
  const [row] = await db.select({ value: c.value }).from(c).where(eq(c.name, UNCLAIMED));
  return row?.value ?? 0;
}
async function setting(world: World, value: object): Promise<void> {
  const { db } = await world.ctx();
  const row = { key: 'tip.attachments', value: JSON.stringify(value), updatedAt: 0 };
  await db.commit([db.upsert('setting', row, ['key'], { value: row.value })], null);
}

/** A tip whose sealed body names these files; `claim` sends it. */
async function draftOf(world: World) {
  const client = tipClient(world);
  const form = await client.form();
  const draft = await startTip(form, '', ITERATIONS);
  const seal = (plain: Bytes) =>
    sealFile(draft.scope, draft.dek, OF_TIP, { blob: new Blob([plain]), name: '录像.mp4', mediaType: 'video/mp4' });
  const claim = async (...files: SealedFile[]) => {
    const rest = { track: 'anonymous', aboutOffice: false, day: form.day, danger: false, casualty: false } as const;
    const header = { category: 'gas', placeUnitId: null, ...rest };
    const text = { text: '见录像', place: '', enterprise: '', name: '', contact: '' };
    const attached = await Promise.all(
      files.map(async (f) => ({ uploadToken: f.uploadToken, manifest: await f.manifest() })),
    );
    const payload = await finishTip(draft, form, header, text, attached, await solve(form.challenge));
    return client.post(payload, newTipId());
  };
  return { client, draft, seal, claim };
}

test('a file of three parts: sent out of order, sent on, sent twice; claimed, and opened by the officer', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const { client, draft, seal, claim } = await draftOf(world);
  const plain = new Uint8Array(11 * CHUNK + 5).map((_, at) => at % 251);
  const file = await seal(plain);
  expect(await client.uploaded(file)).toEqual([]);
  await client.uploadPart(file, 2, await file.part(2));
  await client.uploadPart(file, 0, await file.part(0));
  expect(await client.uploaded(file)).toEqual([0, 2]);
  expect(await client.uploaded({ ...file, uploadToken: toBase64(random(24)) })).toEqual([]);
  await client.uploadPart(file, 1, await file.part(1));
  await expect(claim(await seal(random(9)))).rejects.toThrow('not sealed yet');
  // The same again changes nothing, twice at once neither.
  const again = await file.part(1);
  await Promise.all([client.uploadPart(file, 1, again), client.uploadPart(file, 1, again)]);
  expect(await client.uploaded(file)).toEqual([0, 1, 2]);
  expect(await unclaimed(world)).toBe(file.size);
  expect(await objects(world)).toHaveLength(3);
  await claim(file);
  expect(await unclaimed(world)).toBe(0);
  await expect(client.uploadPart(file, 1, again)).rejects.toThrow('409 conflict');

  const opened = await office.open(draft.scope.tipId);
  const manifest = opened.content.files[0]!;
  const ids = { id: draft.scope.tipId, attachmentId: manifest.id };
  const answer = await office.caller.send(tipDesk.tipAttachment, ids);
  expect(answer.headers.get('content-length')).toBe(String(file.size));
  const back = await openFile(draft.scope, opened.dek, OF_TIP, answer.body!, manifest);
  expect(Buffer.compare(new Uint8Array(await back.arrayBuffer()), plain)).toBe(0);
  expect((await office.caller.send(tipDesk.tipAttachment, { ...ids, id: newTipId() })).status).toBe(404);
});

test('two senders of the same first part at once: one row, one object', async () => {
  const world = await mintTenant();
  const file = await sealed(3000);
  const body = await file.part(0);
  const answers = await Promise.all([1, 2, 3].map(() => put(world, file, 0, body)));
  expect(answers).toEqual([1, 2, 3].map(() => [200, undefined]));
  expect(await unclaimed(world)).toBe(file.size);
  expect(await objects(world)).toHaveLength(1);
});

test('refused: announced length, layout, suite byte, another token, size or bytes under the same name', async () => {
  const world = await mintTenant();
  const file = await sealed(100);
  const body = await file.part(0);
  const bad = [422, 'envelope_invalid'];
  expect(await put(world, file, 0, body, {})).toEqual(bad);
  expect(await put(world, file, 0, body, { 'content-length': '139' })).toEqual(bad);
  expect(await put(world, file, 0, body.slice(1), { 'content-length': '140' })).toEqual(bad);
  expect(await put(world, file, 0, new Uint8Array(141), { 'content-length': '140' })).toEqual(bad);
  expect(await put(world, file, 0, undefined, { 'content-length': '140' })).toEqual(bad);
  expect(await put(world, file, 0, body, { 'content-length': '6000000' })).toEqual([413, 'too_large']);
  expect(await put(world, { ...file, size: 41 + CHUNK + TAG }, 0, body)).toEqual(bad);
  expect(await put(world, { ...file, parts: 2 }, 0, body)).toEqual(bad);
  expect(await put(world, file, 1, body)).toEqual(bad);
  expect(await put(world, { ...file, uploadToken: 'short' }, 0, body)).toEqual([400, 'bad_request']);
  expect(
    await put(
      world,
      file,
      0,
      body.map((b) => b + 1),
    ),
  ).toEqual(bad);
  const huge = { ...file, size: sealedSize(200 * CHUNK + 1), parts: 41 };
  expect(await put(world, huge, 0, body)).toEqual([413, 'too_large']);
  expect(await objects(world)).toEqual([]);
  expect(await unclaimed(world)).toBe(0);

  expect(await put(world, file, 0, body)).toEqual([200, undefined]);
  const taken = [409, 'conflict'];
  expect(await put(world, { ...file, uploadToken: toBase64(random(24)) }, 0, body)).toEqual(taken);
  const longer = await sealed(101);
  expect(await put(world, { ...file, size: longer.size }, 0, await longer.part(0))).toEqual(taken);
  const other = body.slice();
  other[50]! ^= 1;
  expect(await put(world, file, 0, other)).toEqual(taken);
  expect(await put(world, file, 0, body)).toEqual([200, undefined]);
});

test('a claim needs every part, the token, and room', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const { client, seal, claim } = await draftOf(world);
  const half = await seal(new Uint8Array(6 * CHUNK));
  await client.uploadPart(half, 0, await half.part(0));
  await half.part(1);
  await expect(claim(half)).rejects.toThrow('422 envelope_invalid');
  await client.uploadPart(half, 1, await half.part(1));
  await expect(claim({ ...half, uploadToken: toBase64(random(24)) })).rejects.toThrow('422 envelope_invalid');
  await expect(claim(half, half)).rejects.toThrow('envelope_invalid');

  await setting(world, { maxBytes: 6 * CHUNK - 1 });
  await expect(claim(half)).rejects.toThrow('413 too_large');
  await setting(world, { maxBytes: 6 * CHUNK });
  const small = await seal(random(1));
  await client.upload(small);
  await expect(claim(half, small)).rejects.toThrow('413 too_large');
  await setting(world, { maxFiles: 1 });
  await expect(claim(half, small)).rejects.toThrow('413 too_large');
  const { db } = await world.ctx();
  expect(await db.select().from(db.rows.tip)).toEqual([]);
  await setting(world, { maxFiles: 2 });
  await claim(half, small);
  await expect((await draftOf(world)).claim(small)).rejects.toThrow('envelope_invalid');
});

test('what nobody claims has bounded room, and is swept after a day, half uploads too; a claimed one stays', async () => {
  const world = await mintTenant();
  await tipOffice(world);
  const { client, seal, claim } = await draftOf(world);
  const [kept, lost] = [await seal(random(1000)), await seal(new Uint8Array(6 * CHUNK))];
  await client.upload(kept);
  await claim(kept);
  await client.uploadPart(lost, 0, await lost.part(0));
  // Put, but never written down: the Worker died in between.
  const { db, ports } = await world.ctx();
  await ports.blobs.put(`t${world.no}/tips/${lost.id}/1`, random(10), 'application/octet-stream');
  await setting(world, { maxUnclaimedBytes: 5 * (CHUNK + TAG) + 1000 });
  const more = await seal(random(2000));
  await expect(client.upload(more)).rejects.toThrow('429 rate_limited');
  clock.now = T0 + 23 * HOUR;
  await runCron(opener, NIGHTLY);
  expect(await objects(world)).toHaveLength(3);
  clock.now = T0 + 25 * HOUR;
  await runCron(opener, NIGHTLY);
  expect(await objects(world)).toEqual([`t${world.no}/tips/${kept.id}/0`]);
  expect(await unclaimed(world)).toBe(0);
  const a = db.rows.tipAttachment;
  expect(await db.select({ id: a.id }).from(a)).toEqual([{ id: kept.id }]);
  expect(await db.select({ n: db.rows.tipAttachmentPart.n }).from(db.rows.tipAttachmentPart)).toEqual([{ n: 0 }]);
  await client.upload(more);
});

test('an officer uploads for an answer in the same way; whoever has no desk does not', async () => {
  const world = await mintTenant();
  const office = await tipOffice(world);
  const file = await sealed(500);
  const { id, size, parts, uploadToken } = file;
  const url = `http://anshao.test/${world.slug}/api/desk-uploads/${id}/parts/0`;
  const query = new URLSearchParams({ parts: String(parts), size: String(size), uploadToken });
  const body = await file.part(0);
  const send = async (token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-length': String(body.length) };
    return (await app.fetch(new Request(`${url}?${query}`, { method: 'PUT', body, headers }))).status;
  };
  expect(await send((await world.person(['leader'])).token)).toBe(403);
  expect(await send(office.caller.token)).toBe(200);
  expect(await tipClient(world).uploaded(file)).toEqual([0]);
});
