import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { StoredFile } from '../blobs/get.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
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
  const { db } = ctx;
  const ids = [...new Set(blobIds)];
  if (ids.length === 0) return [];
  const me = personId(ctx);
  const b = db.rows.blob;
  const blobs = await db
    .select({ id: b.id })
    .from(b)
    .where(
      and(among(b.id, ids), eq(b.createdBy, me), inArray(b.purpose, ['evidence', 'document']), isNull(b.attachedTo)),
    );
  if (blobs.length !== ids.length) refuse('not_found');
  const claimed = db.update('blob', { attachedTo: `${entity}:${row.id}` }, (t) => among(t.id, ids));
  const rows = ids.map((blobId) => ({
    id: ctx.newId(),
    entity,
    entityId: row.id,
    kind,
    blobId,
    addedBy: me,
    addedAt: ctx.now,
    round: row.round,
  }));
  return [claimed, ...db.insertMany('supervisionFile', rows)];
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
  const { objectKey, mediaType } = found(row);
  const object = found(await ctx.ports.blobs.get(objectKey));
  return { body: object.body, size: object.size, mediaType };
}
