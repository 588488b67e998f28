import { createHash } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tips.ts';
import { plainSize } from '../../protocol/attachment-layout.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { among } from '../units/scope.ts';
import { fileLimits } from './settings.ts';

/** Counter, one bucket: bytes of parts that no tip has claimed yet. */
export const UNCLAIMED = 'tip.unclaimed';

export const uploadHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The parts that have arrived. An upload that never was, or is another's, has none. */
export async function uploadedParts(
  { db }: Ctx,
  input: { id: string; uploadToken: string },
): Promise<OutputOf<typeof contract.uploaded>> {
  const { tipAttachment: a, tipAttachmentPart: p } = db.rows;
  const rows = await db
    .select({ n: p.n })
    .from(a)
    .innerJoin(p, eq(p.attachmentId, a.id))
    .where(and(eq(a.id, input.id), eq(a.uploadHash, uploadHash(input.uploadToken))))
    .orderBy(asc(p.n));
  return { parts: rows.map((row) => row.n) };
}

/**
 * Claims sealed files for a tip or for a message of it: each must be there whole, unclaimed, and the sender must know its
 * upload token. @throws `envelope_invalid`; `too_large` when the tip with all its messages would hold too much
 */
export async function claimUploads(
  ctx: Ctx,
  files: readonly { id: string; uploadToken: string }[],
  owner: { tipId: string; messageId?: string },
): Promise<Write[]> {
  if (files.length === 0) return [];
  const { db } = ctx;
  const { tipAttachment: a, tipAttachmentPart: p } = db.rows;
  const ids = files.map((f) => f.id);
  const rows = await db
    .select({ id: a.id, uploadHash: a.uploadHash, size: a.size, parts: a.parts })
    .from(a)
    .where(and(among(a.id, ids), isNull(a.tipId)));
  const here = await db
    .select({ id: p.attachmentId, n: sql<number>`COUNT(*)`, size: sql<number>`SUM(${p.size})` })
    .from(p)
    .where(among(p.attachmentId, ids))
    .groupBy(p.attachmentId);
  const came = new Map(here.map((row) => [row.id, row]));
  // Without parts: one object, stored before there were any, by a page that was open over the change.
  const whole = rows.filter(({ id, parts, size }) => {
    const parted = came.get(id);
    return parts === 0 || (parted?.n === parts && parted.size === size);
  });
  const hashes = new Map(whole.map((row) => [row.id, row.uploadHash]));
  const known = files.every((f) => hashes.get(f.id) === uploadHash(f.uploadToken));
  if (!known || hashes.size !== files.length) throw new DomainError('envelope_invalid');
  await checkRoom(ctx, owner.tipId, whole);
  const bytes = here.reduce((sum, row) => sum + row.size, 0);
  return [
    ...ids.map((id) =>
      db.update('tipAttachment', { ...owner, createdAt: 0 }, (row) => and(eq(row.id, id), isNull(row.tipId))),
    ),
    db.count(UNCLAIMED, '', -bytes),
  ];
}

/** Of the tip and all its messages; plain bytes, as the person sees them. */
async function checkRoom(ctx: Ctx, tipId: string, more: readonly { size: number }[]): Promise<void> {
  const a = ctx.db.rows.tipAttachment;
  const held = await ctx.db.select({ size: a.size }).from(a).where(eq(a.tipId, tipId));
  const all = [...held, ...more];
  const { maxFiles, maxBytes } = await fileLimits(ctx);
  const bytes = all.reduce((sum, { size }) => sum + (plainSize(size) ?? size), 0);
  if (all.length > maxFiles || bytes > maxBytes) throw new DomainError('too_large');
}

/** What the counter should say, for the nightly reconciliation. */
export async function recountUnclaimed({ db }: Ctx): Promise<Map<string, number>> {
  const { tipAttachment: a, tipAttachmentPart: p } = db.rows;
  const [row] = await db
    .select({ bytes: sql<number>`COALESCE(SUM(${p.size}), 0)`.as('bytes') })
    .from(a)
    .innerJoin(p, eq(p.attachmentId, a.id))
    .where(isNull(a.tipId));
  return new Map([[`${UNCLAIMED}\n`, row?.bytes ?? 0]]);
}
