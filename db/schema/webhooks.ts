import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** Where a tenant's notices go besides the inbox. The address is a key in itself: only its host stands in clear. */
export const webhook = tenantTable('webhook', {
  id: text().notNull(),
  kind: text().notNull(),
  label: text().notNull(),
  host: text().notNull(),
  sealed: text().notNull(),
  signed: integer({ mode: 'boolean' }).notNull(),
  base: text().notNull(),
  topics: text().notNull(),
  state: text().notNull(),
  failures: integer().notNull().default(0),
  lastAt: integer('last_at'),
  lastResult: text('last_result').notNull().default(''),
  createdAt: integer('created_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});
