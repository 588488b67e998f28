import { eq, sql } from 'drizzle-orm';
import type * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { checkOrder, checkRoom, step } from './figure-rows.ts';
import { loadKept } from './record.ts';

const MOST = 100;

/** Days on which an expert is not drawn. */
export async function addLeave(ctx: Ctx, input: InputOf<typeof contract.addLeave>): Promise<{ id: string }> {
  const expert = await loadKept(ctx, input.expertId, 'expert.manage');
  checkOrder(input.fromDay, input.toDay, 'toDay');
  const l = ctx.db.rows.expertLeave;
  const [held] = await ctx.db.select({ n: sql<number>`COUNT(*)` }).from(l).where(eq(l.expertId, expert.id));
  checkRoom((held?.n ?? 0) + 1, MOST);
  const id = ctx.newId();
  return ctx.db.commit(
    [
      ctx.db.insert('expertLeave', { id, ...input }),
      ...changed(ctx, 'expert', expert, step('leave.add', { leaveId: id }), { updatedAt: ctx.now }),
    ],
    { id },
  );
}

export async function removeLeave(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const l = ctx.db.rows.expertLeave;
  const [row] = await ctx.db.select({ expertId: l.expertId }).from(l).where(eq(l.id, id));
  const expert = await loadKept(ctx, found(row).expertId, 'expert.manage');
  return ctx.db.commit(
    [
      ctx.db.remove('expertLeave', (r) => eq(r.id, id)),
      ...changed(ctx, 'expert', expert, step('leave.remove', { leaveId: id }), { updatedAt: ctx.now }),
    ],
    { ok: true as const },
  );
}
