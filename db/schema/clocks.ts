import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A time limit as data: what it applies to, how long, on what legal basis, from when. */
export const slaPolicy = tenantTable('sla_policy', {
  id: text().notNull(),
  entity: text().notNull(),
  kind: text().notNull(),
  match: text().notNull(),
  amount: integer().notNull(),
  unit: text().notNull(),
  warnBefore: integer('warn_before').notNull(),
  escalateAfter: text('escalate_after').notNull(),
  basis: text().notNull(),
  basisChecked: integer('basis_checked', { mode: 'boolean' }).notNull(),
  effectiveFrom: text('effective_from').notNull(),
  effectiveTo: text('effective_to'),
  priority: integer().notNull().default(0),
  version: integer().notNull().default(1),
});

/** `dueAt` NULL = UNKNOWN: the year's calendar is not loaded. It is computed again when it is. */
export const clock = tenantTable('clock', {
  id: text().notNull(),
  entity: text().notNull(),
  entityId: text('entity_id').notNull(),
  kind: text().notNull(),
  unitId: text('unit_id'),
  policyId: text('policy_id').notNull(),
  policyVersion: integer('policy_version').notNull(),
  anchorAt: integer('anchor_at').notNull(),
  /** A day a person set: this clock does not follow the policy's amount. */
  dueDay: text('due_day'),
  dueAt: integer('due_at'),
  warnAt: integer('warn_at'),
  nextAt: integer('next_at'),
  epoch: integer().notNull().default(0),
  stoppedAt: integer('stopped_at'),
  outcome: text(),
});

export const escalationFired = tenantTable('escalation_fired', {
  clockId: text('clock_id').notNull(),
  epoch: integer().notNull(),
  step: text().notNull(),
  at: integer().notNull(),
});
