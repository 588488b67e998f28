import { integer, text } from 'drizzle-orm/sqlite-core';
import { tenantTable } from './tenant-table.ts';

/** A pool of experts of one field. Whoever holds the post of administrator at one of its owner units (or above) keeps it. */
export const expertPool = tenantTable('expert_pool', {
  id: text().notNull(),
  field: text().notNull(),
  title: text().notNull(),
  state: text().notNull(),
  quota: integer(),
  notice: text().notNull().default(''),
  origin: text(),
  originName: text('origin_name').notNull().default(''),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

export const expertPoolOwner = tenantTable('expert_pool_owner', {
  poolId: text('pool_id').notNull(),
  unitId: text('unit_id').notNull(),
});

/** Conditions of entry, in versions; field '' holds for every field that has none of its own. Never changed, never removed. */
export const expertRule = tenantTable('expert_rule', {
  field: text().notNull(),
  version: integer().notNull(),
  body: text().notNull(),
  basis: text().notNull(),
  effectiveFrom: text('effective_from').notNull(),
  setBy: text('set_by').notNull(),
  setAt: integer('set_at').notNull(),
  eventHash: text('event_hash').notNull(),
});

/** A person who applied once; the identity number lies sealed, its keyed digest finds the same person again. */
export const expert = tenantTable('expert', {
  id: text().notNull(),
  name: text().notNull(),
  identityMac: text('identity_mac').notNull(),
  identitySealed: text('identity_sealed').notNull(),
  identityTail: text('identity_tail').notNull(),
  birthDay: text('birth_day').notNull(),
  phoneSealed: text('phone_sealed').notNull(),
  phoneTail: text('phone_tail').notNull(),
  employer: text().notNull(),
  post: text().notNull().default(''),
  bio: text().notNull().default(''),
  photoId: text('photo_id'),
  personId: text('person_id'),
  source: text().notNull(),
  origin: text(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** Where the fees go: sealed under a key of its own, read by whoever pays and by nobody else. */
export const expertAccount = tenantTable('expert_account', {
  expertId: text('expert_id').notNull(),
  sealed: text().notNull(),
  tail: text().notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Work history. `confirmed_hash`: digest of the figures and of the evidence as whoever confirmed them saw them. */
export const expertPeriod = tenantTable('expert_period', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  sort: integer().notNull(),
  employer: text().notNull(),
  post: text().notNull(),
  work: text().notNull(),
  field: text().notNull(),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day'),
  share: integer().notNull(),
  blobId: text('blob_id'),
  confirmedBy: text('confirmed_by'),
  confirmedAt: integer('confirmed_at'),
  confirmedHash: text('confirmed_hash'),
});

/** Titles, registrations, education, with what proves them. */
export const expertCredential = tenantTable('expert_credential', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  sort: integer().notNull(),
  kind: text().notNull(),
  name: text().notNull(),
  level: text().notNull().default(''),
  number: text().notNull().default(''),
  issuedOn: text('issued_on'),
  expiresOn: text('expires_on'),
  blobId: text('blob_id'),
  confirmedBy: text('confirmed_by'),
  confirmedAt: integer('confirmed_at'),
  confirmedHash: text('confirmed_hash'),
});

/** Whom the expert must not judge. `person_id`: kin among the district's own staff. */
export const expertTie = tenantTable('expert_tie', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  kind: text().notNull(),
  enterprise: text().notNull().default(''),
  creditCode: text('credit_code').notNull().default(''),
  personId: text('person_id'),
  fromDay: text('from_day'),
  toDay: text('to_day'),
  note: text().notNull().default(''),
  declaredBy: text('declared_by').notNull(),
  declaredAt: integer('declared_at').notNull(),
});

export const expertLeave = tenantTable('expert_leave', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  reason: text().notNull().default(''),
});

/** A place in a pool, from the application to the end of the last term. `verdict`: how the rule answered, as JSON. */
export const expertSeat = tenantTable('expert_seat', {
  id: text().notNull(),
  expertId: text('expert_id').notNull(),
  poolId: text('pool_id').notNull(),
  state: text().notNull(),
  round: integer().notNull().default(1),
  number: text(),
  ruleField: text('rule_field'),
  ruleVersion: integer('rule_version'),
  verdict: text().notNull().default(''),
  passes: integer().notNull().default(0),
  days: integer().notNull().default(0),
  passesOn: text('passes_on'),
  doubtful: integer().notNull().default(0),
  note: text().notNull().default(''),
  appliedAt: integer('applied_at').notNull(),
  checkedBy: text('checked_by'),
  checkedAt: integer('checked_at'),
  publicisedFrom: text('publicised_from'),
  publicisedTo: text('publicised_to'),
  letterNo: text('letter_no'),
  termFrom: text('term_from'),
  termTo: text('term_to'),
  cardSerial: integer('card_serial').notNull().default(0),
  cardDay: text('card_day'),
  toldFor: text('told_for'),
  origin: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** An application of the public, found again by number and code. `held`: the identity number was there already. */
export const expertApplication = tenantTable('expert_application', {
  id: text().notNull(),
  number: text().notNull(),
  codeMac: text('code_mac').notNull(),
  state: text().notNull(),
  expertId: text('expert_id'),
  pools: text().notNull(),
  sealed: text().notNull().default(''),
  words: text().notNull().default(''),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  version: integer().notNull(),
  eventHash: text('event_hash').notNull(),
});

/** `pins`: id → digest of every figure and evidence the reviewer had before the eyes, as JSON. */
export const expertReview = tenantTable('expert_review', {
  id: text().notNull(),
  seatId: text('seat_id').notNull(),
  round: integer().notNull(),
  reviewerId: text('reviewer_id').notNull(),
  opinion: text().notNull(),
  words: text().notNull().default(''),
  pins: text().notNull(),
  reviewedAt: integer('reviewed_at').notNull(),
});

/** An objection of the publicity period; whoever makes it may stay unnamed. */
export const expertObjection = tenantTable('expert_objection', {
  id: text().notNull(),
  seatId: text('seat_id').notNull(),
  words: text().notNull(),
  contactSealed: text('contact_sealed').notNull().default(''),
  state: text().notNull(),
  answer: text().notNull().default(''),
  answeredBy: text('answered_by'),
  createdAt: integer('created_at').notNull(),
  answeredAt: integer('answered_at'),
});
