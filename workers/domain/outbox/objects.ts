import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

/** Removes stored objects whose row is gone; one that a commit claimed in the last moment still has its row, and stays. */
export async function removeObjects(ctx: Ctx, keys: readonly string[]): Promise<void> {
  const { blob, tipAttachment } = ctx.db.rows;
  const chunk = 200;
  for (let at = 0; at < keys.length; at += chunk) {
    const some = keys.slice(at, at + chunk);
    const owners = new Set(some.flatMap((key) => [key, ownerOf(key)]));
    const held = [
      ...(await ctx.db.select({ key: blob.objectKey }).from(blob).where(among(blob.objectKey, owners))),
      ...(await ctx.db
        .select({ key: tipAttachment.objectKey })
        .from(tipAttachment)
        .where(among(tipAttachment.objectKey, owners))),
    ];
    const kept = new Set(held.map((row) => row.key));
    await ctx.ports.blobs.remove(some.filter((key) => !kept.has(key) && !kept.has(ownerOf(key))));
  }
}

/** A part of a sealed file lies under its file's key. */
const ownerOf = (key: string): string => key.replace(/\/\d{1,3}$/, '');
