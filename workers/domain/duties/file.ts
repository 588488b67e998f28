import { eq } from 'drizzle-orm';
import { openBlob, type StoredFile } from '../blobs/get.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { loadDutyList, seesDrafts } from './rows.ts';

/** What was attached to a line. A draft of a new edition is for those who keep the lists. */
export async function lineFile(ctx: Ctx, id: string): Promise<{ blobId: string; file: StoredFile }> {
  const { dutyLine: l, blob: b } = ctx.db.rows;
  const [line] = await ctx.db.select({ listId: l.listId, blobId: l.blobId }).from(l).where(eq(l.id, id));
  const { listId, blobId } = found(line);
  const list = await loadDutyList(ctx, listId);
  if (blobId === null || (list.state === 'draft' && !seesDrafts(ctx))) return refuse('not_found');
  const [row] = await ctx.db.select({ objectKey: b.objectKey, mediaType: b.mediaType }).from(b).where(eq(b.id, blobId));
  return { blobId, file: await openBlob(ctx, row) };
}
