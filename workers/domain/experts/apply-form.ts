import { asc, eq } from 'drizzle-orm';
import { type form as contract, EVIDENCE_MAX_BYTES, EVIDENCE_MAX_FILES } from '../../contract/expert-intake.ts';
import type { OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { rulesOfPools } from '../eligibility/evaluate.ts';
import { newChallenge } from '../tips/work.ts';
import { fieldLabels } from './record.ts';

export const FILE_LIMITS = { maxBytes: EVIDENCE_MAX_BYTES, maxFiles: EVIDENCE_MAX_FILES };

/** All that the public page of applications needs; nothing about anybody. */
export async function applyForm(ctx: Ctx): Promise<OutputOf<typeof contract>> {
  const p = ctx.db.rows.expertPool;
  const day = localDay(ctx.now);
  const pools = await ctx.db
    .select({ id: p.id, title: p.title, field: p.field, notice: p.notice })
    .from(p)
    .where(eq(p.state, 'open'))
    .orderBy(asc(p.id))
    .limit(100);
  const rules = await rulesOfPools(
    ctx,
    pools.map((pool) => pool.id),
    day,
  );
  return {
    pools: pools.map((pool) => {
      const inForce = rules.get(pool.id);
      return { ...pool, rule: inForce ? { ...inForce.rule } : null, basis: inForce?.basis ?? '' };
    }),
    fields: await fieldLabels(ctx),
    day,
    limits: FILE_LIMITS,
    challenge: await newChallenge(ctx, 0),
  };
}
