import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** Another name of a unit, as notices write it: settled once by a person, known to the reader from then on. */
export const unitAlias = tenantTable('unit_alias', {
  id: text().notNull(),
  alias: text().notNull(),
  unitId: text('unit_id').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
});

/** 机构与人员: what a unit has for safety. `id` is the unit's. */
export const unitProfile = tenantTable('unit_profile', {
  id: text().notNull(),
  /** 0: none set up; null: not said yet. */
  hasBody: integer('has_body'),
  body: text().notNull().default(''),
  bodySince: text('body_since'),
  bodyDocNo: text('body_doc_no').notNull().default(''),
  fullTime: integer('full_time'),
  partTime: integer('part_time'),
  leaderId: text('leader_id'),
  contactId: text('contact_id'),
  certified: integer(),
  engineers: integer(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** 示范创建: what may be applied for, by which criteria, how long it holds, when it is looked at again. */
export const awardProgramme = tenantTable('award_programme', {
  id: text().notNull(),
  title: text().notNull(),
  level: text().notNull(),
  templateId: text('template_id').notNull(),
  /** JSON: what the checklist asked for when the programme was made. */
  criteria: text().notNull(),
  basis: text().notNull().default(''),
  validMonths: integer('valid_months').notNull(),
  recheckMonths: integer('recheck_months').notNull(),
  state: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** An application for an award, and the award. `items` (JSON): the criteria with what the applicant says of each. */
export const award = tenantTable('award', {
  id: text().notNull(),
  programmeId: text('programme_id').notNull(),
  unitId: text('unit_id').notNull(),
  /** What is put up for it, where that is not the unit itself: a community, a plant. */
  subject: text().notNull().default(''),
  items: text().notNull(),
  attained: integer().notNull(),
  total: integer().notNull(),
  words: text().notNull().default(''),
  state: text().notNull(),
  score: integer(),
  opinion: text().notNull().default(''),
  certificate: text(),
  awardedOn: text('awarded_on'),
  validUntil: text('valid_until'),
  /** 回头看: until when it must be looked at again; null when none is waited for. */
  recheckOn: text('recheck_on'),
  recheckedOn: text('rechecked_on'),
  recheckOpinion: text('recheck_opinion').notNull().default(''),
  reason: text().notNull().default(''),
  appliedBy: text('applied_by').notNull(),
  reviewedBy: text('reviewed_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** 事故整改评估: the measures an accident's report asked for, and whether they were carried out. */
export const accidentReview = tenantTable('accident_review', {
  id: text().notNull(),
  title: text().notNull(),
  accidentDay: text('accident_day').notNull(),
  grade: text().notNull(),
  approvedOn: text('approved_on').notNull(),
  docNo: text('doc_no').notNull().default(''),
  dueDay: text('due_day').notNull(),
  state: text().notNull(),
  planId: text('plan_id'),
  conclusion: text(),
  words: text().notNull().default(''),
  publishedOn: text('published_on'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A measure of the report, with the task it became and how it was judged. */
export const accidentMeasure = tenantTable('accident_measure', {
  id: text().notNull(),
  reviewId: text('review_id').notNull(),
  sort: integer().notNull(),
  words: text().notNull(),
  unitId: text('unit_id'),
  dueDay: text('due_day'),
  taskId: text('task_id'),
  verdict: text(),
  evaluation: text().notNull().default(''),
  blobId: text('blob_id'),
  evaluatedBy: text('evaluated_by'),
  evaluatedAt: integer('evaluated_at'),
});

/** 事前刑责: a danger that is a crime before anybody is hurt. It is about an enterprise, never a person by name. */
export const criminalCase = tenantTable('criminal_case', {
  id: text().notNull(),
  number: text().notNull(),
  accused: text().notNull(),
  charge: text().notNull(),
  facts: text().notNull().default(''),
  hazardId: text('hazard_id'),
  unitId: text('unit_id'),
  state: text().notNull(),
  organ: text(),
  foundOn: text('found_on').notNull(),
  referredOn: text('referred_on'),
  filedOn: text('filed_on'),
  prosecutedOn: text('prosecuted_on'),
  judgedOn: text('judged_on'),
  /** Not filed, or dropped later. */
  endedOn: text('ended_on'),
  outcome: text().notNull().default(''),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});
