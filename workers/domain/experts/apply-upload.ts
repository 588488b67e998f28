import { createHash } from 'node:crypto';
import { and, isNull, like, sql } from 'drizzle-orm';
import type { upload as contract } from '../../contract/expert-intake.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { mediaOf } from '../blobs/sniff.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { isEvidence } from './evidence.ts';

/** Of all tenants' strangers together a bounded room: the night's sweep empties it. */
const MAX_UNCLAIMED_BYTES = 2 * 1024 * 1024 * 1024;

/** How the row of a file says who may claim it: by a digest of the token alone. */
export const uploaderKey = (token: string): string => `upload:${createHash('sha256').update(token).digest('hex')}`;

/** A picture or a PDF, by its bytes. It belongs to nothing until an application claims it; unclaimed it goes after a day. */
export async function uploadEvidence(
  ctx: Ctx,
  { token }: InputOf<typeof contract>,
  bytes: Uint8Array,
): Promise<OutputOf<typeof contract>> {
  const media = mediaOf(bytes);
  if (!media || !isEvidence(media.mediaType)) throw new DomainError('unsupported_file');
  const { db, ports, now } = ctx;
  const b = db.rows.blob;
  const [held] = await db
    .select({ bytes: sql<number>`COALESCE(SUM(${b.size}), 0)` })
    .from(b)
    .where(and(isNull(b.attachedTo), like(b.createdBy, 'upload:%')));
  const size = media.bytes.length;
  if ((held?.bytes ?? 0) + size > MAX_UNCLAIMED_BYTES) throw new DomainError('rate_limited', { retryAfter: 600 });
  const id = ctx.newId();
  const objectKey = `t${ctx.tenant.no}/e/${id}`;
  const { mediaType } = media;
  await ports.blobs.put(objectKey, media.bytes, mediaType);
  const sha256 = createHash('sha256').update(media.bytes).digest('hex');
  const row = {
    id,
    objectKey,
    purpose: 'document',
    mediaType,
    size,
    sha256,
    createdBy: uploaderKey(token),
    createdAt: now,
  };
  // Should this fail, the row may stand all the same: the object stays, and the night's sweep sees to it.
  return db.commit([db.insert('blob', row)], { id, mediaType, size });
}
