import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import { type Ctx, personId } from '../context.ts';
import { among } from '../units/scope.ts';
import { insertRows } from './insert.ts';
import { loadPart } from './rows.ts';

/**
 * Hangs uploaded files on a unit's part: each must be the actor's own and hang nowhere yet; the claim is made in the same
 * commit. @throws `not_found`
 */
export async function attach(
  ctx: Ctx,
  part: { readonly id: string; readonly round: number },
  blobIds: readonly string[],
): Promise<Write[]> {
  const { blobs, writes } = await claimBlobs(ctx, blobIds, `assignment:${part.id}`);
  const rows = blobs.map(({ id: blobId }) => ({
    ...{ id: ctx.newId(), assignmentId: part.id, blobId, round: part.round },
    ...{ addedBy: personId(ctx), addedAt: ctx.now },
  }));
  return [...writes, ...insertRows(ctx, 'taskEvidence', rows)];
}

/** The files of these parts, in the order they came. */
export function evidenceOf({ db }: Ctx, assignmentIds: readonly string[]) {
  const { taskEvidence: e, blob: b } = db.rows;
  return db
    .select({
      id: e.id,
      assignmentId: e.assignmentId,
      blobId: e.blobId,
      caption: e.caption,
      mediaType: b.mediaType,
      addedAt: e.addedAt,
    })
    .from(e)
    .innerJoin(b, eq(b.id, e.blobId))
    .where(among(e.assignmentId, assignmentIds))
    .orderBy(e.id);
}

/** @throws `not_found` also when the file hangs on another part */
export async function partFile(ctx: Ctx, assignmentId: string, blobId: string): Promise<StoredFile> {
  await loadPart(ctx, assignmentId);
  const { taskEvidence: e, blob: b } = ctx.db.rows;
  const [file] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(e)
    .innerJoin(b, eq(b.id, e.blobId))
    .where(and(eq(e.assignmentId, assignmentId), eq(e.blobId, blobId)));
  return openBlob(ctx, file);
}
