import { asc } from 'drizzle-orm';
import type { choices as contract } from '../../contract/experts.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { fieldLabels } from './record.ts';
import { poolsOf } from './sight.ts';

/** What the form of a new expert is filled from: the pools one keeps, and the fields. */
export async function choices(ctx: Ctx): Promise<OutputOf<typeof contract>> {
  const p = ctx.db.rows.expertPool;
  const pools = await ctx.db
    .select({ id: p.id, title: p.title, field: p.field, state: p.state })
    .from(p)
    .where(await poolsOf(ctx, 'expert.manage', p.id))
    .orderBy(asc(p.id))
    .limit(200);
  return {
    pools: pools.map((pool) => ({ ...pool, state: pool.state === 'open' ? 'open' : 'closed' })),
    fields: await fieldLabels(ctx),
  };
}
