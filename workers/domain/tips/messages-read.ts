import { and, eq, gt, sql } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { loadTip } from './rows.ts';

/**
 * The office has seen messages up to `seq`: what came later stays marked. A message that comes in this instant keeps its mark
 * too. It is a mark of the office's; whether the reporter has read anything is known to nobody.
 */
export async function readMessages(ctx: Ctx, input: InputOf<typeof contract.readMessages>): Promise<{ ok: true }> {
  const { db } = ctx;
  const tip = await loadTip(ctx, input.id);
  const m = db.rows.tipMessage;
  const [later] = await db
    .select({ n: sql<number>`COUNT(*)` })
    .from(m)
    .where(and(eq(m.tipId, tip.id), eq(m.sender, 'reporter'), gt(m.seq, input.seq)));
  // Of a muted receipt there may be more later messages than marks.
  const unread = Math.min(tip.unread, later?.n ?? 0);
  const mark = db.update('tip', { unread }, (t) => and(eq(t.id, tip.id), eq(t.messages, tip.messages)));
  return db.commit([mark], { ok: true });
}
