import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { credentialKind, seatState, tieKind, workKind } from './expert-words.ts';
import { route } from './route.ts';
import { supervisionAction, supervisionEvent } from './supervision-words.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'expert.read' } as const };
const manage = { app: 'console' as const, method: 'POST' as const, access: { permission: 'expert.manage' } as const };
const appoint_ = {
  app: 'console' as const,
  method: 'POST' as const,
  access: { permission: 'expert.appoint' } as const,
};

export const OPINIONS = { approve: '同意', refuse: '不同意', recuse: '回避' } as const;
export type Opinion = keyof typeof OPINIONS;
export const opinion = z.enum(Object.keys(OPINIONS) as [Opinion, ...Opinion[]]);
export const OBJECTION_STATES = { open: '待答复', upheld: '成立', dismissed: '不成立' } as const;
export type ObjectionState = keyof typeof OBJECTION_STATES;
export const objectionState = z.enum(Object.keys(OBJECTION_STATES) as [ObjectionState, ...ObjectionState[]]);

export const seatRow = z.object({
  id,
  expertId: id,
  name: z.string(),
  employer: z.string(),
  poolId: id,
  poolTitle: z.string(),
  field: z.string(),
  state: seatState,
  round: z.number(),
  number: z.string().nullable(),
  passes: z.boolean(),
  days: z.number(),
  /** The first day on which the rule would pass with nothing else changed. */
  passesOn: z.string().nullable(),
  doubtful: z.boolean(),
  publicisedTo: z.string().nullable(),
  termFrom: z.string().nullable(),
  termTo: z.string().nullable(),
  appliedAt: instant,
  version: z.number(),
});

/** Whether somebody compared a figure with its evidence: `stale`, one of the two was changed since. */
const proof = {
  id,
  blobId: id.nullable(),
  mediaType: z.string().nullable(),
  /** Digest of the figures and the file as they are now. */
  hash: z.string(),
  status: z.enum(['open', 'confirmed', 'stale']),
  confirmedBy: z.string().nullable(),
  confirmedAt: instant.nullable(),
};
export const seatPeriod = z.object({
  ...proof,
  employer: z.string(),
  post: z.string(),
  work: workKind,
  field: z.string(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  share: z.number(),
});
export const seatCredential = z.object({
  ...proof,
  kind: credentialKind,
  name: z.string(),
  level: z.string(),
  number: z.string(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
});
export const objectionRow = z.object({
  id,
  seatId: id,
  name: z.string(),
  poolTitle: z.string(),
  words: z.string(),
  state: objectionState,
  answer: z.string(),
  answeredBy: z.string().nullable(),
  createdAt: instant,
  answeredAt: instant.nullable(),
  /** Whoever objected left a way to be reached. */
  hasContact: z.boolean(),
  publicisedTo: z.string().nullable(),
  seatVersion: z.number(),
});

export const seatView = seatRow.extend({
  post: z.string(),
  bio: z.string(),
  note: z.string(),
  letterNo: z.string().nullable(),
  publicisedFrom: z.string().nullable(),
  checkedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
  cardSerial: z.number(),
  /** The rule in force today, how it answers, and what it was asked about: see workers/protocol/eligibility.ts. */
  rule: z.object({ field: z.string(), version: z.number(), basis: z.string(), body: z.unknown() }),
  facts: z.unknown(),
  verdict: z.unknown(),
  periods: z.array(seatPeriod),
  credentials: z.array(seatCredential),
  ties: z.array(
    z.object({
      id,
      kind: tieKind,
      enterprise: z.string(),
      personName: z.string().nullable(),
      fromDay: z.string().nullable(),
      toDay: z.string().nullable(),
      note: z.string(),
    }),
  ),
  panel: z.object({ needed: z.number(), approvals: z.number(), refusals: z.number() }),
  reviews: z.array(
    z.object({
      id,
      reviewer: z.string(),
      round: z.number(),
      /** Null for who has yet to judge: opinions of colleagues come after one's own. */
      opinion: opinion.nullable(),
      words: z.string(),
      at: instant,
      /** What the reviewer saw is still what there is. */
      current: z.boolean(),
    }),
  ),
  /** Members of staff who must keep out of this case, and why. */
  lockedOut: z.array(z.object({ personId: id, name: z.string(), why: z.string() })),
  objections: z.number(),
  openObjections: z.number(),
  /** Days of publicity by the rule, and how they count. */
  publicity: z.object({ days: z.number(), unit: z.enum(['day', 'working_day']) }),
  termYears: z.number(),
  /** 发文机关全称 of the letter, and its red head. */
  issuer: z.string(),
  redHead: z.string(),
  actions: z.array(supervisionAction),
});

export const seats = route({
  ...read,
  id: 'seats.list',
  path: '/seats',
  summary: '专家申请与成员',
  input: z.object({
    poolId: id.optional(),
    state: seatState.optional(),
    /** On the way, in office, or over. */
    group: z.enum(['pending', 'members', 'past']).optional(),
    doubtful: flag.optional(),
    /** Terms that end within the days of the setting. */
    ending: flag.optional(),
    /** Part of the name, or a whole member number. */
    q: line(40).optional(),
    ...pageQuery,
  }),
  output: page(seatRow),
});
export const counts = route({
  ...read,
  id: 'seats.counts',
  path: '/seat-counts',
  summary: '专家申请与成员：各状态件数',
  input: z.object({ poolId: id.optional() }),
  output: z.object({
    byState: z.record(z.string(), z.number()),
    doubtful: z.number(),
    ending: z.number(),
    objections: z.number(),
    /** Days before the end of a term from which it is called ending. */
    remindDays: z.number(),
  }),
});
export const seat = route({
  ...read,
  id: 'seats.one',
  path: '/seats/{id}',
  summary: '一份申请或一名成员',
  input: z.object({ id }),
  output: seatView,
});
export const seatEvents = route({
  ...read,
  id: 'seats.events',
  path: '/seats/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(supervisionEvent),
});
export const seatFile = route({
  ...read,
  id: 'seats.file',
  path: '/seats/{id}/files/{blobId}',
  summary: '查看证明材料',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});

const seen = { id, version: z.number().int() };
const done = z.object({ id, state: seatState, version: z.number() });
const reason = line(500, 2);
const isPin = ([figure, hash]: [string, unknown]): boolean =>
  figure.length <= 64 && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash);
/** Figure → digest. Checked as a whole: a name that was sent is not said again in a refusal. */
const pins = z
  .record(z.string(), z.unknown())
  .refine((all) => Object.entries(all).every(isPin), '核对的项目不对，请刷新页面后再提交')
  .transform((all) => all as Record<string, string>);

/** `hash`: of the figures and the file as the page showed them; what was changed meanwhile is not confirmed. */
export const confirmFigure = route({
  ...manage,
  id: 'seats.confirm',
  path: '/seats/{id}/figures/{figureId}',
  summary: '对照材料核验一项经历或证书',
  errors: ['reviewer_tied', 'conflict'],
  input: z.object({ ...seen, figureId: id, hash: z.string().regex(/^[0-9a-f]{64}$/), confirmed: z.boolean() }),
  output: done,
});
/**
 * Many figures of one case in one act, each pinned to its digest like a single one. `originals`: those without a file, whose
 * original was looked at; they are named, so that nobody confirms by the way what nobody could have compared.
 */
export const confirmFigures = route({
  ...manage,
  id: 'seats.confirmMany',
  path: '/seats/{id}/figures',
  summary: '一次核验多项经历或证书',
  errors: ['reviewer_tied', 'conflict'],
  input: z.object({ ...seen, pins, originals: z.array(id).max(200).default([]) }),
  output: done.extend({ confirmed: z.number() }),
});
export const check = route({
  ...manage,
  id: 'seats.check',
  path: '/seats/{id}/check',
  summary: '材料核验通过',
  errors: ['figures_open', 'reviewer_tied'],
  input: z.object(seen),
  output: done,
});
export const askSupplement = route({
  ...manage,
  id: 'seats.askSupplement',
  path: '/seats/{id}/supplement',
  summary: '要求补正',
  errors: ['reviewer_tied'],
  input: z.object({ ...seen, items: z.array(line(60, 2)).min(1).max(10), reason }),
  output: done,
});
export const supplemented = route({
  ...manage,
  id: 'seats.supplemented',
  path: '/seats/{id}/supplemented',
  summary: '补正材料已收到',
  input: z.object(seen),
  output: done,
});
export const sendBack = route({
  ...manage,
  id: 'seats.sendBack',
  path: '/seats/{id}/send-back',
  summary: '退回重新核验',
  errors: ['reviewer_tied'],
  input: z.object({ ...seen, reason }),
  output: done,
});
export const refuseSeat = route({
  ...manage,
  id: 'seats.refuse',
  path: '/seats/{id}/refuse',
  summary: '不予通过',
  errors: ['reviewer_tied'],
  input: z.object({ ...seen, reason }),
  output: done,
});
export const withdrawSeat = route({
  ...manage,
  id: 'seats.withdraw',
  path: '/seats/{id}/withdraw',
  summary: '登记撤回申请',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const review = route({
  app: 'console',
  method: 'POST',
  access: { permission: 'expert.review' },
  id: 'seats.review',
  path: '/seats/{id}/review',
  summary: '提交评审意见',
  errors: ['same_person', 'reviewer_tied'],
  /** `pins`: figure → digest, all that the page showed. */
  input: z.object({
    ...seen,
    opinion,
    words: text(1000, 2),
    pins,
  }),
  output: done,
});
export const publicise = route({
  ...manage,
  id: 'seats.publicise',
  path: '/seats/{id}/publicise',
  summary: '公示',
  errors: ['reviews_missing', 'figures_changed', 'calendar_unknown', 'reviewer_tied'],
  input: z.object({ ...seen, fromDay: day }),
  output: done,
});
export const appoint = route({
  ...appoint_,
  id: 'seats.appoint',
  path: '/seats/{id}/appoint',
  summary: '聘任',
  errors: [
    'reviewer_tied',
    'reviews_missing',
    'figures_changed',
    'publicity_open',
    'objections_open',
    'not_eligible',
    'pool_full',
  ],
  input: z.object({ ...seen, letterNo: line(60, 2) }),
  output: done,
});
export const renew = route({
  ...appoint_,
  id: 'seats.renew',
  path: '/seats/{id}/renew',
  summary: '续聘',
  errors: ['reviewer_tied', 'not_eligible', 'pool_full'],
  input: z.object({ ...seen, letterNo: line(60, 2) }),
  output: done,
});
export const suspend = route({
  ...appoint_,
  id: 'seats.suspend',
  path: '/seats/{id}/suspend',
  summary: '暂停聘用',
  errors: ['reviewer_tied'],
  input: z.object({ ...seen, reason }),
  output: done,
});
export const resume = route({
  ...appoint_,
  id: 'seats.resume',
  path: '/seats/{id}/resume',
  summary: '恢复聘用',
  errors: ['reviewer_tied', 'not_eligible'],
  input: z.object({ ...seen, reason }),
  output: done,
});
export const remove = route({
  ...appoint_,
  id: 'seats.remove',
  path: '/seats/{id}/remove',
  summary: '解聘',
  errors: ['reviewer_tied'],
  input: z.object({ ...seen, reason }),
  output: done,
});

export const objections = route({
  ...read,
  id: 'objections.list',
  path: '/seat-objections',
  summary: '公示异议',
  input: z.object({ seatId: id.optional(), state: objectionState.optional(), ...pageQuery }),
  output: page(objectionRow),
});
/** Sealed until somebody needs it to answer; each look is an event. */
export const objectionContact = route({
  ...appoint_,
  id: 'objections.contact',
  path: '/seat-objections/{id}/contact',
  summary: '查看异议人联系方式',
  unkeyed: 'reads only; a POST because each look is written down',
  input: z.object({ id }),
  output: z.object({ contact: z.string() }),
});
export const answerObjection = route({
  ...appoint_,
  id: 'objections.answer',
  path: '/seat-objections/{id}/answer',
  summary: '答复异议',
  errors: ['reviewer_tied'],
  input: z.object({ id, seatVersion: z.number().int(), uphold: z.boolean(), answer: text(1000, 2) }),
  output: done,
});
