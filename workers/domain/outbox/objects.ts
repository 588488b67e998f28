import { inArray } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** Removes stored objects whose row is gone; one that a commit claimed in the last moment still has its row, and stays. */
export async function removeObjects(ctx: Ctx, keys: readonly string[]): Promise<void> {
  const { blob, tipAttachment } = ctx.db.rows;
  const chunk = 50;
  for (let at = 0; at < keys.length; at += chunk) {
    const some = keys.slice(at, at + chunk);
    const held = [
      ...(await ctx.db.select({ key: blob.objectKey }).from(blob).where(inArray(blob.objectKey, some))),
      ...(await ctx.db
        .select({ key: tipAttachment.objectKey })
        .from(tipAttachment)
        .where(inArray(tipAttachment.objectKey, some))),
    ];
    const kept = new Set(held.map((row) => row.key));
    await ctx.ports.blobs.remove(some.filter((key) => !kept.has(key)));
  }
}
