import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** What was destroyed when and under which rule; of the content nothing remains but its digest. */
export const shredCertificate = tenantTable('shred_certificate', {
  id: text().notNull(),
  tipId: text('tip_id').notNull(),
  day: text().notNull(),
  outcome: text().notNull(),
  settledDay: text('settled_day').notNull(),
  keptDays: integer('kept_days').notNull(),
  digest: text().notNull(),
  wraps: integer().notNull(),
  messages: integer().notNull(),
  files: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** Refusals by hour and kind: no address, no receipt, no tip. */
export const securityCount = tenantTable('security_count', {
  /** `YYYY-MM-DDTHH`, UTC. */
  hour: text().notNull(),
  kind: text().notNull(),
  value: integer().notNull(),
});
