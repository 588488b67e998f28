import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** The text of an order from above as it came; `draft` (JSON): what a person made of what was read from it. */
export const notice = tenantTable('notice', {
  id: text().notNull(),
  title: text().notNull(),
  fileName: text('file_name').notNull().default(''),
  body: text().notNull(),
  draft: text().notNull(),
  state: text().notNull(),
  planId: text('plan_id'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const plan = tenantTable('plan', {
  id: text().notNull(),
  number: text().notNull(),
  kind: text().notNull(),
  title: text().notNull(),
  state: text().notNull(),
  year: integer().notNull(),
  docNo: text('doc_no').notNull().default(''),
  issuer: text().notNull().default(''),
  issuedOn: text('issued_on'),
  fromDay: text('from_day'),
  toDay: text('to_day'),
  tag: text().notNull().default(''),
  /** Whose plan it is: NULL is the commission office, else the unit that made it for the units below it. */
  ownerUnitId: text('owner_unit_id'),
  upstreamSlug: text('upstream_slug'),
  upstreamId: text('upstream_id'),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  closedAt: integer('closed_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const task = tenantTable('task', {
  id: text().notNull(),
  planId: text('plan_id').notNull(),
  parentId: text('parent_id'),
  /** The assignment it was split from, whose progress it feeds. */
  parentAssignmentId: text('parent_assignment_id'),
  /** `{plan number}-{sort}`, three digits. */
  number: text().notNull(),
  sort: integer().notNull(),
  itemNo: text('item_no').notNull().default(''),
  title: text().notNull(),
  content: text().notNull().default(''),
  kind: text().notNull(),
  recurrence: text().notNull().default(''),
  /** The day the next round of a recurring task is made. */
  nextOn: text('next_on'),
  deadlineText: text('deadline_text').notNull().default(''),
  startDay: text('start_day'),
  dueDay: text('due_day'),
  sector: text(),
  tag: text().notNull().default(''),
  /** Own steps of the task; `stage` is what is shown, drawn from the counts of its parts in the same statement. */
  state: text().notNull(),
  stage: text().notNull(),
  parts: integer().notNull().default(0),
  acknowledged: integer().notNull().default(0),
  inProgress: integer('in_progress').notNull().default(0),
  submitted: integer().notNull().default(0),
  returned: integer().notNull().default(0),
  accepted: integer().notNull().default(0),
  ownerUnitId: text('owner_unit_id'),
  upstreamTaskId: text('upstream_task_id'),
  source: text().notNull().default(''),
  outcome: text().notNull().default(''),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  dispatchedAt: integer('dispatched_at'),
  closedAt: integer('closed_at'),
  dueAt: integer('due_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A unit's part in a task: acknowledged, done and signed off by itself, with clocks of its own. */
export const assignment = tenantTable('assignment', {
  id: text().notNull(),
  taskId: text('task_id').notNull(),
  planId: text('plan_id').notNull(),
  unitId: text('unit_id').notNull(),
  role: text().notNull(),
  state: text().notNull(),
  sort: integer().notNull().default(0),
  personId: text('person_id'),
  dueDay: text('due_day'),
  dueAt: integer('due_at'),
  progress: integer().notNull().default(0),
  note: text().notNull().default(''),
  noteAt: integer('note_at'),
  submittedBy: text('submitted_by'),
  submittedAt: integer('submitted_at'),
  acceptedBy: text('accepted_by'),
  reason: text().notNull().default(''),
  round: integer().notNull().default(0),
  /** JSON: where the unit is itself a district of the platform, how far it says its own parts are. */
  below: text().notNull().default(''),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A milestone of the task (`assignmentId` NULL), or a step of a unit's own plan, worked back from the deadline. */
export const taskStep = tenantTable('task_step', {
  id: text().notNull(),
  taskId: text('task_id').notNull(),
  assignmentId: text('assignment_id'),
  title: text().notNull(),
  personId: text('person_id'),
  who: text().notNull().default(''),
  startDay: text('start_day'),
  dueDay: text('due_day').notNull(),
  doneAt: integer('done_at'),
  doneBy: text('done_by'),
  sort: integer().notNull().default(0),
  createdAt: integer('created_at').notNull(),
  version: integer().notNull().default(0),
  eventHash: text('event_hash').notNull().default(''),
});

export const taskEvidence = tenantTable('task_evidence', {
  id: text().notNull(),
  assignmentId: text('assignment_id').notNull(),
  blobId: text('blob_id').notNull(),
  caption: text().notNull().default(''),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
  round: integer().notNull().default(0),
});

/** A calendar address of a person: whoever holds the address reads their due days, nothing else. */
export const calendarFeed = tenantTable('calendar_feed', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  createdAt: integer('created_at').notNull(),
  endedAt: integer('ended_at'),
});
