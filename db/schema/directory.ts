import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const tenant = sqliteTable('tenant', {
  id: integer().primaryKey({ autoIncrement: true }),
  slug: text().notNull(),
  name: text().notNull(),
  shortName: text('short_name').notNull(),
  level: text().notNull(),
  divisionCode: text('division_code').notNull(),
  parentId: integer('parent_id'),
  cell: text().notNull(),
  pack: text().notNull(),
  status: text().notNull(),
  /** The last finished step of provisioning, of a move, of the end; a failure halfway resumes behind it. */
  step: text().notNull().default(''),
  notice: text().notNull().default(''),
  /** Raised by every act of an operator; the act's row carries it as its key, so that of two at once one loses. */
  version: integer().notNull().default(0),
  createdAt: integer('created_at').notNull(),
  activeAt: integer('active_at'),
});

export const tenantHost = sqliteTable('tenant_host', {
  host: text().primaryKey(),
  tenantId: integer('tenant_id').notNull(),
});

export const cell = sqliteTable('cell', {
  name: text().primaryKey(),
  /** Districts it may hold: an operator's measure of weight. */
  capacity: integer().notNull(),
  tenants: integer().notNull().default(0),
  open: integer({ mode: 'boolean' }).notNull().default(true),
  /** As the database itself said last, and when; `maxBytes`: from there on it takes nobody in. */
  bytes: integer().notNull().default(0),
  maxBytes: integer('max_bytes').notNull().default(8_000_000_000),
  countedAt: integer('counted_at'),
});

export const application = sqliteTable('application', {
  id: text().primaryKey(),
  unitName: text('unit_name').notNull(),
  tenantName: text('tenant_name').notNull(),
  level: text().notNull(),
  divisionCode: text('division_code').notNull(),
  slug: text().notNull(),
  contactName: text('contact_name').notNull(),
  contactPhone: text('contact_phone').notNull(),
  reason: text().notNull(),
  status: text().notNull(),
  decidedBy: text('decided_by'),
  decidedAt: integer('decided_at'),
  decisionReason: text('decision_reason'),
  tenantId: integer('tenant_id'),
  createdAt: integer('created_at').notNull(),
});

export const operator = sqliteTable('operator', {
  id: text().primaryKey(),
  username: text().notNull(),
  name: text().notNull(),
  passwordHash: text('password_hash').notNull(),
  failedCount: integer('failed_count').notNull().default(0),
  lockedUntil: integer('locked_until'),
  createdAt: integer('created_at').notNull(),
});

export const operatorSession = sqliteTable('operator_session', {
  id: text().primaryKey(),
  operatorId: text('operator_id').notNull(),
  refreshHash: text('refresh_hash').notNull(),
  previousHash: text('previous_hash'),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
});

/** Operators' acts, with the reason each cross-tenant call must give. */
export const operatorEvent = sqliteTable('operator_event', {
  id: text().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  tenantId: integer('tenant_id'),
  reason: text().notNull(),
  data: text().notNull().default('{}'),
});

/** Idempotency keys of platform writes and of the public application form. */
export const platformCommand = sqliteTable('platform_command', {
  actor: text().notNull(),
  key: text().notNull(),
  route: text().notNull(),
  requestHash: text('request_hash').notNull(),
  answer: text().notNull(),
  at: integer().notNull(),
});

/** EdDSA keys of access tokens and of acceptance proofs. The private half is sealed under the master key. */
export const signingKey = sqliteTable('signing_key', {
  kid: text().primaryKey(),
  use: text().notNull(),
  publicJwk: text('public_jwk').notNull(),
  sealedPrivate: text('sealed_private').notNull(),
  createdAt: integer('created_at').notNull(),
  retiresAt: integer('retires_at').notNull(),
});

/** The State Council's yearly calendar, a national fact shared by all tenants. A year without rows is UNKNOWN. */
export const calendarDay = sqliteTable('calendar_day', {
  day: text().primaryKey(),
  working: integer({ mode: 'boolean' }).notNull(),
  name: text().notNull(),
  source: text().notNull(),
});
