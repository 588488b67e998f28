import * as z from 'zod';
import { day, id, instant, page, pageQuery } from './common.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'expert.read' } as const };
const act = { app: 'console' as const, access: { permission: 'expert.appoint' } as const };
const seen = { id, version: z.number().int() };

export const LOAN_STATES = { offered: '待对方同意', agreed: '借用中', refused: '对方未同意', ended: '已结束' } as const;
export type LoanState = keyof typeof LOAN_STATES;
const loanState = z.enum(Object.keys(LOAN_STATES) as [LoanState, ...LoanState[]]);

/** Members of a lent pool that travel in one roster; a larger pool is not lent. */
export const LOAN_MAX_MEMBERS = 1000;

const loan = z.object({
  id,
  /** `out`: ours, lent to a district below; `in`: borrowed from the one above. */
  direction: z.enum(['out', 'in']),
  slug: z.string(),
  name: z.string(),
  poolId: id.nullable(),
  title: z.string(),
  field: z.string(),
  untilDay: day.nullable(),
  state: loanState,
  members: z.number(),
  /** When the roster last went, or came. */
  toldAt: instant.nullable(),
  version: z.number(),
});
export const loans = route({
  ...read,
  id: 'loans.list',
  method: 'GET',
  path: '/expert-loans',
  summary: '专家库借用',
  input: z.object(pageQuery),
  output: page(loan),
});
/** Districts below with whom a link stands: to these a pool can be lent. */
export const borrowers = route({
  ...act,
  id: 'loans.borrowers',
  method: 'GET',
  path: '/expert-loan-borrowers',
  summary: '可以借出的下级地区',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ slug: z.string(), name: z.string() })) }),
});
export const offerLoan = route({
  ...act,
  id: 'loans.offer',
  method: 'POST',
  path: '/expert-loans',
  summary: '把专家库借给下级',
  errors: ['name_taken', 'wrong_state'],
  input: z.object({
    poolId: id,
    slug: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
    untilDay: day.nullable().default(null),
  }),
  output: loan,
});
/** Agreed, the pool stands beside the own ones; `unitIds`: which of our units may use it besides the office. */
export const answerLoan = route({
  ...act,
  id: 'loans.answer',
  method: 'POST',
  path: '/expert-loans/{id}/answer',
  summary: '答复上级借出的专家库',
  errors: ['wrong_state'],
  input: z.object({ ...seen, accept: z.boolean(), unitIds: z.array(id).max(20).default([]) }),
  output: loan,
});
/** Either side, at any time: nobody is drawn from it any more, what is under way goes on. */
export const endLoan = route({
  ...act,
  id: 'loans.end',
  method: 'POST',
  path: '/expert-loans/{id}/end',
  summary: '结束借用',
  errors: ['wrong_state'],
  input: z.object(seen),
  output: loan,
});
