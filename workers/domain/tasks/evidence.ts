import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { StoredFile } from '../blobs/get.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { insertRows } from './insert.ts';
import { loadPart } from './rows.ts';

/** What blobs.upload takes. */
const ATTACHABLE = ['evidence', 'document'];

/**
 * Hangs uploaded files on a unit's part: each must be the actor's own and hang nowhere yet; the claim is made in the same
 * commit. @throws `not_found`
 */
export async function attach(
  ctx: Ctx,
  part: { readonly id: string; readonly round: number },
  blobIds: readonly string[],
): Promise<Write[]> {
  const { db, now } = ctx;
  const ids = [...new Set(blobIds)];
  if (ids.length === 0) return [];
  const me = personId(ctx);
  const b = db.rows.blob;
  const free = await db
    .select({ id: b.id })
    .from(b)
    .where(and(among(b.id, ids), eq(b.createdBy, me), inArray(b.purpose, ATTACHABLE), isNull(b.attachedTo)));
  if (free.length !== ids.length) refuse('not_found');
  const rows = ids.map((blobId) => ({
    ...{ id: ctx.newId(), assignmentId: part.id, blobId, addedBy: me, addedAt: now, round: part.round },
  }));
  return [
    db.update('blob', { attachedTo: `assignment:${part.id}` }, (t) => among(t.id, ids)),
    ...insertRows(ctx, 'taskEvidence', rows),
  ];
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
  const { objectKey, mediaType } = found(file);
  const { body, size } = found(await ctx.ports.blobs.get(objectKey));
  return { body, size, mediaType };
}
