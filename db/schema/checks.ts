import { integer, real, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

/** 督导组. `sectors`, `units`: JSON lists; none = the whole district. */
export const checkTeam = tenantTable('check_team', {
  id: text().notNull(),
  name: text().notNull(),
  state: text().notNull(),
  leaderId: text('leader_id'),
  sectors: text().notNull().default('[]'),
  units: text().notNull().default('[]'),
  ownerUnitId: text('owner_unit_id'),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day'),
  note: text().notNull().default(''),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const checkTeamMember = tenantTable('check_team_member', {
  teamId: text('team_id').notNull(),
  sort: integer().notNull(),
  personId: text('person_id'),
  name: text().notNull().default(''),
  duty: text().notNull().default(''),
});

/** A visit, or a round of re-checks. `hidden`: only its planners and those on it know of it until it is started. */
export const checkVisit = tenantTable('check_visit', {
  id: text().notNull(),
  kind: text().notNull(),
  number: text(),
  title: text().notNull(),
  state: text().notNull(),
  /** JSON: one choice at most of each of the seven pairs. */
  tags: text().notNull().default('[]'),
  unannounced: flag('unannounced'),
  hidden: flag('hidden'),
  unitId: text('unit_id'),
  enterprise: text().notNull().default(''),
  creditCode: text('credit_code').notNull().default(''),
  address: text().notNull().default(''),
  placeUnitId: text('place_unit_id'),
  targetKey: text('target_key').notNull().default(''),
  teamId: text('team_id'),
  planId: text('plan_id'),
  templateId: text('template_id'),
  templateTitle: text('template_title').notNull().default(''),
  ownerUnitId: text('owner_unit_id'),
  plannedDay: text('planned_day').notNull(),
  note: text().notNull().default(''),
  startedAt: integer('started_at'),
  startedDay: text('started_day'),
  startedBy: text('started_by'),
  longitude: real(),
  latitude: real(),
  accuracy: real(),
  position: text(),
  /** JSON: `[{ words, answer, note, photos }]`. */
  items: text().notNull().default('[]'),
  words: text().notNull().default(''),
  advice: text().notNull().default(''),
  received: text().notNull().default(''),
  findings: integer().notNull().default(0),
  finishedAt: integer('finished_at'),
  finishedBy: text('finished_by'),
  recordHash: text('record_hash').notNull().default(''),
  reason: text().notNull().default(''),
  seed: text().notNull().default(''),
  /** JSON: what a sample was drawn from: `{ population, digest, asked }`. */
  drawn: text().notNull().default(''),
  sampled: integer().notNull().default(0),
  judged: integer().notNull().default(0),
  reopened: integer().notNull().default(0),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const checkPerson = tenantTable('check_person', {
  checkId: text('check_id').notNull(),
  personId: text('person_id').notNull(),
  leads: flag('leads'),
  attended: flag('attended'),
});

export const checkFinding = tenantTable('check_finding', {
  id: text().notNull(),
  checkId: text('check_id').notNull(),
  kind: text().notNull(),
  title: text().notNull(),
  description: text().notNull().default(''),
  item: integer(),
  unitId: text('unit_id'),
  dueDay: text('due_day'),
  missedByUnitId: text('missed_by_unit_id'),
  /** JSON: ids of files. */
  photos: text().notNull().default('[]'),
  hazardId: text('hazard_id'),
  taskId: text('task_id'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const checkFile = tenantTable('check_file', {
  checkId: text('check_id').notNull(),
  blobId: text('blob_id').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
});

/** Who is to be visited in a campaign. `key`: see domain/checks/target.ts. */
export const checkTarget = tenantTable('check_target', {
  planId: text('plan_id').notNull(),
  key: text().notNull(),
  unitId: text('unit_id'),
  enterprise: text().notNull().default(''),
  creditCode: text('credit_code').notNull().default(''),
  address: text().notNull().default(''),
  placeUnitId: text('place_unit_id'),
  addedBy: text('added_by').notNull(),
  addedAt: integer('added_at').notNull(),
});

export const recheckLine = tenantTable('recheck_line', {
  checkId: text('check_id').notNull(),
  hazardId: text('hazard_id').notNull(),
  rank: integer().notNull(),
  score: text().notNull(),
  result: text(),
  words: text().notNull().default(''),
  blobId: text('blob_id'),
  judgedBy: text('judged_by'),
  judgedAt: integer('judged_at'),
});
