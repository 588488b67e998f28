import * as z from 'zod';
import { day, id, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

const open = { app: 'public' as const, access: 'public' as const, limit: 'tip_form' as const };

/** Nothing but what was approved for everybody: no birth day, no number, no way to reach anybody. */
export const rosterRow = z.object({
  number: z.string(),
  name: z.string(),
  /** '' where the district does not show it. */
  employer: z.string(),
  title: z.string(),
  poolTitle: z.string(),
  field: z.string(),
  termFrom: z.string(),
  termTo: z.string(),
});
const poolOf = z.object({ id, title: z.string(), field: z.string() });

export const roster = route({
  ...open,
  id: 'roster.list',
  method: 'GET',
  path: '/expert-roster',
  summary: '专家名册（公开）',
  input: z.object({ poolId: id.optional(), q: line(40).optional(), ...pageQuery }),
  output: z.object({ ...page(rosterRow).shape, pools: z.array(poolOf) }),
});

export const publicityRow = z.object({
  seatId: id,
  name: z.string(),
  employer: z.string(),
  title: z.string(),
  poolTitle: z.string(),
  from: day,
  to: day,
});
export const publicity = route({
  ...open,
  id: 'roster.publicity',
  method: 'GET',
  path: '/expert-publicity',
  summary: '拟聘专家公示（公开）',
  input: z.object({ seatId: id.optional(), ...pageQuery }),
  output: page(publicityRow),
});
/** A puzzle for whoever objects, so that a machine cannot flood the office. */
export const objectionForm = route({
  ...open,
  id: 'roster.objectionForm',
  method: 'GET',
  path: '/expert-publicity/form',
  summary: '异议表：防刷验证题',
  input: z.object({}),
  output: z.object({ challenge: z.record(z.string(), z.unknown()) }),
});
/** `work`: the puzzle of the form, solved. A browser without scripts sends the page's own form instead. */
export const object = route({
  app: 'public',
  access: 'public',
  limit: 'objection',
  id: 'roster.object',
  method: 'POST',
  path: '/expert-objections',
  summary: '对公示人选提出异议',
  errors: ['publicity_over', 'proof_invalid', 'proof_spent'],
  input: z.object({
    seatId: id,
    words: text(2000, 10),
    contact: line(100, 0).default(''),
    work: z.record(z.string(), z.unknown()),
  }),
  output: z.object({ id, to: day }),
});

/** How a card stands today. `old`: a newer one was issued. */
export const CARD_STATES = {
  valid: '有效',
  old: '已换发新证',
  suspended: '暂停聘用',
  revoked: '已解聘',
  ended: '聘期届满',
} as const;
export type CardState = keyof typeof CARD_STATES;
export const cardView = z.object({
  number: z.string(),
  name: z.string(),
  poolTitle: z.string(),
  field: z.string(),
  termFrom: z.string(),
  termTo: z.string(),
  serial: z.number(),
  state: z.enum(Object.keys(CARD_STATES) as [CardState, ...CardState[]]),
  /** Signed by the district; '' for a card that is no longer in force. */
  card: z.string(),
});
export const card = route({
  ...open,
  id: 'roster.card',
  method: 'GET',
  path: '/expert-cards/{number}',
  summary: '专家证：今天的状态和签名',
  input: z.object({
    number: z.string().regex(/^[A-Z]{1,6}-\d{4}-\d{4,6}$/),
    serial: z.coerce.number().int().optional(),
  }),
  output: cardView,
});
