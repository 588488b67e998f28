import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** 专项资金: what a year has for experts; money in fen. */
export const budgetLine = tenantTable('budget_line', {
  id: text().notNull(),
  year: integer().notNull(),
  title: text().notNull(),
  basis: text().notNull().default(''),
  amount: integer().notNull(),
  approved: integer().notNull().default(0),
  paid: integer().notNull().default(0),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** Experts at work in an enterprise: resident, through and through, or for an opinion. */
export const engagement = tenantTable('engagement', {
  id: text().notNull(),
  number: text().notNull(),
  title: text().notNull(),
  kind: text().notNull(),
  poolId: text('pool_id'),
  drawId: text('draw_id'),
  unitId: text('unit_id').notNull(),
  enterprise: text().notNull(),
  creditCode: text('credit_code').notNull().default(''),
  address: text().notNull().default(''),
  placeUnitId: text('place_unit_id'),
  sector: text(),
  state: text().notNull(),
  brief: text().notNull().default(''),
  duties: text().notNull().default('[]'),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  residentBy: text('resident_by'),
  checkedBy: text('checked_by'),
  rectifiedBy: text('rectified_by'),
  residentOn: text('resident_on'),
  checkedOn: text('checked_on'),
  rectifiedOn: text('rectified_on'),
  scoreMac: text('score_mac'),
  findings: integer().notNull().default(0),
  dueAt: integer('due_at'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** One expert's part: invited, declared free of conflict, signed, scored. */
export const engagementExpert = tenantTable('engagement_expert', {
  id: text().notNull(),
  engagementId: text('engagement_id').notNull(),
  expertId: text('expert_id').notNull(),
  seatId: text('seat_id').notNull(),
  state: text().notNull(),
  statement: text().notNull().default(''),
  statedAt: integer('stated_at'),
  opinion: text().notNull().default(''),
  opinionHash: text('opinion_hash'),
  opinionSignature: text('opinion_signature'),
  signedAt: integer('signed_at'),
  /** How often the office sent the opinion back. */
  returned: integer().notNull().default(0),
  falseOpinion: integer('false_opinion').notNull().default(0),
  scoreEnterprise: integer('score_enterprise'),
  scoreOffice: integer('score_office'),
  scoreWords: text('score_words').notNull().default(''),
  scoredBy: text('scored_by'),
  reason: text().notNull().default(''),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  enterpriseKey: text('enterprise_key').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const engagementFinding = tenantTable('engagement_finding', {
  engagementId: text('engagement_id').notNull(),
  hazardId: text('hazard_id').notNull(),
  expertId: text('expert_id').notNull(),
  foundAt: integer('found_at').notNull(),
});

/** A fee: proposed by one, approved by another, paid by finance. `half_days`: days × 2; money in fen. */
export const expertFee = tenantTable('expert_fee', {
  id: text().notNull(),
  number: text().notNull(),
  partId: text('part_id').notNull(),
  expertId: text('expert_id').notNull(),
  budgetLineId: text('budget_line_id').notNull(),
  halfDays: integer('half_days').notNull(),
  rate: integer().notNull(),
  amount: integer().notNull(),
  state: text().notNull(),
  proposedBy: text('proposed_by').notNull(),
  decidedBy: text('decided_by'),
  paidBy: text('paid_by'),
  paidOn: text('paid_on'),
  reference: text().notNull().default(''),
  reason: text().notNull().default(''),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const expertTraining = tenantTable('expert_training', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  day: text().notNull(),
  title: text().notNull(),
  hours: integer().notNull(),
  blobId: text('blob_id'),
  enteredBy: text('entered_by').notNull(),
});

export const expertAssessment = tenantTable('expert_assessment', {
  id: text().notNull(),
  seatId: text('seat_id').notNull(),
  year: integer().notNull(),
  score: integer().notNull(),
  grade: text().notNull(),
  words: text().notNull().default(''),
  assessedBy: text('assessed_by').notNull(),
  assessedAt: integer('assessed_at').notNull(),
});
