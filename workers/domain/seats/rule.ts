import type { ExpertFacts, Verdict } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { evaluateFacts, ruleOfPool, type VerdictColumns } from '../eligibility/evaluate.ts';
import { factsOf } from '../eligibility/facts.ts';
import type { RuleInForce } from '../eligibility/rules.ts';
import { found } from '../errors.ts';
import type { SeatRow } from './rows.ts';
import { today } from './settings.ts';

export interface InForce extends RuleInForce {
  readonly facts: ExpertFacts;
  readonly verdict: Verdict;
  readonly columns: VerdictColumns;
}

/** The rule of a seat's pool as it stands today, and how it answers for this expert today. */
export async function inForce(ctx: Ctx, seat: Pick<SeatRow, 'poolId' | 'expertId'>): Promise<InForce> {
  const [rule, known] = await Promise.all([ruleOfPool(ctx, seat.poolId), factsOf(ctx, [seat.expertId])]);
  const facts = found(known.get(seat.expertId));
  return { ...rule, facts, ...evaluateFacts(rule, facts, today(ctx)) };
}
