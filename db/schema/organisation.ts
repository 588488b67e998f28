import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** Every body of the tenant: commission, office, departments, streets, villages, grid cells, parks, enterprises' units. */
export const unit = tenantTable('unit', {
  id: text().notNull(),
  kind: text().notNull(),
  name: text().notNull(),
  shortName: text('short_name').notNull(),
  parentId: text('parent_id'),
  sort: integer().notNull().default(0),
  divisionCode: text('division_code'),
  active: integer({ mode: 'boolean' }).notNull().default(true),
  version: integer().notNull().default(0),
  eventHash: text('event_hash').notNull().default(''),
});

export const person = tenantTable('person', {
  id: text().notNull(),
  name: text().notNull(),
  username: text().notNull(),
  phone: text(),
  unitId: text('unit_id'),
  post: text(),
  status: text().notNull().default('invited'),
  passwordHash: text('password_hash'),
  totpSecret: text('totp_secret'),
  totpLastStep: integer('totp_last_step'),
  failedCount: integer('failed_count').notNull().default(0),
  lockedUntil: integer('locked_until'),
  createdAt: integer('created_at').notNull(),
  version: integer().notNull().default(0),
  eventHash: text('event_hash').notNull().default(''),
});

/** A role held by a person; `unitId` = '' means the whole tenant, else that unit and everything below it. */
export const personRole = tenantTable('person_role', {
  personId: text('person_id').notNull(),
  role: text().notNull(),
  unitId: text('unit_id').notNull().default(''),
  grantedAt: integer('granted_at').notNull(),
});

export const passkey = tenantTable('passkey', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  publicKey: text('public_key').notNull(),
  signCount: integer('sign_count').notNull().default(0),
  transports: text().notNull().default('[]'),
  label: text().notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
});

/** One signed-in browser. The refresh token rotates; presenting a spent one ends the session (replay). */
export const session = tenantTable('session', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  refreshHash: text('refresh_hash').notNull(),
  previousHash: text('previous_hash'),
  label: text().notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
});

/** A one-time link: first sign-in or password reset. Only the hash of its token is kept. */
export const invitation = tenantTable('invitation', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  kind: text().notNull(),
  tokenHash: text('token_hash').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

export const committee = tenantTable('committee', {
  id: text().notNull(),
  kind: text().notNull(),
  name: text().notNull(),
  sector: text(),
  leadUnitId: text('lead_unit_id'),
  duties: text().notNull().default(''),
  sort: integer().notNull().default(0),
  active: integer({ mode: 'boolean' }).notNull().default(true),
  version: integer().notNull().default(0),
  eventHash: text('event_hash').notNull().default(''),
});

export const committeeMember = tenantTable('committee_member', {
  id: text().notNull(),
  committeeId: text('committee_id').notNull(),
  unitId: text('unit_id').notNull(),
  personId: text('person_id'),
  role: text().notNull(),
  termFrom: text('term_from'),
  termTo: text('term_to'),
});

/** 三管三必须: who regulates a sector, hence the default assignee of its hazards. */
export const sectorRegulator = tenantTable('sector_regulator', {
  sector: text().notNull(),
  label: text().notNull(),
  unitId: text('unit_id'),
  sort: integer().notNull().default(0),
});

export const setting = tenantTable('setting', {
  key: text().notNull(),
  value: text().notNull(),
  version: integer().notNull().default(0),
  updatedAt: integer('updated_at').notNull(),
});

/** Starter templates a pack loads for later use: tasks, checklists, campaigns, expert fields. */
export const template = tenantTable('template', {
  id: text().notNull(),
  kind: text().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  source: text(),
  sort: integer().notNull().default(0),
});
