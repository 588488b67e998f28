import { eq } from 'drizzle-orm';
import { type ExpertFacts, evaluate, type Verdict } from '../../protocol/eligibility.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { among } from '../units/scope.ts';
import { factsOf } from './facts.ts';
import { type RuleInForce, ruleInForce } from './rules.ts';

/** How the rule answered, as the seat's row keeps it. */
export interface VerdictColumns {
  readonly ruleField: string;
  readonly ruleVersion: number;
  readonly verdict: string;
  readonly passes: number;
  readonly days: number;
  readonly passesOn: string | null;
  readonly doubtful: number;
}

export interface Evaluated {
  readonly verdict: Verdict;
  readonly columns: VerdictColumns;
}

/** The answer for facts at hand: those of an applicant whose record is written in the same commit. */
export function evaluateFacts(inForce: RuleInForce, facts: ExpertFacts, day: string): Evaluated {
  const verdict = evaluate(inForce.rule, facts, day);
  const columns = {
    ruleField: inForce.ruleField,
    ruleVersion: inForce.version,
    verdict: JSON.stringify(verdict),
    passes: verdict.passes ? 1 : 0,
    days: verdict.days,
    passesOn: verdict.passesOn,
    doubtful: verdict.doubtful ? 1 : 0,
  };
  return { verdict, columns };
}

/** Today's answers of up to some hundred seats, by their ids. */
export async function evaluateMany(
  ctx: Ctx,
  seats: readonly { id: string; expertId: string; poolId: string }[],
): Promise<Map<string, Evaluated>> {
  const day = localDay(ctx.now);
  const facts = await factsOf(ctx, [...new Set(seats.map((s) => s.expertId))]);
  const rules = await rulesOfPools(ctx, new Set(seats.map((s) => s.poolId)), day);
  const evaluated = new Map<string, Evaluated>();
  for (const seat of seats) {
    const [known, rule] = [facts.get(seat.expertId), rules.get(seat.poolId)];
    if (known && rule) evaluated.set(seat.id, evaluateFacts(rule, known, day));
  }
  return evaluated;
}

/** The rule in force of each pool. */
export async function rulesOfPools(
  ctx: Ctx,
  poolIds: Iterable<string>,
  day: string,
): Promise<Map<string, RuleInForce>> {
  const p = ctx.db.rows.expertPool;
  const pools = await ctx.db.select({ id: p.id, field: p.field }).from(p).where(among(p.id, poolIds));
  const byField = new Map<string, RuleInForce>();
  for (const field of new Set(pools.map((pool) => pool.field))) {
    byField.set(field, await ruleInForce(ctx, field, day));
  }
  return new Map(pools.map((pool) => [pool.id, byField.get(pool.field) as RuleInForce]));
}

/** The rule in force of one pool today. @throws `not_found` */
export async function ruleOfPool(ctx: Ctx, poolId: string): Promise<RuleInForce> {
  const p = ctx.db.rows.expertPool;
  const [pool] = await ctx.db.select({ field: p.field }).from(p).where(eq(p.id, poolId));
  return ruleInForce(ctx, found(pool).field, localDay(ctx.now));
}
