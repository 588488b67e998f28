import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../protocol/attachments.ts';
import { SUITE } from '../../protocol/bytes.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** The largest file, its ten chunks' tags, its head. */
export const MAX_SEALED = MAX_FILE_BYTES + 10 * 16 + 24;
const MIN_SEALED = 24 + 16;

export const uploadHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Pipes a sealed file to the object store as it comes, in chunks, and keeps a row that only the holder of the upload token
 * can claim. The length must be announced: R2 takes no stream of unknown length.
 */
export async function attach(ctx: Ctx, input: { uploadToken: string }, request: Request): Promise<{ id: string }> {
  const size = Number(request.headers.get('content-length') ?? Number.NaN);
  if (size > MAX_SEALED) throw new DomainError('too_large');
  if (!request.body || !(size >= MIN_SEALED)) throw new DomainError('envelope_invalid');

  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  const first = (await reader.read()).value;
  if (first?.[0] !== SUITE) throw new DomainError('envelope_invalid');
  const id = crypto.randomUUID();
  const objectKey = `t${ctx.tenant.no}/tips/${id}`;
  const hash = createHash('sha256');
  const { readable, writable } = new FixedLengthStream(size);
  const stored = ctx.ports.blobs.put(objectKey, readable as ReadableStream, 'application/octet-stream');
  const piped = pipe(first, reader, writable, size, hash);
  const [fed, put] = await Promise.allSettled([piped, stored]);
  if (fed.status === 'rejected' || put.status === 'rejected') {
    await ctx.ports.blobs.remove([objectKey]);
    throw fed.status === 'rejected' ? new DomainError('envelope_invalid') : (put as PromiseRejectedResult).reason;
  }
  const row = {
    id,
    objectKey,
    size,
    sha256: hash.digest('hex'),
    uploadHash: uploadHash(input.uploadToken),
    day: localDay(ctx.now),
    createdAt: ctx.now,
  };
  try {
    return await ctx.db.commit([ctx.db.insert('tipAttachment', row)], { id });
  } catch (error) {
    await ctx.ports.blobs.remove([objectKey]);
    throw error;
  }
}

/** Rejects when more or fewer bytes come than were announced. */
async function pipe(
  first: Uint8Array,
  from: ReadableStreamDefaultReader<Uint8Array>,
  to: WritableStream<Uint8Array>,
  size: number,
  hash: { update(chunk: Uint8Array): unknown },
): Promise<void> {
  const writer = to.getWriter();
  // Whoever reads the other end hears of a failure through it; these two would be reported as unhandled.
  for (const state of [writer.closed, writer.ready]) state.catch(() => undefined);
  try {
    let seen = 0;
    for (let chunk: Uint8Array | undefined = first; chunk; chunk = (await from.read()).value) {
      seen += chunk.byteLength;
      if (seen > size) throw new TypeError('more than announced');
      hash.update(chunk);
      await writer.write(chunk);
    }
    if (seen < size) throw new TypeError('less than announced');
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}
