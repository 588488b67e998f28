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

/**
 * A role's key pair, one row an epoch; `active` is the epoch now used. Roles: `intake`, `discipline`, `identity`,
 * `verification:{unit}`, and `root`, whose pair signs (ECDSA) instead of opening.
 */
export const roleKey = tenantTable('role_key', {
  id: text().notNull(),
  role: text().notNull(),
  epoch: integer().notNull(),
  sealPublic: text('seal_public').notNull(),
  state: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  /** The private half sealed to the recovery key, and to which one. */
  recoveryId: text('recovery_id'),
  recoveryEnvelope: text('recovery_envelope'),
  retiredAt: integer('retired_at'),
  destroyedAt: integer('destroyed_at'),
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
  /** Sealed body with its commitment, as sent by the browser (base64 JSON text; never a BLOB); its wraps lie in tip_wrap. */
  envelope: text().notNull(),
  reporterPublic: text('reporter_public').notNull(),
  reporterWrapped: text('reporter_wrapped').notNull(),
  digest: text().notNull(),
  proof: text().notNull(),
  openedBy: text('opened_by'),
  /** The role that works on it and holds its keys: `intake`, `discipline`, `verification:{unit}`. */
  desk: text().notNull().default('intake'),
  channel: text().notNull().default('web'),
  kind: text().notNull().default('hazard'),
  /** Somebody else than the reporter has seen the receipt: it has to be replaced before it is used. */
  mustChange: integer('must_change', { mode: 'boolean' }).notNull().default(false),
  mergedIntoId: text('merged_into_id'),
  muted: integer({ mode: 'boolean' }).notNull().default(false),
  /** Came in a flood: folded in the list. */
  surge: integer({ mode: 'boolean' }).notNull().default(false),
  /** As the reporter said it, and as it was bound into the sealing; the desk may change. */
  aboutOffice: integer('about_office', { mode: 'boolean' }).notNull().default(false),
  /** A wish for more time: who asked, why; asked by nobody and counted: granted. The reason is told to the reporter. */
  extensionBy: text('extension_by'),
  extensionReason: text('extension_reason').notNull().default(''),
  extensions: integer().notNull().default(0),
  /** 1: retaliation was reported, it stands first; -1: came in a flood and nobody opened it yet, folded in the list. */
  priority: integer().notNull().default(0),
  /** Messages of the reporter that no officer has fetched yet. */
  unread: integer().notNull().default(0),
  /** Running number of the last message, either way. */
  messages: integer().notNull().default(0),
  /** The day it came to its end; retention counts from here. */
  settledDay: text('settled_day'),
  shreddedDay: text('shredded_day'),
  /** What the reporter is told beside the state: why a limit was extended, where it was moved. */
  told: text().notNull().default(''),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** The key of a sealed part (`body`, `identity-a`, `identity-b`, a message's id), wrapped to a role key. */
export const tipWrap = tenantTable('tip_wrap', {
  tipId: text('tip_id').notNull(),
  part: text().notNull(),
  roleKeyId: text('role_key_id').notNull(),
  enc: text().notNull(),
  ct: text().notNull(),
});

/** Sealed both to the reporter and to the desk; all of one size. */
export const tipMessage = tenantTable('tip_message', {
  tipId: text('tip_id').notNull(),
  seq: integer().notNull(),
  id: text().notNull(),
  sender: text().notNull(),
  kind: text().notNull(),
  /** The officer who sent it. */
  personId: text('person_id'),
  body: text().notNull(),
  commitment: text().notNull(),
  reporterEnc: text('reporter_enc').notNull(),
  reporterCt: text('reporter_ct').notNull(),
  day: text().notNull(),
});

/** Name and contact on the name-sealed track. Its key is the XOR of two halves, wrapped to two roles in tip_wrap. */
export const tipIdentity = tenantTable('tip_identity', {
  tipId: text('tip_id').notNull(),
  body: text().notNull(),
  commitA: text('commit_a').notNull(),
  commitB: text('commit_b').notNull(),
});

export const identityRequest = tenantTable('identity_request', {
  id: text().notNull(),
  tipId: text('tip_id').notNull(),
  state: text().notNull(),
  reason: text().notNull(),
  requestedBy: text('requested_by').notNull(),
  halfA: text('half_a'),
  halfABy: text('half_a_by'),
  halfB: text('half_b'),
  halfBBy: text('half_b_by'),
  refusal: text().notNull().default(''),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
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
  /** Belongs to this message instead of the tip itself. */
  messageId: text('message_id'),
  /** How many parts it is announced to have; 0: one object under `objectKey`, as the first version stored it. */
  parts: integer().notNull().default(0),
});

/** A part that has arrived, stored under `{objectKey}/{n}`. */
export const tipAttachmentPart = tenantTable('tip_attachment_part', {
  attachmentId: text('attachment_id').notNull(),
  n: integer().notNull(),
  size: integer().notNull(),
  sha256: text().notNull(),
});

/** Statements signed under the tenant's root key, append-only; `body` and `signature` as the browser made them. */
export const keyChain = tenantTable('key_chain', {
  seq: integer().notNull(),
  kind: text().notNull(),
  /** What the statement speaks of: the role, the person. */
  subject: text().notNull(),
  body: text().notNull(),
  signature: text().notNull(),
  hash: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

/** The recovery key: its private half wrapped under a secret that exists only as three shares, two of which make it whole. */
export const recovery = tenantTable('recovery', {
  id: text().notNull(),
  state: text().notNull(),
  sealPublic: text('seal_public').notNull(),
  wrapped: text().notNull(),
  authMac: text('auth_mac').notNull(),
  /** JSON: who keeps which share, as labels. */
  holders: text().notNull(),
  rehearsedAt: integer('rehearsed_at'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A proof of work that has been used; forgotten once it could no longer be presented. */
export const spentProof = tenantTable('spent_proof', {
  signature: text().notNull(),
  expiresAt: integer('expires_at').notNull(),
});
