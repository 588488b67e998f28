import { and, eq } from 'drizzle-orm';
import type { Blobs } from '../../ports/blobs.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { loadTip } from './rows.ts';

/** What sealedFileResponse needs of a row of tip_attachment. */
export interface StoredFile {
  readonly objectKey: string;
  readonly size: number;
  /** 0: one object under `objectKey` itself. */
  readonly parts: number;
}

/** A sealed file of this tip or of a message of it, as it lies there; it is opened in the officer's browser. */
export async function tipAttachment(ctx: Ctx, input: { id: string; attachmentId: string }): Promise<Response> {
  const tip = await loadTip(ctx, input.id);
  const a = ctx.db.rows.tipAttachment;
  const [row] = await ctx.db
    .select({ objectKey: a.objectKey, size: a.size, parts: a.parts })
    .from(a)
    .where(and(eq(a.id, input.attachmentId), eq(a.tipId, tip.id)));
  return sealedFileResponse(ctx, found(row));
}

/** The parts of a sealed file as one body of known length, taken from the object store one after the other. */
export async function sealedFileResponse(ctx: Ctx, { objectKey, size, parts }: StoredFile): Promise<Response> {
  const keys = parts === 0 ? [objectKey] : Array.from({ length: parts }, (_, n) => `${objectKey}/${n}`);
  // The first one is asked for before the answer begins: what is gone is a plain 404.
  const first = found(await ctx.ports.blobs.get(keys[0]!));
  const { readable, writable } = new FixedLengthStream(size);
  // A failure midway breaks the body off; the browser hears it, because the length was announced.
  pipeAll(ctx.ports.blobs, first.body, keys.slice(1), writable).catch(() => undefined);
  return new Response(readable as ReadableStream, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': 'attachment',
      'cache-control': 'no-store, no-transform',
    },
  });
}

async function pipeAll(
  blobs: Blobs,
  first: ReadableStream,
  rest: readonly string[],
  to: WritableStream<Uint8Array>,
): Promise<void> {
  try {
    await first.pipeTo(to, { preventClose: true });
    for (const key of rest) await found(await blobs.get(key)).body.pipeTo(to, { preventClose: true });
    await to.close();
  } catch (error) {
    await to.abort(error).catch(() => undefined);
    throw error;
  }
}
