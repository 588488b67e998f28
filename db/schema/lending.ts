import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A pool one district lends to another over their link; each keeps a row of its own. */
export const poolLoan = tenantTable('pool_loan', {
  id: text().notNull(),
  direction: text().notNull(),
  slug: text().notNull(),
  name: text().notNull(),
  /** Id of the pool in the district that lends it. */
  lentPool: text('lent_pool').notNull(),
  poolId: text('pool_id'),
  field: text().notNull(),
  title: text().notNull(),
  untilDay: text('until_day'),
  state: text().notNull(),
  members: integer().notNull().default(0),
  toldAt: integer('told_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** What a lent expert does elsewhere, as far as it counts towards the load here. */
export const lentJob = tenantTable('lent_job', {
  slug: text().notNull(),
  part: text().notNull(),
  expertId: text('expert_id').notNull(),
  open: integer().notNull(),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  toldAt: integer('told_at').notNull(),
});
