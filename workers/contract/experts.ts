import * as z from 'zod';
import { day, id, instant, line, ok, page, pageQuery, phone, text, username } from './common.ts';
import { credentialKind, seatState, tieKind, workKind } from './expert-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'expert.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'expert.manage' } as const };
/** Whoever keeps one of the expert's pools, or the experts themselves; the verb tells, and to anybody else there is nothing. */
const kept = { app: 'console' as const, access: 'session' as const };

/** Full width and blanks are put right; the rest is checked by the verb, which never repeats the number. */
export const identityNumber = z.string().min(15).max(40);
export const creditCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([0-9A-HJ-NP-RTUWXY]{18})?$/)
  .default('');

export const periodFields = {
  employer: line(80, 2),
  post: line(60),
  work: workKind,
  /** Key of a sector of the tenant. */
  field: line(40),
  fromDay: day,
  /** null: still there. */
  toDay: day.nullable().default(null),
  /** Percent of full time. */
  share: z.number().int().min(1).max(100).default(100),
};
export const credentialFields = {
  kind: credentialKind,
  name: line(60, 2),
  level: line(40, 0).default(''),
  number: line(60, 0).default(''),
  issuedOn: day.nullable().default(null),
  expiresOn: day.nullable().default(null),
};
export const tieFields = {
  kind: tieKind,
  enterprise: line(80, 0).default(''),
  creditCode,
  fromDay: day.nullable().default(null),
  toDay: day.nullable().default(null),
  note: text(200).default(''),
};
const evidence = { blobId: id.nullable().default(null) };
/** Kin among the district's own staff: only the office names them. */
const officeTie = { ...tieFields, personId: id.nullable().default(null) };
export const recordFields = {
  name: line(30, 2),
  employer: line(80, 2),
  post: line(60, 0).default(''),
  bio: text(500).default(''),
};
/** How many of each a record holds. */
export const MAX_PERIODS = 40;
export const MAX_CREDENTIALS = 30;
export const MAX_TIES = 60;

const seat = z.object({
  id,
  poolId: id,
  poolTitle: z.string(),
  field: z.string(),
  state: seatState,
  number: z.string().nullable(),
  passes: z.boolean(),
  days: z.number(),
  passesOn: day.nullable(),
  doubtful: z.boolean(),
  termTo: day.nullable(),
});
const listRow = z.object({
  id,
  name: z.string(),
  employer: z.string(),
  post: z.string(),
  updatedAt: instant,
  seats: z.array(seat.pick({ id: true, poolId: true, poolTitle: true, state: true })),
});
/** Only those with a place in a pool one keeps. */
export const list = route({
  ...read,
  id: 'experts.list',
  method: 'GET',
  path: '/experts',
  summary: '专家名册',
  input: z.object({
    q: z.string().max(30).optional(),
    poolId: id.optional(),
    state: seatState.optional(),
    ...pageQuery,
  }),
  output: page(listRow),
});
/** `open`: nobody looked yet; `stale`: changed since somebody confirmed it. */
const confirmation = {
  confirmation: z.enum(['open', 'confirmed', 'stale']),
  confirmedBy: z.string(),
  confirmedAt: instant.nullable(),
};
const file = { blobId: id.nullable(), mediaType: z.string() };
export const periodView = z.object({
  id,
  ...{ employer: z.string(), post: z.string(), work: workKind, field: z.string(), fieldLabel: z.string() },
  ...{ fromDay: day, toDay: day.nullable(), share: z.number() },
  ...file,
  ...confirmation,
});
export const credentialView = z.object({
  id,
  ...{ kind: credentialKind, name: z.string(), level: z.string(), number: z.string() },
  ...{ issuedOn: day.nullable(), expiresOn: day.nullable() },
  ...file,
  ...confirmation,
});
export const tieView = z.object({
  id,
  ...{ kind: tieKind, enterprise: z.string(), creditCode: z.string() },
  ...{ personId: id.nullable(), personName: z.string(), fromDay: day.nullable(), toDay: day.nullable() },
  note: z.string(),
});
export const expertView = z.object({
  id,
  name: z.string(),
  identityTail: z.string(),
  phoneTail: z.string(),
  birthDay: day,
  employer: z.string(),
  post: z.string(),
  bio: z.string(),
  source: z.enum(['public', 'office', 'import', 'lent']),
  personId: id.nullable(),
  username: z.string(),
  /** Last four of the account for fees; null: none yet. */
  accountTail: z.string().nullable(),
  createdAt: instant,
  version: z.number(),
  periods: z.array(periodView),
  credentials: z.array(credentialView),
  ties: z.array(tieView),
  leaves: z.array(z.object({ id, fromDay: day, toDay: day, reason: z.string() })),
  /** Those in pools one keeps. `rule`: what the seat is measured by today (workers/protocol/eligibility.ts). */
  seats: z.array(seat.extend({ rule: z.record(z.string(), z.unknown()).nullable() })),
  /** Of the sectors that periods may name. */
  fields: z.array(z.object({ key: z.string(), label: z.string() })),
  day,
  may: z.object({ edit: z.boolean(), manage: z.boolean(), self: z.boolean() }),
});
export const one = route({
  ...kept,
  id: 'experts.one',
  method: 'GET',
  path: '/experts/{id}',
  summary: '一份专家档案（证件号、电话只显示末四位）',
  input: z.object({ id }),
  output: expertView,
});
export const mine = route({
  app: 'console',
  access: { permission: 'expert.self' },
  id: 'experts.mine',
  method: 'GET',
  path: '/my-expert',
  summary: '本人的专家档案',
  input: z.object({}),
  output: expertView,
});
export const evidenceFile = route({
  ...kept,
  id: 'experts.file',
  method: 'GET',
  path: '/experts/{id}/files/{blobId}',
  summary: '查看证明材料',
  download: 'application/octet-stream',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});
/** Of the pools one keeps, for choosing; C1's page has the rest of them. */
export const choices = route({
  ...manage,
  id: 'experts.choices',
  method: 'GET',
  path: '/expert-choices',
  summary: '可受理的专家库和专业领域',
  input: z.object({}),
  output: z.object({
    pools: z.array(z.object({ id, title: z.string(), field: z.string(), state: z.enum(['open', 'closed']) })),
    fields: z.array(z.object({ key: z.string(), label: z.string() })),
  }),
});
const withFile = { ...evidence };
/** Somebody whose identity number is known gets a seat more; what is written of them already stays. */
export const create = route({
  ...manage,
  id: 'experts.create',
  method: 'POST',
  path: '/experts',
  summary: '登记一名专家',
  input: z.object({
    ...recordFields,
    identityNumber,
    phone,
    poolIds: z.array(id).min(1).max(10),
    periods: z
      .array(z.object({ ...periodFields, ...withFile }))
      .max(MAX_PERIODS)
      .default([]),
    credentials: z
      .array(z.object({ ...credentialFields, ...withFile }))
      .max(MAX_CREDENTIALS)
      .default([]),
    ties: z.array(z.object(officeTie)).max(MAX_TIES).default([]),
  }),
  output: z.object({ id, existed: z.boolean() }),
  errors: ['seat_taken'],
});
/** Empty identity number or phone: unchanged. */
export const edit = route({
  ...manage,
  id: 'experts.edit',
  method: 'PUT',
  path: '/experts/{id}',
  summary: '修改专家档案',
  input: z.object({
    id,
    version: z.number().int(),
    ...recordFields,
    identityNumber: identityNumber.optional(),
    phone: phone.optional(),
  }),
  output: z.object({ version: z.number() }),
  errors: ['expert_known'],
});
export const reveal = route({
  ...manage,
  id: 'experts.reveal',
  method: 'POST',
  path: '/experts/{id}/reveal',
  summary: '查看完整的证件号或电话（记入操作记录）',
  secretAnswer: true,
  input: z.object({ id, which: z.enum(['identity', 'phone']), reason: line(100, 2) }),
  output: z.object({ value: z.string() }),
});
export const signIn = route({
  ...manage,
  id: 'experts.signIn',
  method: 'POST',
  path: '/experts/{id}/sign-in',
  summary: '为专家开通账号（生成一次性链接）',
  secretAnswer: true,
  input: z.object({ id, username }),
  output: z.object({ personId: id, invitePath: z.string() }),
});

// --- periods, credentials, ties, leaves ---
const row = { expertId: id };
/** `stale`: it had been confirmed, and has to be looked at again. */
const written = z.object({ id, stale: z.boolean() });
export const addPeriod = route({
  ...kept,
  id: 'periods.add',
  method: 'POST',
  path: '/experts/{expertId}/periods',
  summary: '增加一段工作经历',
  input: z.object({ ...row, ...periodFields, ...evidence }),
  output: written,
});
export const editPeriod = route({
  ...kept,
  id: 'periods.edit',
  method: 'PUT',
  path: '/expert-periods/{id}',
  summary: '修改一段工作经历（已核验的须重新核验）',
  input: z.object({ id, ...periodFields, ...evidence }),
  output: written,
});
export const removePeriod = route({
  ...kept,
  id: 'periods.remove',
  method: 'DELETE',
  path: '/expert-periods/{id}',
  summary: '删去一段工作经历',
  input: z.object({ id }),
  output: ok,
});
export const addCredential = route({
  ...kept,
  id: 'credentials.add',
  method: 'POST',
  path: '/experts/{expertId}/credentials',
  summary: '增加一项职称、资格或学历',
  input: z.object({ ...row, ...credentialFields, ...evidence }),
  output: written,
});
export const editCredential = route({
  ...kept,
  id: 'credentials.edit',
  method: 'PUT',
  path: '/expert-credentials/{id}',
  summary: '修改一项职称、资格或学历（已核验的须重新核验）',
  input: z.object({ id, ...credentialFields, ...evidence }),
  output: written,
});
export const removeCredential = route({
  ...kept,
  id: 'credentials.remove',
  method: 'DELETE',
  path: '/expert-credentials/{id}',
  summary: '删去一项职称、资格或学历',
  input: z.object({ id }),
  output: ok,
});
export const addTie = route({
  ...kept,
  id: 'ties.add',
  method: 'POST',
  path: '/experts/{expertId}/ties',
  summary: '登记一项回避关系',
  input: z.object({ ...row, ...officeTie }),
  output: z.object({ id }),
});
/** Ended by a day, never forgotten: what somebody did for an enterprise counts afterwards too. */
export const editTie = route({
  ...kept,
  id: 'ties.edit',
  method: 'PUT',
  path: '/expert-ties/{id}',
  summary: '修改一项回避关系',
  input: z.object({ id, ...officeTie }),
  output: z.object({ id }),
});
export const removeTie = route({
  ...manage,
  id: 'ties.remove',
  method: 'DELETE',
  path: '/expert-ties/{id}',
  summary: '删去登记有误的回避关系（须写明原因）',
  input: z.object({ id, reason: line(100, 2) }),
  output: ok,
});
export const addLeave = route({
  ...kept,
  id: 'leaves.add',
  method: 'POST',
  path: '/experts/{expertId}/leaves',
  summary: '登记请假',
  input: z.object({ ...row, fromDay: day, toDay: day, reason: text(100).default('') }),
  output: z.object({ id }),
});
export const removeLeave = route({
  ...kept,
  id: 'leaves.remove',
  method: 'DELETE',
  path: '/expert-leaves/{id}',
  summary: '取消请假',
  input: z.object({ id }),
  output: ok,
});

// --- the account for fees ---
export const accountFields = {
  holder: line(30, 2),
  bank: line(60, 2),
  number: z
    .string()
    .trim()
    .regex(/^\d[\d ]{7,34}$/),
};
export const setAccount = route({
  ...kept,
  id: 'experts.setAccount',
  method: 'PUT',
  path: '/experts/{id}/account',
  summary: '登记收款账户（单独加密，只有发放人能看）',
  input: z.object({ id, ...accountFields }),
  output: z.object({ tail: z.string() }),
});
/** While a fee of the expert is approved and not yet paid. */
export const openAccount = route({
  app: 'console',
  access: { permission: 'expert.pay' },
  id: 'experts.openAccount',
  method: 'POST',
  path: '/experts/{id}/account/open',
  summary: '发放时查看收款账户（记入操作记录）',
  secretAnswer: true,
  input: z.object({ id }),
  output: z.object({ holder: z.string(), bank: z.string(), number: z.string() }),
});
