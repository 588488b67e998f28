import * as z from 'zod';
import { id, instant } from './common.ts';

/** Steps of a supervision order (督办单). */
export const ORDER_STATES = {
  drafted: '待送达',
  served: '待回复',
  answered: '待审核',
  returned: '退回重报',
  accepted: '已办结',
  withdrawn: '已撤回',
} as const;
export type OrderState = keyof typeof ORDER_STATES;
export const orderState = z.enum(Object.keys(ORDER_STATES) as [OrderState, ...OrderState[]]);

/** Steps of a summons (约谈). */
export const SUMMONS_STATES = {
  drafted: '待通知',
  notified: '待约谈',
  held: '待报整改',
  reported: '待核查',
  returned: '退回重报',
  closed: '已办结',
  withdrawn: '已撤回',
} as const;
export type SummonsState = keyof typeof SUMMONS_STATES;
export const summonsState = z.enum(Object.keys(SUMMONS_STATES) as [SummonsState, ...SummonsState[]]);

export const SUMMONS_CAUSES = { ladder: '逾期未办', accident: '发生事故', manual: '其他情形' } as const;
export type SummonsCause = keyof typeof SUMMONS_CAUSES;

/** Rungs of the ladder of a late matter, and whom a rung tells. */
export const LADDER_ACTS = { order: '拟督办单', bulletin: '列入通报', summons: '拟约谈' } as const;
export const ESCALATION_TARGETS = {
  owner_lead: '责任单位负责人',
  commission_office: '安委办',
  leader: '分管领导',
} as const;
/** What a clock must run for that a rung can draft something about. */
export const LADDER_ENTITIES: readonly string[] = ['assignment', 'report', 'hazard', 'order', 'summons'];

/** What an order or a summons is about. `link`: its page in the console; `finished`: done meanwhile. */
export const subjectView = z.object({
  entity: z.string(),
  id,
  number: z.string(),
  title: z.string(),
  link: z.string(),
  finished: z.boolean(),
});
export const supervisionFile = z.object({
  blobId: id,
  kind: z.enum(['answer', 'minutes', 'report']),
  mediaType: z.string(),
  addedAt: instant,
  round: z.number(),
});
export const supervisionAction = z.object({
  action: z.string(),
  label: z.string(),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  /** Why not, if not. */
  why: z.string(),
});
/** The clock that counts the unit's time. */
export const supervisionClock = z.object({
  dueAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  basis: z.string(),
  basisChecked: z.boolean(),
});
export const supervisionEvent = z.object({
  seq: z.number(),
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  label: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
