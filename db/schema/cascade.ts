import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** Two districts, one above the other, that agreed to send each other plans and progress. Each keeps a row of its own. */
export const districtLink = tenantTable('district_link', {
  id: text().notNull(),
  direction: text().notNull(),
  slug: text().notNull(),
  name: text().notNull(),
  /** Of a link downwards: the unit of ours that the other district is. */
  unitId: text('unit_id'),
  state: text().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});
