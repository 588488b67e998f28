import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { among } from '../units/scope.ts';

export const uploadHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Claims sealed files for a tip or for a message of it: each must be there whole, unclaimed, and the sender must know its
 * upload token. @throws `envelope_invalid`
 */
export async function claimUploads(
  { db }: Ctx,
  files: readonly { id: string; uploadToken: string }[],
  owner: { tipId: string; messageId?: string },
): Promise<Write[]> {
  if (files.length === 0) return [];
  const a = db.rows.tipAttachment;
  const ids = files.map((f) => f.id);
  const rows = await db
    .select({ id: a.id, uploadHash: a.uploadHash })
    .from(a)
    .where(and(among(a.id, ids), isNull(a.tipId)));
  const hashes = new Map(rows.map((r) => [r.id, r.uploadHash]));
  const known = files.every((f) => hashes.get(f.id) === uploadHash(f.uploadToken));
  if (!known || hashes.size !== files.length) throw new DomainError('envelope_invalid');
  return ids.map((id) =>
    db.update('tipAttachment', { ...owner, createdAt: 0 }, (row) => and(eq(row.id, id), isNull(row.tipId))),
  );
}
