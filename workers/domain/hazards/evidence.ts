import { asc, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';

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
  const claimed = await claimBlobs(ctx, blobIds, `hazard:${hazard.id}`);
  const rows = claimed.blobs.map(({ id: blobId, mediaType }): EvidenceRow => {
    const photo = mediaType.startsWith('image/');
    if (strict && stage !== 'document' && !photo) refuse('unsupported_file');
    const { round } = hazard;
    const as = photo ? stage : 'document';
    return { id: ctx.newId(), stage: as, blobId, caption, mediaType, addedAt: now, addedBy: personId(ctx), round };
  });
  const inserts = rows.map((row) => {
    const { mediaType: _, ...kept } = row;
    return db.insert('hazardEvidence', { ...kept, hazardId: hazard.id });
  });
  return { rows, writes: [...claimed.writes, ...inserts] };
}
