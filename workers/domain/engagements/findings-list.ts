import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type * as z from 'zod';
import type { findingView } from '../../contract/engagements.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { iso, isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { expertsOf } from './rows.ts';

/** Of an engagement the caller has loaded, and so may see; the newest first. */
export async function findingsOf(
  ctx: Ctx,
  engagementId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof findingView>[]; next: string | null }> {
  const { engagementFinding: f, hazard: h } = ctx.db.rows;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await ctx.db
    .select({
      ...{ hazardId: f.hazardId, expertId: f.expertId, foundAt: f.foundAt, number: h.number, title: h.title },
      ...{ level: h.level, state: h.state, ownerUnitId: h.ownerUnitId, dueAt: h.dueAt, closedAt: h.closedAt },
    })
    .from(f)
    .innerJoin(h, eq(h.id, f.hazardId))
    .where(and(eq(f.engagementId, engagementId), after === undefined ? undefined : lt(f.hazardId, after)))
    .orderBy(desc(f.hazardId))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.hazardId]);
  const [experts, units, photos] = await Promise.all([
    expertsOf(
      ctx,
      items.map((row) => row.expertId),
    ),
    namesOf(
      ctx,
      [],
      items.map((row) => row.ownerUnitId),
    ),
    photosOf(
      ctx,
      items.map((row) => row.hazardId),
    ),
  ]);
  type View = z.input<typeof findingView>;
  return {
    items: items.map(({ expertId, ownerUnitId, closedAt, ...row }) => ({
      ...row,
      level: row.level as View['level'],
      state: row.state as View['state'],
      finished: closedAt !== null,
      foundAt: iso(row.foundAt),
      expert: experts.get(expertId)?.name ?? '',
      ownerName: units[ownerUnitId ?? ''] ?? '',
      dueAt: isoOrNull(row.dueAt),
      late: closedAt === null && row.dueAt !== null && row.dueAt < ctx.now,
      photos: photos.get(row.hazardId) ?? [],
    })),
    next,
  };
}

async function photosOf({ db }: Ctx, hazardIds: readonly string[]) {
  const { hazardEvidence: e, blob: b } = db.rows;
  const rows = await db
    .select({ hazardId: e.hazardId, blobId: e.blobId, mediaType: b.mediaType, stage: e.stage })
    .from(e)
    .innerJoin(b, eq(b.id, e.blobId))
    .where(among(e.hazardId, hazardIds))
    .orderBy(asc(e.id));
  const photos = new Map<string, z.input<typeof findingView>['photos']>();
  for (const { hazardId, blobId, mediaType, stage } of rows) {
    const photo = { blobId, mediaType, stage: stage as 'before' | 'after' | 'document' };
    photos.set(hazardId, [...(photos.get(hazardId) ?? []), photo]);
  }
  return photos;
}

/** A photo that hangs on a finding of this engagement. @throws `not_found` for any other */
export async function findingFile(ctx: Ctx, engagementId: string, blobId: string): Promise<StoredFile> {
  const { engagementFinding: f, hazardEvidence: e, blob: b } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(e)
    .innerJoin(f, eq(f.hazardId, e.hazardId))
    .innerJoin(b, eq(b.id, e.blobId))
    .where(and(eq(f.engagementId, engagementId), eq(e.blobId, blobId)));
  return openBlob(ctx, row);
}
