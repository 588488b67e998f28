import * as z from 'zod';
import { day, id, instant, line, page, pageQuery, text } from './common.ts';
import { bulletinState, month, monthAction, monthFigures } from './month-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'task.read' } as const };
const write = { app: 'console' as const, method: 'POST' as const, access: { permission: 'bulletin.write' } as const };
const sign = { app: 'console' as const, method: 'POST' as const, access: { permission: 'bulletin.approve' } as const };
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: bulletinState, version: z.number() });
const reason = line(500, 2);

const named = { unitId: id, name: z.string() };
const totals = monthFigures.shape.tasks.omit({ open: true, overdueOpen: true }).extend({
  found: z.number(),
  closed: z.number(),
  hazardsOverdue: z.number(),
});
export type Totals = z.output<typeof totals>;
/** Frozen at publication. `rank` null: nothing to do in that month, so no rank. */
export const bulletinFigures = z.object({
  asOf: instant,
  totals,
  lastMonth: totals,
  lastYear: totals,
  reports: z.object({ due: z.number(), onTime: z.number(), late: z.array(z.object(named)) }),
  ranking: z.array(
    z.object({
      ...named,
      rank: z.number().nullable(),
      score: z.number(),
      accepted: z.number(),
      submitted: z.number(),
      overdue: z.number(),
      open: z.number(),
      overdueOpen: z.number(),
      reportsDue: z.number(),
      reportsOnTime: z.number(),
      lastMonthRank: z.number().nullable(),
      lastYearRank: z.number().nullable(),
    }),
  ),
  laggards: z.array(
    z.object({ ...named, tasks: z.array(z.object({ number: z.string(), title: z.string(), dueDay: z.string() })) }),
  ),
  praised: z.array(z.object(named)),
  criticised: z.array(z.object({ ...named, mentionId: id, reason: z.string() })),
  rule: z.object({ weights: z.record(z.string(), z.number()), basis: z.string() }),
});
export type BulletinFigures = z.output<typeof bulletinFigures>;

/** `table`: which of the figures stands below the words. */
const section = z.object({
  heading: line(60),
  text: text(8000),
  table: z.enum(['ranking', 'laggards']).nullable().default(null),
});
export const bulletinBody = z.object({
  addressees: text(300),
  signature: line(80, 0),
  sections: z.array(section).min(1).max(12),
});
export type BulletinBody = z.output<typeof bulletinBody>;

export const bulletinRow = z.object({
  id,
  period: month,
  edition: z.number(),
  number: z.string(),
  state: bulletinState,
  title: z.string(),
  publishedAt: instant.nullable(),
  units: z.number(),
  readBy: z.number(),
  version: z.number(),
});
export const bulletinView = bulletinRow.omit({ units: true, readBy: true }).extend({
  body: bulletinBody,
  figures: bulletinFigures,
  /** Red head, as the tenant has it; '' for none. */
  redHead: z.string(),
  correction: z.string(),
  reason: z.string(),
  createdBy: z.string(),
  editedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: instant.nullable(),
  /** 成文日期: the day it was signed. */
  day: day.nullable(),
  /** Of title, number, figures and body as published. */
  sha256: z.string().nullable(),
  /** The edition in force where this one was corrected; the one this corrects. */
  newerId: id.nullable(),
  olderId: id.nullable(),
  /** This reader's units have not yet signed for it. */
  toRead: z.boolean(),
  actions: z.array(monthAction),
});

export const bulletins = route({
  ...read,
  id: 'bulletins.list',
  path: '/bulletins',
  summary: '通报',
  input: z.object({ ...pageQuery }),
  output: page(bulletinRow),
});
export const bulletin = route({
  ...read,
  id: 'bulletins.one',
  path: '/bulletins/{id}',
  summary: '一期通报',
  input: z.object({ id }),
  output: bulletinView,
});
export const receipts = route({
  ...read,
  id: 'bulletins.receipts',
  path: '/bulletins/{id}/receipts',
  summary: '阅读情况',
  input: z.object({ id }),
  output: z.object({
    items: z.array(z.object({ ...named, readAt: instant.nullable(), readBy: z.string() })),
  }),
});
export const readBulletin = route({
  ...read,
  method: 'POST',
  id: 'bulletins.read',
  path: '/bulletins/{id}/read',
  summary: '登记已阅（本单位首次）',
  input: z.object({ id }),
  output: z.object({ units: z.number() }),
});
/** One click: ranking, comparison and words from the ledger. */
export const draftBulletin = route({
  ...write,
  id: 'bulletins.draft',
  path: '/bulletins',
  summary: '起草当月通报',
  input: z.object({ period: month }),
  output: done,
});
export const editBulletin = route({
  ...write,
  method: 'PUT',
  id: 'bulletins.edit',
  path: '/bulletins/{id}',
  summary: '修改通报文字',
  input: z.object({ ...seen, title: line(100, 2), body: bulletinBody }),
  output: done,
});
export const refreshBulletin = route({
  ...write,
  id: 'bulletins.refresh',
  path: '/bulletins/{id}/refresh',
  summary: '按最新台账重新生成',
  input: z.object(seen),
  output: done,
});
export const submitBulletin = route({
  ...write,
  id: 'bulletins.submit',
  path: '/bulletins/{id}/submit',
  summary: '送签',
  input: z.object(seen),
  output: done,
});
export const discardBulletin = route({
  ...write,
  id: 'bulletins.discard',
  path: '/bulletins/{id}/discard',
  summary: '作废草稿',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const approveBulletin = route({
  ...sign,
  id: 'bulletins.approve',
  path: '/bulletins/{id}/approve',
  summary: '签发',
  errors: ['same_person'],
  input: z.object(seen),
  output: done,
});
export const returnBulletin = route({
  ...sign,
  id: 'bulletins.return',
  path: '/bulletins/{id}/return',
  summary: '退回修改',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const publishBulletin = route({
  ...write,
  id: 'bulletins.publish',
  path: '/bulletins/{id}/publish',
  summary: '印发（数字与文字定格，通知各单位）',
  input: z.object(seen),
  output: done,
});
/** The old edition stays readable, and is marked once the new one is published. */
export const correctBulletin = route({
  ...write,
  id: 'bulletins.correct',
  path: '/bulletins/{id}/correct',
  summary: '更正（另起一版）',
  input: z.object({ ...seen, reason }),
  output: done,
});

export const reviewView = z.object({
  id,
  period: month,
  heldDay: day,
  participants: z.array(z.object(named)),
  points: z.string(),
  decisions: z.string(),
  version: z.number(),
});
export const review = route({
  ...read,
  id: 'reviews.ofMonth',
  path: '/reviews',
  summary: '当月调度',
  input: z.object({ period: month }),
  output: z.object({ review: reviewView.nullable() }),
});
/** `version` 0: there is none of this month yet. */
export const saveReview = route({
  ...write,
  method: 'PUT',
  id: 'reviews.save',
  path: '/reviews',
  summary: '登记当月调度',
  input: z.object({
    period: month,
    version: z.number().int().min(0),
    heldDay: day,
    participants: z.array(id).max(200),
    points: text(4000, 2),
    decisions: text(4000),
  }),
  output: z.object({ id, version: z.number() }),
});
