import { and, asc, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import { type Ctx, personId } from '../context.ts';
import type { Kind } from './machine.ts';

export type FileKind = 'answer' | 'minutes' | 'report';

/** Hangs uploaded files on an order or a summons: each must be the actor's own and hang nowhere yet. @throws `not_found` */
export async function attach(
  ctx: Ctx,
  entity: Kind,
  row: { readonly id: string; readonly round: number },
  kind: FileKind,
  blobIds: readonly string[],
): Promise<Write[]> {
  const { blobs, writes } = await claimBlobs(ctx, blobIds, `${entity}:${row.id}`);
  const rows = blobs.map(({ id: blobId }) => ({
    id: ctx.newId(),
    entity,
    entityId: row.id,
    kind,
    blobId,
    addedBy: personId(ctx),
    addedAt: ctx.now,
    round: row.round,
  }));
  return [...writes, ...ctx.db.insertMany('supervisionFile', rows)];
}

/** Everything that hangs on it, oldest first. */
export async function filesOf({ db }: Ctx, entity: Kind, id: string) {
  const { supervisionFile: f, blob: b } = db.rows;
  const rows = await db
    .select({ blobId: f.blobId, kind: f.kind, mediaType: b.mediaType, addedAt: f.addedAt, round: f.round })
    .from(f)
    .innerJoin(b, eq(b.id, f.blobId))
    .where(and(eq(f.entity, entity), eq(f.entityId, id)))
    .orderBy(asc(f.id));
  return rows.map((row) => ({
    ...row,
    kind: row.kind as FileKind,
    addedAt: new Date(row.addedAt).toISOString(),
  }));
}

/** A file of an order or summons that the caller has loaded, and so may see. */
export async function fileOf(ctx: Ctx, entity: Kind, id: string, blobId: string): Promise<StoredFile> {
  const { supervisionFile: f, blob: b } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(f)
    .innerJoin(b, eq(b.id, f.blobId))
    .where(and(eq(f.entity, entity), eq(f.entityId, id), eq(f.blobId, blobId)));
  return openBlob(ctx, row);
}
