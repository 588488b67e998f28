import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** Append-only, hash-chained per entity. The primary key (tenant, entity, entity_id, seq) is the lock of every transition. */
export const event = tenantTable('event', {
  entity: text().notNull(),
  entityId: text('entity_id').notNull(),
  seq: integer().notNull(),
  at: integer().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  fromState: text('from_state'),
  toState: text('to_state'),
  data: text().notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text().notNull(),
});

/** One row a write command: the idempotency key, what was asked (hash) and what was answered. */
export const command = tenantTable('command', {
  actor: text().notNull(),
  key: text().notNull(),
  route: text().notNull(),
  requestHash: text('request_hash').notNull(),
  answer: text().notNull(),
  at: integer().notNull(),
});

export const counter = tenantTable('counter', {
  name: text().notNull(),
  bucket: text().notNull(),
  value: integer().notNull(),
});

export const sequence = tenantTable('sequence', {
  name: text().notNull(),
  value: integer().notNull(),
});

export const notification = tenantTable('notification', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  kind: text().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  link: text().notNull(),
  createdAt: integer('created_at').notNull(),
  readAt: integer('read_at'),
});

/** Work to be done after a commit (search index, mail, webhook), leased so that two workers never do it twice at once. */
export const outbox = tenantTable('outbox', {
  id: text().notNull(),
  channel: text().notNull(),
  payload: text().notNull(),
  createdAt: integer('created_at').notNull(),
  nextAt: integer('next_at').notNull(),
  leaseUntil: integer('lease_until').notNull().default(0),
  attempts: integer().notNull().default(0),
  lastError: text('last_error'),
});

export const savedFilter = tenantTable('saved_filter', {
  id: text().notNull(),
  personId: text('person_id').notNull(),
  page: text().notNull(),
  name: text().notNull(),
  query: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A stored object. `attachedTo` stays empty until a commit claims it; the sweep removes what nobody claimed. */
export const blob = tenantTable('blob', {
  id: text().notNull(),
  objectKey: text('object_key').notNull(),
  purpose: text().notNull(),
  mediaType: text('media_type').notNull(),
  size: integer().notNull(),
  sha256: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  attachedTo: text('attached_to'),
});
