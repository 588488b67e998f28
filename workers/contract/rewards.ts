import * as z from 'zod';
import { day, id, line, ok, page, pageQuery, text } from './common.ts';
import { CATEGORY_NAMES } from './hazards.ts';
import { route } from './route.ts';

export const REWARD_STATES = {
  proposed: '待审批',
  refused: '未批准',
  offered: '待领取',
  claimed: '待发放',
  paid: '已发放',
  lapsed: '逾期未领',
} as const;
export type RewardState = keyof typeof REWARD_STATES;
export const DEATH_GRADES = {
  general: '一般事故',
  larger: '较大事故',
  major: '重大事故',
  extraordinary: '特别重大事故',
} as const;
export const SCALE_KINDS = { fine: '按罚款的比例', death: '按查实的瞒报死亡人数', fixed: '定额' } as const;

const propose_ = { app: 'console' as const, access: { permission: 'reward.propose' } as const };
const read = { app: 'console' as const, access: { permission: 'reward.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'policy.manage' } as const };
const pay_ = { app: 'console' as const, access: { permission: 'reward.pay' } as const };
const state = z.enum(Object.keys(REWARD_STATES) as [RewardState]);
const grade = z.enum(Object.keys(DEATH_GRADES) as [keyof typeof DEATH_GRADES]);
const category = z.enum(CATEGORY_NAMES);
/** Money: whole fen. */
const fen = z.number().int().min(0).max(500_000_000_000);
const year = z.string().regex(/^20\d\d$/);

// --- the scale ---
const figures = {
  label: line(60, 2),
  /** Hundredths of a percent of the fine. */
  shareBp: z.number().int().min(1).max(10_000).nullable(),
  /** For each death, or the whole reward of a fixed one. */
  amount: fen.min(1).nullable(),
  least: fen.nullable(),
  most: fen.min(1).nullable(),
  active: z.boolean(),
  basis: line(200, 2),
  basisChecked: z.boolean(),
  effectiveFrom: day,
};
export const scaleRow = z.object({
  id,
  version: z.number(),
  kind: z.enum(Object.keys(SCALE_KINDS) as [keyof typeof SCALE_KINDS]),
  grade: grade.nullable(),
  ...figures,
  /** Computed with today. */
  inForce: z.boolean(),
});
/** Every version, newest first within its row. */
export const scale = route({
  app: 'console',
  access: 'session',
  id: 'rewardScale.list',
  method: 'GET',
  path: '/reward-scale',
  summary: '奖励标准及依据',
  input: z.object({}),
  output: z.object({ items: z.array(scaleRow) }),
});
/** A change is a new version; rewards keep the version they were computed with. */
export const reviseScale = route({
  ...manage,
  id: 'rewardScale.revise',
  method: 'POST',
  path: '/reward-scale/{id}',
  summary: '修订一条奖励标准（生成新版本）',
  input: z.object({ id, version: z.number().int(), ...figures }),
  output: ok,
});
export const addScale = route({
  ...manage,
  id: 'rewardScale.add',
  method: 'POST',
  path: '/reward-scale',
  summary: '新增一条定额奖励',
  input: z.object({
    label: figures.label,
    amount: fen.min(1),
    basis: figures.basis,
    basisChecked: z.boolean(),
    effectiveFrom: day,
  }),
  output: ok,
});

// --- proposing and deciding ---
const facts = {
  /** The fine, in fen. */
  fine: fen.min(1).nullable().default(null),
  /** Concealed deaths that were verified, and the grade of the accident. */
  deaths: z.number().int().min(1).max(1000).nullable().default(null),
  grade: grade.nullable().default(null),
  /** A row of the scale with a fixed amount. */
  fixed: z.string().max(64).nullable().default(null),
};
export const rewardRow = z.object({
  id,
  state,
  amount: fen,
  category,
  hazardNumber: z.string(),
  /** '' for whoever does not read tips. */
  tipId: z.string(),
  facts: z.object(facts),
  scale: z.object({ label: z.string(), version: z.number(), basis: z.string(), basisChecked: z.boolean() }),
  reason: z.string(),
  proposedBy: z.string(),
  proposedDay: day,
  /** I proposed it: somebody else decides. */
  mine: z.boolean(),
  decidedBy: z.string(),
  decidedDay: day.nullable(),
  untilDay: day.nullable(),
  settledDay: day.nullable(),
  version: z.number(),
});
export const ledger = route({
  ...read,
  id: 'rewards.list',
  method: 'GET',
  path: '/rewards',
  summary: '举报奖励台账',
  input: z.object({ state: state.optional(), ...pageQuery }),
  output: z.object({
    ...page(rewardRow).shape,
    /** By year of payment, newest first; by state, now. */
    years: z.array(z.object({ year, paid: z.number(), paidSum: z.number() })),
    states: z.array(z.object({ state, count: z.number() })),
  }),
});
/** `obstacle`: why none can be proposed for this tip (the refusal's code), or ''. */
export const ofTip = route({
  ...propose_,
  id: 'rewards.ofTip',
  method: 'GET',
  path: '/tips/{tipId}/reward',
  summary: '一件举报的奖励情况',
  input: z.object({ tipId: id }),
  output: z.object({ reward: rewardRow.nullable(), obstacle: z.string() }),
});
export const preview = route({
  ...propose_,
  id: 'rewards.preview',
  method: 'GET',
  path: '/reward-preview',
  summary: '按现行标准试算奖励金额',
  input: z.object({
    fine: z.coerce.number().int().min(1).max(500_000_000_000).optional(),
    deaths: z.coerce.number().int().min(1).max(1000).optional(),
    grade: grade.optional(),
    fixed: z.string().max(64).optional(),
  }),
  output: z.object({ amount: fen.nullable(), label: z.string(), basis: z.string(), basisChecked: z.boolean() }),
});
/** For the first reporter of a matter alone, once. The amount follows from the scale, not from the form. */
export const propose = route({
  ...propose_,
  id: 'rewards.propose',
  method: 'POST',
  path: '/tips/{tipId}/reward',
  summary: '提出举报奖励',
  input: z.object({ tipId: id, ...facts }),
  output: z.object({ id, amount: fen }),
  errors: ['reward_not_first', 'reward_exists'],
});
export const decide = route({
  app: 'console',
  access: { permission: 'reward.approve' },
  id: 'rewards.decide',
  method: 'POST',
  path: '/rewards/{id}/decision',
  summary: '批准或不批准举报奖励（须由另一人）',
  input: z.object({ id, version: z.number().int(), approve: z.boolean(), reason: text(300).default('') }),
  output: ok,
  errors: ['same_person', 'reward_not_first', 'reward_exists'],
});

// --- claiming and paying ---
/** 12 digits and two check digits, drawn by the reporter's browser. */
const payCode = z.string().regex(/^\d{14}$/);
/** Again until it is paid: another code takes the place of the first. */
export const claim = route({
  app: 'public',
  access: 'public',
  limit: 'receipt',
  id: 'rewards.claim',
  method: 'POST',
  path: '/receipt/claim',
  summary: '凭回执领取奖励：登记领奖码',
  input: z.object({ token: z.string().max(600), code: payCode }),
  output: ok,
  errors: ['receipt_expired', 'must_change'],
});
const payout = { number: z.string(), amount: fen };
/** Finance: an amount and a number, and nothing that leads to a tip. */
export const findPayout = route({
  ...pay_,
  limit: 'pay_code',
  id: 'payouts.find',
  method: 'POST',
  path: '/payouts/find',
  summary: '凭领奖码查应付金额',
  unkeyed: 'reads only; a POST so that the code stays out of URLs',
  input: z.object({ code: payCode }),
  output: z.object({ ...payout, withId: z.boolean() }),
  errors: ['code_unknown'],
});
export const pay = route({
  ...pay_,
  limit: 'pay_code',
  id: 'payouts.pay',
  method: 'POST',
  path: '/payouts/pay',
  summary: '登记已发放（收款人已在纸质单据上签收）',
  input: z.object({ code: payCode, number: z.string().max(20), reference: line(60, 2), signed: z.literal(true) }),
  output: z.object(payout),
  errors: ['code_unknown', 'same_person'],
});
export const payouts = route({
  ...pay_,
  id: 'payouts.list',
  method: 'GET',
  path: '/payouts',
  summary: '已发放的奖励（编号、金额、凭证号）',
  input: z.object(pageQuery),
  output: z.object({
    ...page(z.object({ ...payout, reference: z.string(), paidDay: day, paidBy: z.string() })).shape,
    waiting: z.number(),
  }),
});

// --- for everybody ---
/** A count, or why there is none: `few` = 1 to 4; `withheld` = it would give another one away. */
const shown = z.union([z.number(), z.enum(['few', 'withheld'])]);
const shownRow = { received: shown, confirmed: shown, paid: shown, paidSum: shown };
export const statistics = route({
  app: 'public',
  access: 'public',
  limit: 'tip_form',
  id: 'rewards.statistics',
  method: 'GET',
  path: '/reward-statistics',
  summary: '年度举报与奖励公开统计（小数不公布）',
  input: z.object({ year: year.optional() }),
  output: z.object({
    year,
    years: z.array(year),
    /** Counted up to this day; null: nothing counted yet. */
    asOf: day.nullable(),
    /** Sums are told after the year's end only. */
    over: z.boolean(),
    items: z.array(z.object({ category, ...shownRow })),
    total: z.object(shownRow),
  }),
});
export type Shown = z.output<typeof shown>;
