import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** An officer's public keys, and the private ones wrapped under a passphrase the server never sees. */
export const officerKey = tenantTable('officer_key', {
  personId: text('person_id').notNull(),
  sealPublic: text('seal_public').notNull(),
  signPublic: text('sign_public').notNull(),
  wrapped: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A role's key pair, one row an epoch. Tips are sealed to the public half; `active` is the epoch now used. */
export const roleKey = tenantTable('role_key', {
  id: text().notNull(),
  role: text().notNull(),
  epoch: integer().notNull(),
  sealPublic: text('seal_public').notNull(),
  state: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** The role's private key, sealed to one member officer. */
export const roleKeyShare = tenantTable('role_key_share', {
  roleKeyId: text('role_key_id').notNull(),
  personId: text('person_id').notNull(),
  envelope: text().notNull(),
  sealedBy: text('sealed_by').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A sealed tip. It points to its hazard; no hazard points to a tip. No address, no user agent, no exact time. */
export const tip = tenantTable('tip', {
  id: text().notNull(),
  hazardId: text('hazard_id').notNull(),
  /** The hazard's running number: the order of the desk, without a time. */
  seq: integer().notNull(),
  state: text().notNull(),
  track: text().notNull(),
  category: text().notNull(),
  placeUnitId: text('place_unit_id'),
  danger: integer({ mode: 'boolean' }).notNull(),
  casualty: integer({ mode: 'boolean' }).notNull(),
  day: text().notNull(),
  locator: text().notNull(),
  authMac: text('auth_mac').notNull(),
  formHash: text('form_hash').notNull(),
  /** Sealed body with its commitment and key wraps, as sent by the browser (base64 JSON text; never a BLOB). */
  envelope: text().notNull(),
  reporterPublic: text('reporter_public').notNull(),
  reporterWrapped: text('reporter_wrapped').notNull(),
  digest: text().notNull(),
  proof: text().notNull(),
  openedBy: text('opened_by'),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const tipAttachment = tenantTable('tip_attachment', {
  id: text().notNull(),
  tipId: text('tip_id'),
  objectKey: text('object_key').notNull(),
  size: integer().notNull(),
  sha256: text().notNull(),
  uploadHash: text('upload_hash').notNull(),
  day: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A proof of work that has been used; forgotten once it could no longer be presented. */
export const spentProof = tenantTable('spent_proof', {
  signature: text().notNull(),
  expiresAt: integer('expires_at').notNull(),
});
