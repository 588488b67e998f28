import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';

/** A sealed file of this tip, as it lies there; it is opened in the officer's browser. */
export async function tipAttachment(ctx: Ctx, input: { id: string; attachmentId: string }): Promise<Response> {
  const a = ctx.db.rows.tipAttachment;
  const [row] = await ctx.db
    .select({ objectKey: a.objectKey })
    .from(a)
    .where(and(eq(a.id, input.attachmentId), eq(a.tipId, input.id)));
  const object = found(await ctx.ports.blobs.get(found(row).objectKey));
  return new Response(object.body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(object.size),
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
    },
  });
}
