import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { claimBlobs } from '../blobs/claim.ts';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';
import { loadKept } from './record.ts';

export interface Evidence {
  /** Digest of a claimed file; '' for none. */
  readonly sha256: (blobId: string | null) => string;
  readonly writes: Write[];
}

export const ownerKey = (expertId: string): string => `expert:${expertId}`;

/**
 * Pictures and PDFs of one record: uploaded by the actor and hanging nowhere, or hanging on this very record already, because
 * one paper may prove several things. @throws `not_found`; `unsupported_file` for anything else than a picture or a PDF
 */
export async function claimEvidence(
  ctx: Ctx,
  expertId: string,
  blobIds: readonly (string | null)[],
): Promise<Evidence> {
  const ids = [...new Set(blobIds.filter((id) => id !== null))];
  const b = ctx.db.rows.blob;
  const rows = await ctx.db
    .select({ id: b.id, sha256: b.sha256, mediaType: b.mediaType, attachedTo: b.attachedTo })
    .from(b)
    .where(among(b.id, ids));
  const there = rows.filter((row) => row.attachedTo === ownerKey(expertId)).map((row) => row.id);
  const fresh = ids.filter((id) => !there.includes(id));
  const { writes } = await claimBlobs(ctx, fresh, ownerKey(expertId));
  return evidenceOf(rows, writes);
}

/** Whether files uploaded on the public page are there, unclaimed, and known to the sender. @throws `not_found` */
export async function claimUploaded(
  ctx: Ctx,
  owner: string,
  files: readonly { readonly id: string; readonly createdBy: string }[],
): Promise<Evidence> {
  const b = ctx.db.rows.blob;
  const wanted = new Map(files.map((file) => [file.id, file.createdBy]));
  if (wanted.size === 0) return { sha256: () => '', writes: [] };
  const rows = await ctx.db
    .select({ id: b.id, sha256: b.sha256, mediaType: b.mediaType, createdBy: b.createdBy })
    .from(b)
    .where(and(among(b.id, wanted.keys()), isNull(b.attachedTo)));
  const own = rows.filter((row) => wanted.get(row.id) === row.createdBy);
  if (own.length !== wanted.size) refuse('not_found');
  const writes = [
    ctx.db.update('blob', { attachedTo: owner }, (t) => and(among(t.id, wanted.keys()), isNull(t.attachedTo))),
  ];
  return evidenceOf(own, writes);
}

function evidenceOf(rows: readonly { id: string; sha256: string; mediaType: string }[], writes: Write[]): Evidence {
  if (rows.some((row) => !isEvidence(row.mediaType))) refuse('unsupported_file');
  const digests = new Map(rows.map((row) => [row.id, row.sha256]));
  return { sha256: (blobId) => (blobId === null ? '' : (digests.get(blobId) ?? '')), writes };
}

export const isEvidence = (mediaType: string): boolean =>
  mediaType.startsWith('image/') || mediaType === 'application/pdf';

/** A file of a record, for whoever may see the record. */
export async function openEvidence(ctx: Ctx, expertId: string, blobId: string): Promise<StoredFile> {
  const expert = await loadKept(ctx, expertId, 'expert.read');
  const b = ctx.db.rows.blob;
  const [row] = await ctx.db
    .select({ objectKey: b.objectKey, mediaType: b.mediaType })
    .from(b)
    .where(and(eq(b.id, blobId), eq(b.attachedTo, ownerKey(expert.id))));
  return openBlob(ctx, row);
}
