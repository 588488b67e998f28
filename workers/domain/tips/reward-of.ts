import { and, eq, ne } from 'drizzle-orm';
import type * as z from 'zod';
import type { statusView } from '../../contract/receipts.ts';
import type { Ctx } from '../context.ts';
import { claimTerms } from '../rewards/terms.ts';

export type ShownReward = z.output<typeof statusView>['reward'];

/** The reward of a tip as its reporter sees it. Asked for every receipt, unknown ones too: always the same statements. */
export async function rewardOf(ctx: Ctx, tipId: string): Promise<ShownReward> {
  const r = ctx.db.rows.reward;
  const [reward] = await ctx.db
    .select({ state: r.state, amount: r.amount, until: r.untilDay })
    .from(r)
    .where(and(eq(r.tipId, tipId), ne(r.state, 'refused')));
  const { where, byCodeAlone } = await claimTerms(ctx);
  if (!reward || reward.state === 'proposed') return null;
  return { ...reward, code: '', where, withId: !byCodeAlone };
}
