import * as z from 'zod';
import { day, id, line, page, pageQuery, text } from './common.ts';
import { feeState } from './expert-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'expert.read' } as const };
const engage = { app: 'console' as const, access: { permission: 'expert.engage' } as const };
const decide_ = { app: 'console' as const, access: { permission: 'expert.fee' } as const };
const pay_ = { app: 'console' as const, access: { permission: 'expert.pay' } as const };
const mine_ = { app: 'console' as const, access: { permission: 'expert.self' } as const };
/** Money: whole fen. */
const fen = z.number().int().min(0).max(500_000_000_000);
const year = z.coerce.number().int().min(2000).max(2100);
const seen = { id, version: z.number().int() };

// --- 专项资金 ---
const budgetFields = { year, title: line(80, 2), basis: text(200).default(''), amount: fen.min(1) };
const budget = z.object({
  id,
  year: z.number(),
  title: z.string(),
  basis: z.string(),
  amount: z.number(),
  /** Of `amount`: promised so far, paid ones among them. */
  approved: z.number(),
  paid: z.number(),
  version: z.number(),
});
export const budgets = route({
  ...read,
  id: 'budgets.list',
  method: 'GET',
  path: '/expert-budgets',
  summary: '专家专项资金',
  input: z.object({ year: year.optional(), ...pageQuery }),
  output: page(budget),
});
export const addBudget = route({
  ...decide_,
  id: 'budgets.add',
  method: 'POST',
  path: '/expert-budgets',
  summary: '登记专项资金',
  input: z.object(budgetFields),
  output: z.object(seen),
});
/** Never below what is already promised. */
export const editBudget = route({
  ...decide_,
  id: 'budgets.edit',
  method: 'PUT',
  path: '/expert-budgets/{id}',
  summary: '调整专项资金',
  errors: ['budget_short'],
  input: z.object({ ...seen, title: budgetFields.title, basis: budgetFields.basis, amount: budgetFields.amount }),
  output: z.object(seen),
});

// --- fees ---
const fee = z.object({
  id,
  number: z.string(),
  state: feeState,
  expertId: id,
  expert: z.string(),
  engagementId: id,
  engagement: z.string(),
  budgetLineId: id,
  budget: z.string(),
  halfDays: z.number(),
  rate: z.number(),
  amount: z.number(),
  proposedBy: z.string(),
  decidedBy: z.string(),
  paidOn: day.nullable(),
  reference: z.string(),
  reason: z.string(),
  /** Proposed by whoever asks: somebody else decides. */
  mine: z.boolean(),
  version: z.number(),
});
export const fees = route({
  ...read,
  id: 'fees.list',
  method: 'GET',
  path: '/expert-fees',
  summary: '专家费用',
  input: z.object({
    state: feeState.optional(),
    engagementId: id.optional(),
    expertId: id.optional(),
    ...pageQuery,
  }),
  output: page(fee),
});
/** For a signed opinion of an accepted engagement, once. */
export const proposeFee = route({
  ...engage,
  id: 'fees.propose',
  method: 'POST',
  path: '/expert-fees',
  summary: '申报专家费用',
  errors: ['wrong_state', 'name_taken'],
  input: z.object({
    partId: id,
    budgetLineId: id,
    /** Days × 2. */
    halfDays: z.number().int().min(1).max(400),
    /** For a day. */
    rate: fen,
  }),
  output: z.object({ ...seen, number: z.string(), amount: z.number() }),
});
export const decideFee = route({
  ...decide_,
  id: 'fees.decide',
  method: 'POST',
  path: '/expert-fees/{id}/decision',
  summary: '审批专家费用',
  errors: ['budget_short', 'same_person', 'wrong_state'],
  input: z.object({ ...seen, approve: z.boolean(), reason: text(200).default('') }),
  output: z.object({ ...seen, state: feeState }),
});
const payout = fee.omit({ mine: true, proposedBy: true, decidedBy: true, reason: true }).extend({
  /** Last four digits of the account; '' = none given yet. */
  account: z.string(),
});
/** The pay desk: what is approved and what was paid. */
export const feePayouts = route({
  ...pay_,
  id: 'fees.payouts',
  method: 'GET',
  path: '/expert-payouts',
  summary: '待发放和已发放的专家费用',
  input: z.object({ state: feeState.extract(['approved', 'paid']).default('approved'), ...pageQuery }),
  output: page(payout),
});
export const payFee = route({
  ...pay_,
  id: 'fees.pay',
  method: 'POST',
  path: '/expert-fees/{id}/payment',
  summary: '登记发放',
  errors: ['same_person', 'wrong_state'],
  input: z.object({ ...seen, reference: line(60) }),
  output: z.object({ ...seen, state: feeState }),
});
export const myFees = route({
  ...mine_,
  id: 'fees.mine',
  method: 'GET',
  path: '/my-expert/fees',
  summary: '我的专家费用',
  input: z.object(pageQuery),
  output: page(
    fee.pick({ id: true, number: true, state: true, engagement: true, halfDays: true, amount: true, paidOn: true }),
  ),
});
