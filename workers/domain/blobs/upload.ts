import { createHash } from 'node:crypto';
import { ReplayError } from '../../../db/errors.ts';
import type { upload as route } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { mediaOf } from './sniff.ts';

/** Stores a photo or file. It belongs to nothing until a command attaches it; what none claims is swept after a day. */
export async function upload(
  ctx: Ctx,
  input: InputOf<typeof route>,
  bytes: Uint8Array,
): Promise<OutputOf<typeof route>> {
  const media = mediaOf(bytes);
  const photo = media?.mediaType.startsWith('image/');
  if (!media || (input.purpose === 'evidence' && !photo)) throw new DomainError('unsupported_file');
  const { db, ports, now } = ctx;
  const id = ctx.newId();
  const objectKey = `t${ctx.tenant.no}/e/${id}`;
  const { mediaType } = media;
  const size = media.bytes.length;
  await ports.blobs.put(objectKey, media.bytes, mediaType);
  const row = db.insert('blob', {
    id,
    objectKey,
    purpose: input.purpose,
    mediaType,
    size,
    sha256: createHash('sha256').update(media.bytes).digest('hex'),
    createdBy: personId(ctx),
    createdAt: now,
  });
  try {
    return await db.commit([row], { id, mediaType, size });
  } catch (error) {
    // A repeat of a command that was answered before has its object. After any other failure the row may stand all the same.
    if (error instanceof ReplayError) await ports.blobs.remove([objectKey]);
    throw error;
  }
}
