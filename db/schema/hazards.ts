import { integer, real, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

export const hazard = tenantTable('hazard', {
  id: text().notNull(),
  /** Per-tenant running number; with the tenant it is the row id of the search index. */
  seq: integer().notNull(),
  number: text().notNull(),
  state: text().notNull(),
  level: text().notNull(),
  source: text().notNull(),
  sector: text(),
  category: text(),
  title: text().notNull(),
  description: text().notNull(),
  placeUnitId: text('place_unit_id'),
  address: text().notNull().default(''),
  longitude: real(),
  latitude: real(),
  enterprise: text().notNull().default(''),
  danger: integer({ mode: 'boolean' }).notNull().default(false),
  casualty: integer({ mode: 'boolean' }).notNull().default(false),
  /** Until a transfer brief confirms it, a tip's hazard is seen by its desk alone. 0: open; 1: the tip office; 2: discipline. */
  restricted: integer().notNull().default(0),
  reportedBy: text('reported_by'),
  ownerUnitId: text('owner_unit_id'),
  assigneeId: text('assignee_id'),
  rectifiedBy: text('rectified_by'),
  verifierId: text('verifier_id'),
  watcher: text().notNull().default(''),
  interimMeasures: text('interim_measures').notNull().default(''),
  rectification: text().notNull().default(''),
  outcomeReason: text('outcome_reason').notNull().default(''),
  mergedIntoId: text('merged_into_id'),
  /** How often it came back for more work; an "after" photo counts for the round it was taken in. */
  round: integer().notNull().default(0),
  /** Due time of the running clock, copied for the queue's sort order; NULL sorts last. */
  dueAt: integer('due_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  closedAt: integer('closed_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const hazardEvidence = tenantTable('hazard_evidence', {
  id: text().notNull(),
  hazardId: text('hazard_id').notNull(),
  stage: text().notNull(),
  blobId: text('blob_id').notNull(),
  caption: text().notNull().default(''),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
  round: integer().notNull().default(0),
});
