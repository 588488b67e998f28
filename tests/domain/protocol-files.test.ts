import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHUNK,
  HEAD,
  partSize,
  partsOf,
  plainSize,
  sealedSize,
  TAG,
} from '../../workers/protocol/attachment-layout.ts';
import {
  type AnyManifest,
  chunkNonce,
  FileChanged,
  type FileManifest,
  OF_TIP,
  type OldFileManifest,
  sealFile,
} from '../../workers/protocol/attachments.ts';
import { openChunks, openFile } from '../../workers/protocol/attachments-open.ts';
import {
  aesSeal,
  type Bytes,
  concat,
  hex,
  hkdf,
  ProtocolError,
  random,
  SUITE,
  sha256,
} from '../../workers/protocol/bytes.ts';
import { newTipId } from '../../workers/protocol/compose.ts';
import { newDek, scoped, type TipScope } from '../../workers/protocol/envelope.ts';

const scope: TipScope = { tenantNo: 7, tipId: newTipId(), formHash: 'ab'.repeat(32) };
const SEALED_CHUNK = CHUNK + TAG;
const big = (size: number): Bytes => {
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(out.subarray(at, at + 65536));
  return out;
};
const mediaType = 'video/mp4';

async function seal(dek: Bytes, plain: Bytes, part = OF_TIP): Promise<{ bytes: Bytes; manifest: FileManifest }> {
  const file = await sealFile(scope, dek, part, { blob: new Blob([plain]), name: '录像.mp4', mediaType });
  const parts: Bytes[] = [];
  for (let n = 0; n < file.parts; n++) {
    parts.push(await file.part(n));
    expect(parts[n]!.length).toBe(partSize(file.size, n));
  }
  expect(parts.reduce((sum, p) => sum + p.length, 0)).toBe(file.size);
  return { bytes: concat(...parts), manifest: await file.manifest() };
}

/** In pieces of odd lengths, as a network gives them. */
function stream(bytes: Bytes, piece = 70_001): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + piece));
      at += piece;
    },
  });
}
const open = async (dek: Bytes, bytes: Bytes, manifest: AnyManifest, part = OF_TIP, of = scope): Promise<Bytes> =>
  new Uint8Array(await (await openFile(of, dek, part, stream(bytes), manifest)).arrayBuffer());

test('lengths: every plain length has one sealed length, and its parts add up to it', () => {
  const lengths = fc.oneof(
    fc.nat(4 * CHUNK),
    fc
      .integer({ min: 0, max: 300 })
      .chain((c) => fc.integer({ min: -2, max: 2 }).map((d) => Math.max(0, c * CHUNK + d))),
  );
  fc.assert(
    fc.property(lengths, (plain) => {
      const sealed = sealedSize(plain);
      expect(plainSize(sealed)).toBe(plain);
      const sizes = Array.from({ length: partsOf(sealed) }, (_, n) => partSize(sealed, n));
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(sealed);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(TAG);
    }),
    { numRuns: 500 },
  );
  for (const none of [0, HEAD, HEAD + TAG - 1, HEAD + SEALED_CHUNK + TAG, HEAD + SEALED_CHUNK + 1]) {
    expect(plainSize(none)).toBeUndefined();
  }
});

test('files of any length come back, with their name and kind', async () => {
  const dek = newDek();
  for (const size of [0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK - 1, 5 * CHUNK, 5 * CHUNK + 1]) {
    const plain = big(size);
    const { bytes, manifest } = await seal(dek, plain);
    expect(manifest).toMatchObject({ v: 2, name: '录像.mp4', mediaType, size });
    expect(Buffer.compare(await open(dek, bytes, manifest), plain)).toBe(0);
  }
});

test('a file cut short, with chunks in another order, repeated or lengthened is refused', async () => {
  const dek = newDek();
  const plain = big(2 * CHUNK + 500);
  const { bytes, manifest } = await seal(dek, plain);
  const head = bytes.slice(0, HEAD);
  const sealed = [0, 1, 2].map((n) => bytes.slice(HEAD + n * SEALED_CHUNK, HEAD + (n + 1) * SEALED_CHUNK));
  const pieces = [0, 1, 2].map((n) => plain.slice(n * CHUNK, (n + 1) * CHUNK));
  for (const order of [[0, 1], [1, 0, 2], [0, 0, 2], [0, 1, 2, 2], [0, 2], [0], []]) {
    const bad = concat(head, ...order.map((n) => sealed[n]!));
    await expect(open(dek, bad, manifest)).rejects.toThrow(ProtocolError);
    // Even with a manifest that says just this, the counter and the last-flag in the nonces refuse it.
    const text = order.map((n) => pieces[n]!);
    const digest = hex(await sha256(concat(...(await Promise.all(text.map(sha256))))));
    const size = text.reduce((sum, p) => sum + p.length, 0);
    await expect(open(dek, bad, { ...manifest, chunks: order.length, size, digest })).rejects.toThrow(ProtocolError);
  }
  await expect(open(dek, concat(bytes, new Uint8Array(1)), manifest)).rejects.toThrow('extended');
  await expect(open(dek, bytes.slice(0, -1), manifest)).rejects.toThrow('truncated');
  await expect(open(dek, bytes, { ...manifest, digest: 'ab'.repeat(32) })).rejects.toThrow('manifest');
});

test('any flipped bit, another tenant, tip, form, message or key is refused', async () => {
  const dek = newDek();
  const { bytes, manifest } = await seal(dek, random(5000));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const bad = bytes.slice();
      bad[at]! ^= 1 << bit;
      await expect(open(dek, bad, manifest)).rejects.toThrow(ProtocolError);
    }),
    { numRuns: 60 },
  );
  const others = [{ tenantNo: 8 }, { tipId: newTipId() }, { formHash: 'cd'.repeat(32) }];
  for (const other of others) {
    await expect(open(dek, bytes, manifest, OF_TIP, { ...scope, ...other })).rejects.toThrow('does not open');
  }
  await expect(open(newDek(), bytes, manifest)).rejects.toThrow('does not open');
  const message = newTipId();
  await expect(open(dek, bytes, manifest, message)).rejects.toThrow('does not open');
  const inMessage = await seal(dek, random(50), message);
  expect((await open(dek, inMessage.bytes, inMessage.manifest, message)).length).toBe(50);
  await expect(open(dek, inMessage.bytes, inMessage.manifest)).rejects.toThrow('does not open');
  // Two files of one tip cannot be exchanged either: each manifest names the bytes of its own.
  const twin = await seal(dek, random(5000));
  await expect(open(dek, twin.bytes, manifest)).rejects.toThrow('manifest');
});

test('a part asked for twice is the same bytes; a file that changed meanwhile is not sealed again', async () => {
  const bytes = big(CHUNK + 10);
  let changed = false;
  const blob = {
    size: bytes.length,
    slice: (from: number, to: number) => new Blob([(changed ? bytes.map((b) => b ^ 1) : bytes).slice(from, to)]),
  } as Blob;
  const file = await sealFile(scope, newDek(), OF_TIP, { blob, mediaType });
  await expect(file.manifest()).rejects.toThrow('not sealed yet');
  const first = await file.part(0);
  expect(Buffer.compare(await file.part(0), first)).toBe(0);
  changed = true;
  await expect(file.part(0)).rejects.toThrow(FileChanged);
});

test('one part at a time is read and held', async () => {
  let most = 0;
  const blob = {
    size: 200 * CHUNK,
    slice: (from: number, to: number) => {
      most = Math.max(most, to - from);
      return new Blob([new Uint8Array(Math.min(to, 200 * CHUNK) - from)]);
    },
  } as Blob;
  const file = await sealFile(scope, newDek(), OF_TIP, { blob, mediaType });
  expect(file.parts).toBe(40);
  expect((await file.part(39)).length).toBe(5 * SEALED_CHUNK);
  expect(most).toBe(CHUNK);

  const dek = newDek();
  const { bytes, manifest } = await seal(dek, big(2 * CHUNK));
  let pulled = 0;
  const counted = stream(bytes, CHUNK).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, to) {
        pulled += chunk.length;
        to.enqueue(chunk);
      },
    }),
  );
  const chunks = openChunks(scope, dek, OF_TIP, counted, manifest);
  expect((await chunks.next()).value).toHaveLength(CHUNK);
  expect(pulled).toBeLessThan(bytes.length);
  await chunks.return();
});

test('long names lose their middle, not their ending', async () => {
  const file = await sealFile(scope, newDek(), OF_TIP, {
    blob: new Blob([]),
    name: `${'长'.repeat(300)}.docx`,
    mediaType,
  });
  await file.part(0);
  const { name } = await file.manifest();
  expect(name).toHaveLength(60);
  expect(name).toMatch(/^长+…长+\.docx$/);
});

test('files of the first version still open, for a tip alone', async () => {
  const dek = newDek();
  const plain = big(CHUNK + 7);
  const [salt, prefix] = [random(16), random(7)];
  const aad = scoped('file', scope);
  const key = await hkdf(dek, aad, 32, salt);
  const chunks = [plain.slice(0, CHUNK), plain.slice(CHUNK)];
  const sealed = await Promise.all(chunks.map((c, n) => aesSeal(key, chunkNonce(prefix, n, n === 1), aad, c)));
  const bytes = concat(Uint8Array.of(SUITE), salt, prefix, ...sealed);
  const sha = hex(await sha256(plain));
  const manifest: OldFileManifest = { id: 'x', mediaType: 'image/jpeg', size: plain.length, chunks: 2, sha256: sha };
  expect(Buffer.compare(await open(dek, bytes, manifest), plain)).toBe(0);
  await expect(open(dek, bytes, { ...manifest, sha256: 'ab'.repeat(32) })).rejects.toThrow('manifest');
  await expect(open(dek, bytes, manifest, newTipId())).rejects.toThrow(ProtocolError);
});
