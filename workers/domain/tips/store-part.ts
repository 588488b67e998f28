import { createHash } from 'node:crypto';
import type { Blobs } from '../../ports/blobs.ts';
import { DomainError } from '../errors.ts';

/**
 * Pipes a body of announced length into the object store, chunk by chunk as it comes, and hashes it on the way; without
 * `to` it is only hashed. Nothing is stored unless all of it came.
 * @throws `envelope_invalid` for more or fewer bytes than announced, or another first byte than `suite`
 */
export async function storePart(
  to: { readonly blobs: Blobs; readonly key: string } | undefined,
  request: Request,
  announced: { readonly size: number; readonly suite: number | undefined },
): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  const checked = checking(request.body as ReadableStream<Uint8Array>, announced, hash);
  if (!to) {
    for (let next = await checked(); next; next = await checked());
    return { sha256: hash.digest('hex') };
  }
  const { readable, writable } = new FixedLengthStream(announced.size);
  const stored = to.blobs.put(to.key, readable as ReadableStream, 'application/octet-stream');
  const [fed, put] = await Promise.allSettled([pipe(checked, writable), stored]);
  if (fed.status === 'rejected') throw fed.reason;
  if (put.status === 'rejected') throw put.reason;
  return { sha256: hash.digest('hex') };
}

/** Gives one chunk after the other, and undefined at the right end. */
function checking(
  body: ReadableStream<Uint8Array>,
  { size, suite }: { readonly size: number; readonly suite: number | undefined },
  hash: { update(chunk: Uint8Array): unknown },
): () => Promise<Uint8Array | undefined> {
  const reader = body.getReader();
  let seen = 0;
  return async () => {
    // A broken connection ends the body with an error; whoever is still there sent something wrong.
    const chunk = (await reader.read().catch(() => undefined))?.value;
    const wrongSuite = seen === 0 && suite !== undefined && chunk?.[0] !== suite;
    seen += chunk?.byteLength ?? 0;
    if (wrongSuite || seen > size || (!chunk && seen < size)) throw new DomainError('envelope_invalid');
    if (chunk) hash.update(chunk);
    return chunk;
  };
}

async function pipe(from: () => Promise<Uint8Array | undefined>, to: WritableStream<Uint8Array>): Promise<void> {
  const writer = to.getWriter();
  // Whoever reads the other end hears of a failure through it; these two would be reported as unhandled.
  for (const state of [writer.closed, writer.ready]) state.catch(() => undefined);
  try {
    for (let chunk = await from(); chunk; chunk = await from()) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}
