import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { loadHazard } from '../hazards/rows.ts';

export interface StoredFile {
  readonly body: ReadableStream;
  readonly size: number;
  readonly mediaType: string;
}

/** A photo or file of a hazard the actor may see. */
export async function getEvidence(ctx: Ctx, hazardId: string, blobId: string): Promise<StoredFile> {
  const hazard = await loadHazard(ctx, hazardId);
  const { hazardEvidence: e, blob: b } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(e)
    .innerJoin(b, eq(b.id, e.blobId))
    .where(and(eq(e.hazardId, hazard.id), eq(e.blobId, blobId)));
  return openBlob(ctx, row);
}

/** The bytes of a stored row. @throws `not_found` where there is no such row, or no object behind it */
export async function openBlob(
  ctx: Ctx,
  row: { readonly objectKey: string; readonly mediaType: string } | undefined,
): Promise<StoredFile> {
  const { objectKey, mediaType } = found(row);
  const { body, size } = found(await ctx.ports.blobs.get(objectKey));
  return { body, size, mediaType };
}
