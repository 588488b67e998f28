import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly stage: string;
  readonly blobId: string;
  readonly caption: string;
  readonly mediaType: string;
  readonly addedAt: number;
  readonly addedBy: string;
  readonly round: number;
}

export async function evidenceOf({ db }: Ctx, hazardId: string): Promise<EvidenceRow[]> {
  const { hazardEvidence: e, blob: b } = db.rows;
  return db
    .select({
      id: e.id,
      stage: e.stage,
      blobId: e.blobId,
      caption: e.caption,
      mediaType: b.mediaType,
      addedAt: e.addedAt,
      addedBy: e.addedBy,
      round: e.round,
    })
    .from(e)
    .innerJoin(b, eq(b.id, e.blobId))
    .where(eq(e.hazardId, hazardId))
    .orderBy(asc(e.id));
}

export interface Attachment {
  readonly rows: EvidenceRow[];
  readonly writes: Write[];
}

/** What blobs.upload takes. Kept rows of an Excel import are blobs too, and nobody's evidence. */
const ATTACHABLE = ['evidence', 'document'];

/**
 * Hangs uploaded files on a hazard: each must be the actor's own and hang nowhere yet. Files that are no photos become
 * documents, unless a photo is asked for (`strict`). @throws `not_found`, `unsupported_file`
 */
export async function attach(
  ctx: Ctx,
  hazard: { id: string; round: number },
  blobIds: readonly string[],
  stage: 'before' | 'after' | 'document',
  { caption = '', strict = false } = {},
): Promise<Attachment> {
  const { db, now } = ctx;
  const ids = [...new Set(blobIds)];
  if (ids.length === 0) return { rows: [], writes: [] };
  const me = personId(ctx);
  const b = db.rows.blob;
  const blobs = await db
    .select({ id: b.id, mediaType: b.mediaType })
    .from(b)
    .where(and(among(b.id, ids), eq(b.createdBy, me), inArray(b.purpose, ATTACHABLE), isNull(b.attachedTo)));
  if (blobs.length !== ids.length) refuse('not_found');
  const types = new Map(blobs.map((blob) => [blob.id, blob.mediaType]));
  const rows = ids.map((blobId): EvidenceRow => {
    const mediaType = types.get(blobId) ?? '';
    const photo = mediaType.startsWith('image/');
    if (strict && stage !== 'document' && !photo) refuse('unsupported_file');
    const { round } = hazard;
    const as = photo ? stage : 'document';
    return { id: ctx.newId(), stage: as, blobId, caption, mediaType, addedAt: now, addedBy: me, round };
  });
  const claimed = db.update('blob', { attachedTo: `hazard:${hazard.id}` }, (t) => among(t.id, ids));
  const inserts = rows.map((row) => {
    const { mediaType: _, ...kept } = row;
    return db.insert('hazardEvidence', { ...kept, hazardId: hazard.id });
  });
  return { rows, writes: [claimed, ...inserts] };
}
