import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** 督办单: an order to one unit, about a late part, a late report, a hazard, or nothing the software knows. */
export const supervisionOrder = tenantTable('supervision_order', {
  id: text().notNull(),
  /** Given when it is served: a draft nobody served takes no number. */
  number: text(),
  origin: text().notNull(),
  subjectEntity: text('subject_entity'),
  subjectId: text('subject_id'),
  unitId: text('unit_id').notNull(),
  title: text().notNull(),
  demand: text().notNull(),
  dueDay: text('due_day'),
  /** Set while the unit's answer is waited for, and only then. */
  dueAt: integer('due_at'),
  state: text().notNull(),
  answer: text().notNull().default(''),
  opinion: text().notNull().default(''),
  reason: text().notNull().default(''),
  round: integer().notNull().default(0),
  servedBy: text('served_by'),
  servedAt: integer('served_at'),
  receivedBy: text('received_by'),
  receivedAt: integer('received_at'),
  answeredBy: text('answered_by'),
  answeredAt: integer('answered_at'),
  acceptedBy: text('accepted_by'),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** 约谈: a formal talk with the head of a unit, its minutes, and the written report on what was put right. */
export const summons = tenantTable('summons', {
  id: text().notNull(),
  number: text(),
  cause: text().notNull(),
  subjectEntity: text('subject_entity'),
  subjectId: text('subject_id'),
  unitId: text('unit_id').notNull(),
  /** A post in words (主要负责人), not a name. */
  who: text().notNull(),
  title: text().notNull(),
  grounds: text().notNull(),
  talkDay: text('talk_day'),
  talkTime: text('talk_time').notNull().default(''),
  talkPlace: text('talk_place').notNull().default(''),
  presiding: text().notNull().default(''),
  state: text().notNull(),
  minutes: text().notNull().default(''),
  bulletinDay: text('bulletin_day'),
  report: text().notNull().default(''),
  reportDueDay: text('report_due_day'),
  /** Set while the report is waited for, and only then. */
  dueAt: integer('due_at'),
  opinion: text().notNull().default(''),
  reason: text().notNull().default(''),
  round: integer().notNull().default(0),
  notifiedBy: text('notified_by'),
  notifiedAt: integer('notified_at'),
  receivedBy: text('received_by'),
  receivedAt: integer('received_at'),
  heldBy: text('held_by'),
  heldAt: integer('held_at'),
  reportedBy: text('reported_by'),
  reportedAt: integer('reported_at'),
  closedBy: text('closed_by'),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** Files of an answer, of minutes, of a report. */
export const supervisionFile = tenantTable('supervision_file', {
  id: text().notNull(),
  entity: text().notNull(),
  entityId: text('entity_id').notNull(),
  kind: text().notNull(),
  blobId: text('blob_id').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
  round: integer().notNull().default(0),
});
