import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A draw by commit and reveal: frozen and published, then ranked by a seed nobody could know. See docs/protocol.md. */
export const draw = tenantTable('draw', {
  id: text().notNull(),
  number: text().notNull(),
  title: text().notNull(),
  kind: text().notNull(),
  poolId: text('pool_id'),
  enterprise: text().notNull().default(''),
  creditCode: text('credit_code').notNull().default(''),
  state: text().notNull(),
  spec: text().notNull(),
  seedSource: text('seed_source').notNull().default(''),
  listHash: text('list_hash'),
  witnesses: text().notNull().default('[]'),
  summary: text().notNull().default('[]'),
  committedBy: text('committed_by'),
  publicSeed: text('public_seed'),
  seedBy: text('seed_by'),
  seed: text(),
  resultHash: text('result_hash'),
  redrawOf: text('redraw_of'),
  reason: text().notNull().default(''),
  committedAt: integer('committed_at'),
  drawnAt: integer('drawn_at'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** The frozen lists, exactly the text whose digest is `draw.list_hash`. */
export const drawList = tenantTable('draw_list', {
  drawId: text('draw_id').notNull(),
  body: text().notNull(),
  result: text(),
});

/** Whom each published code stands for; `who` and `salt` open it. `evidence`: why somebody was left out, in words. */
export const drawEntry = tenantTable('draw_entry', {
  drawId: text('draw_id').notNull(),
  list: text().notNull(),
  code: text().notNull(),
  entry: text().notNull(),
  label: text().notNull(),
  who: text().notNull(),
  salt: text().notNull(),
  stratum: text().notNull(),
  excluded: text(),
  evidence: text().notNull().default(''),
});

/** Who came out, and what became of each call. `entry`: id of a seat, a person, or the key of an enterprise. */
export const drawPick = tenantTable('draw_pick', {
  drawId: text('draw_id').notNull(),
  list: text().notNull(),
  position: integer().notNull(),
  entry: text().notNull(),
  code: text().notNull().default(''),
  label: text().notNull(),
  stratum: text().notNull().default(''),
  role: text().notNull(),
  state: text().notNull(),
  reason: text().notNull().default(''),
  standsFor: integer('stands_for'),
  changedAt: integer('changed_at'),
});
