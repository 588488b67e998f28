import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A unit's written report on a month or half a month. `figures` (JSON) is frozen when it is submitted. */
export const report = tenantTable('report', {
  id: text().notNull(),
  cadence: text().notNull(),
  period: text().notNull(),
  unitId: text('unit_id').notNull(),
  state: text().notNull(),
  dueDay: text('due_day').notNull(),
  /** Set by the clock when the day passed without a report, or by a submission after it. */
  late: integer({ mode: 'boolean' }).notNull().default(false),
  figures: text().notNull().default(''),
  words: text().notNull().default(''),
  reason: text().notNull().default(''),
  submittedBy: text('submitted_by'),
  submittedAt: integer('submitted_at'),
  decidedBy: text('decided_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** The month's progress review (调度). `participants`: JSON list of unit ids. */
export const review = tenantTable('review', {
  id: text().notNull(),
  period: text().notNull(),
  heldDay: text('held_day').notNull(),
  participants: text().notNull().default('[]'),
  points: text().notNull().default(''),
  decisions: text().notNull().default(''),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** The month's bulletin (通报). A correction is a new edition with the number of the first. */
export const bulletin = tenantTable('bulletin', {
  id: text().notNull(),
  period: text().notNull(),
  edition: integer().notNull(),
  year: integer().notNull(),
  number: integer(),
  state: text().notNull(),
  title: text().notNull(),
  figures: text().notNull(),
  body: text().notNull(),
  /** Why an edition after the first was needed. */
  correction: text().notNull().default(''),
  /** Why it was returned. */
  reason: text().notNull().default(''),
  createdBy: text('created_by').notNull(),
  editedBy: text('edited_by').notNull(),
  approvedBy: text('approved_by'),
  approvedAt: integer('approved_at'),
  publishedAt: integer('published_at'),
  sha256: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A unit to be named in the next bulletin; the publication that names it uses it up. */
export const bulletinMention = tenantTable('bulletin_mention', {
  id: text().notNull(),
  period: text().notNull(),
  unitId: text('unit_id').notNull(),
  entity: text().notNull(),
  entityId: text('entity_id').notNull(),
  reason: text().notNull(),
  createdAt: integer('created_at').notNull(),
  bulletinId: text('bulletin_id'),
});

/** The units a bulletin was sent to, and who of each read it first. */
export const bulletinReceipt = tenantTable('bulletin_receipt', {
  bulletinId: text('bulletin_id').notNull(),
  unitId: text('unit_id').notNull(),
  readBy: text('read_by'),
  readAt: integer('read_at'),
});
