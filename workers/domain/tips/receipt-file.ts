import { and, eq, isNotNull } from 'drizzle-orm';
import type * as contract from '../../contract/receipts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { sealedFileResponse } from './attachment.ts';
import { tipOfToken } from './receipt-tip.ts';

/** A sealed file of a message, the officers' or the reporter's own. @throws `not_found` for files of the tip itself */
export async function receiptFile(ctx: Ctx, input: InputOf<typeof contract.file>): Promise<Response> {
  const tip = await tipOfToken(ctx, input.token);
  if (tip.mustChange) throw new DomainError('must_change');
  const a = ctx.db.rows.tipAttachment;
  const [row] = await ctx.db
    .select({ objectKey: a.objectKey, size: a.size, parts: a.parts })
    .from(a)
    .where(and(eq(a.id, input.id), eq(a.tipId, tip.id), isNotNull(a.messageId)));
  return sealedFileResponse(ctx, found(row));
}
