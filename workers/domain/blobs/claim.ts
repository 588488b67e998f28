import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';

/** What blobs.upload takes. Kept rows of an Excel import are blobs too, and nobody's evidence. */
const ATTACHABLE = ['evidence', 'document'];

export interface Claimed {
  /** Each once, in the order given, with its media type. */
  readonly blobs: readonly { readonly id: string; readonly mediaType: string }[];
  /** Hangs them; for the commit of the rows that name them. Nothing where there are none. */
  readonly writes: Write[];
}

/**
 * Uploaded files that are to hang on something (`{entity}:{id}`): each must be the actor's own and hang nowhere yet.
 * @throws `not_found`
 */
export async function claimBlobs(ctx: Ctx, blobIds: readonly string[], attachedTo: string): Promise<Claimed> {
  const { db } = ctx;
  const ids = [...new Set(blobIds)];
  if (ids.length === 0) return { blobs: [], writes: [] };
  const b = db.rows.blob;
  const free = await db
    .select({ id: b.id, mediaType: b.mediaType })
    .from(b)
    .where(and(among(b.id, ids), eq(b.createdBy, personId(ctx)), inArray(b.purpose, ATTACHABLE), isNull(b.attachedTo)));
  if (free.length !== ids.length) refuse('not_found');
  const types = new Map(free.map((blob) => [blob.id, blob.mediaType]));
  return {
    blobs: ids.map((id) => ({ id, mediaType: types.get(id) ?? '' })),
    writes: [db.update('blob', { attachedTo }, (t) => among(t.id, ids))],
  };
}
