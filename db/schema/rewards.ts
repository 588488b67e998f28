import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A row of the reward scale, one a version. Money in fen; `shareBp`: hundredths of a percent of the fine. */
export const rewardScale = tenantTable('reward_scale', {
  id: text().notNull(),
  version: integer().notNull(),
  kind: text().notNull(),
  label: text().notNull(),
  grade: text(),
  shareBp: integer('share_bp'),
  amount: integer(),
  least: integer(),
  most: integer(),
  active: integer({ mode: 'boolean' }).notNull().default(true),
  sort: integer().notNull().default(0),
  basis: text().notNull(),
  basisChecked: integer('basis_checked', { mode: 'boolean' }).notNull(),
  effectiveFrom: text('effective_from').notNull(),
});

/** A reward for a tip. What a pay desk works with stands in columns of its own, from `payNo` on. */
export const reward = tenantTable('reward', {
  id: text().notNull(),
  tipId: text('tip_id').notNull(),
  category: text().notNull(),
  state: text().notNull(),
  amount: integer().notNull(),
  scaleId: text('scale_id').notNull(),
  scaleVersion: integer('scale_version').notNull(),
  /** JSON: the fine, the deaths, what else the amount was computed from. */
  facts: text().notNull(),
  reason: text().notNull().default(''),
  proposedBy: text('proposed_by').notNull(),
  proposedDay: text('proposed_day').notNull(),
  decidedBy: text('decided_by'),
  decidedDay: text('decided_day'),
  untilDay: text('until_day'),
  settledDay: text('settled_day'),
  payNo: text('pay_no'),
  /** HMAC of the one-time code, which only the reporter knows. */
  codeMac: text('code_mac'),
  payReference: text('pay_reference'),
  paidBy: text('paid_by'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** Figures of a year by category, as counted on `day`. */
export const yearlyFigure = tenantTable('yearly_figure', {
  year: text().notNull(),
  category: text().notNull(),
  received: integer().notNull(),
  confirmed: integer().notNull(),
  paid: integer().notNull(),
  paidSum: integer('paid_sum').notNull(),
  day: text().notNull(),
});
