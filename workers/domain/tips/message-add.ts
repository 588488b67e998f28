import { and, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Ctx } from '../context.ts';

/**
 * A message must not be lost because somebody looked at the tip in the same instant: then it goes again behind that event.
 * The same message sent twice (the answer got lost, and the page took a new key) is one message.
 */
export async function addMessage(
  ctx: Ctx,
  message: { readonly tipId: string; readonly id: string; readonly sender: 'officer' | 'reporter' },
  attempt: () => Promise<{ seq: number }>,
): Promise<{ seq: number }> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const seq = await seqOf(ctx, message);
      if (seq !== undefined) return { seq };
      if (n === 5) throw error;
    }
  }
}

async function seqOf({ db }: Ctx, { tipId, id, sender }: { tipId: string; id: string; sender: string }) {
  const m = db.rows.tipMessage;
  const [row] = await db
    .select({ seq: m.seq })
    .from(m)
    .where(and(eq(m.id, id), eq(m.tipId, tipId), eq(m.sender, sender)));
  return row?.seq;
}
