import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

export const meeting = tenantTable('meeting', {
  id: text().notNull(),
  committeeId: text('committee_id'),
  kind: text().notNull(),
  title: text().notNull(),
  day: text().notNull(),
  time: text().notNull().default(''),
  place: text().notNull().default(''),
  state: text().notNull(),
  /** JSON: `[{ title, unitId }]`. */
  agenda: text().notNull().default('[]'),
  minutes: text().notNull().default(''),
  planId: text('plan_id'),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const meetingAttendance = tenantTable('meeting_attendance', {
  meetingId: text('meeting_id').notNull(),
  unitId: text('unit_id').notNull(),
  status: text().notNull(),
  note: text().notNull().default(''),
});

/** 议定事项: once it is a task, the task says how far it is. */
export const resolution = tenantTable('resolution', {
  id: text().notNull(),
  meetingId: text('meeting_id').notNull(),
  sort: integer().notNull(),
  title: text().notNull(),
  unitId: text('unit_id'),
  /** JSON: ids of the units that support. */
  support: text().notNull().default('[]'),
  dueDay: text('due_day'),
  taskId: text('task_id'),
});

/** Editions of one `series`, never overwritten. */
export const dutyList = tenantTable('duty_list', {
  id: text().notNull(),
  kind: text().notNull(),
  series: text().notNull(),
  edition: integer().notNull(),
  title: text().notNull(),
  unitId: text('unit_id').notNull(),
  personId: text('person_id'),
  holder: text().notNull().default(''),
  year: integer(),
  state: text().notNull(),
  publishedOn: text('published_on'),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const dutyLine = tenantTable('duty_line', {
  id: text().notNull(),
  listId: text('list_id').notNull(),
  sort: integer().notNull(),
  words: text().notNull(),
  basis: text().notNull().default(''),
  sector: text(),
  dueDay: text('due_day'),
  doneOn: text('done_on'),
  doneBy: text('done_by'),
  evidence: text().notNull().default(''),
  blobId: text('blob_id'),
});

/** 述职: each unit that has to report on its duty before the plenary, once a year. */
export const dutyReport = tenantTable('duty_report', {
  id: text().notNull(),
  year: integer().notNull(),
  unitId: text('unit_id').notNull(),
  post: text().notNull().default(''),
  dueDay: text('due_day'),
  meetingId: text('meeting_id'),
  state: text().notNull(),
  words: text().notNull().default(''),
  submittedBy: text('submitted_by'),
  submittedAt: integer('submitted_at'),
  score: integer(),
  comment: text().notNull().default(''),
  scoredBy: text('scored_by'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A checklist template filled in by a unit. `items` (JSON): what was asked and what was said. */
export const selfCheck = tenantTable('self_check', {
  id: text().notNull(),
  templateId: text('template_id').notNull(),
  title: text().notNull(),
  unitId: text('unit_id').notNull(),
  day: text().notNull(),
  items: text().notNull(),
  attained: integer().notNull(),
  total: integer().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});
