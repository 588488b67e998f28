import * as z from 'zod';
import { day, id, instant, line, page, pageQuery, text } from './common.ts';
import { tieKind, workKind } from './expert-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'expert.read' } as const };
/** The office appoints members, and so it opens and closes what they are appointed to. */
const keep = { app: 'console' as const, access: { permission: 'expert.appoint' } as const };
/** Conditions of entry bind like time limits do: whoever keeps those keeps these. */
const rules = { app: 'console' as const, access: { permission: 'policy.manage' } as const };

const field = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** '' is the rule of all fields that have none of their own. */
const ruleField = field.or(z.literal(''));

export const PART_TIME = { share: '按占比折算', ignore: '不计', full: '按全职计' } as const;
export type PartTime = keyof typeof PART_TIME;

export const ruleBody = z.object({
  minYears: z.number().int().min(0).max(50),
  works: z.array(workKind).min(1).max(3),
  fields: z.array(field.or(z.literal('*'))).max(40),
  partTime: z.enum(Object.keys(PART_TIME) as [PartTime, ...PartTime[]]),
  needsEvidence: z.boolean(),
  continuous: z.boolean(),
  maxGapDays: z.number().int().min(0).max(3650),
  titles: z.array(line(40)).max(40),
  registrations: z.array(line(40)).max(40),
  titlesNeeded: z.enum(['all', 'any']),
  maxAge: z.number().int().min(18).max(120).nullable(),
  special: z.array(z.object({ trade: field, minYears: z.number().int().min(0).max(50) })).max(40),
  termYears: z.number().int().min(1).max(20),
  coolingOffMonths: z.number().int().min(0).max(120),
  maxOpenEngagements: z.number().int().min(1).max(100),
  publicityDays: z.number().int().min(0).max(90),
  reviewers: z.number().int().min(1).max(9),
  recusal: z.array(tieKind).max(5),
});

export const ruleView = z.object({
  field: z.string(),
  version: z.number(),
  basis: z.string(),
  effectiveFrom: z.string(),
  setBy: z.string(),
  setAt: instant.nullable(),
  /** It is the one that counts today. */
  inForce: z.boolean(),
  body: z.unknown(),
});
const owner = z.object({ id, name: z.string() });
export const poolRow = z.object({
  id,
  field: z.string(),
  fieldName: z.string(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  quota: z.number().nullable(),
  /** In office, suspended ones too. */
  members: z.number(),
  /** On the way: applied, checked, reviewed, publicised. */
  pending: z.number(),
  /** Members the rule in force no longer lets in, or not for certain. */
  failing: z.number(),
  owners: z.array(owner),
  /** The district that lends it. */
  originName: z.string(),
  version: z.number(),
});
const may = z.object({ edit: z.boolean(), close: z.boolean(), reopen: z.boolean(), reevaluate: z.boolean() });
export const poolView = poolRow.extend({
  notice: z.string(),
  createdAt: instant,
  /** See workers/protocol/eligibility.ts. */
  rule: ruleView,
  /** What this district's notice has experts of the field do. */
  duties: z.array(z.string()),
  may,
});
const fields = {
  title: line(60, 2),
  ownerUnitIds: z.array(id).min(1).max(20),
  quota: z.number().int().min(1).max(100_000).nullable().default(null),
  notice: text(2000).default(''),
};
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: z.enum(['open', 'closed']), version: z.number() });

export const pools = route({
  ...read,
  id: 'pools.list',
  path: '/expert-pools',
  summary: '专家库',
  input: z.object({ state: z.enum(['open', 'closed']).optional(), ...pageQuery }),
  output: page(poolRow),
});
export const pool = route({
  ...read,
  id: 'pools.one',
  path: '/expert-pools/{id}',
  summary: '一个专家库',
  input: z.object({ id }),
  output: poolView,
});
/** Fields of work and of pools as this district calls them. */
export const fieldList = route({
  app: 'console',
  id: 'pools.fields',
  method: 'GET',
  path: '/expert-fields',
  access: 'session',
  summary: '专业领域',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ field: z.string(), name: z.string() })) }),
});
export const addPool = route({
  ...keep,
  id: 'pools.add',
  method: 'POST',
  path: '/expert-pools',
  summary: '新建专家库',
  input: z.object({ field, ...fields }),
  output: done,
});
/** Fields of this district's pack that have no pool yet, each with the owner units its notice names. */
export const poolsFromTemplates = route({
  ...keep,
  id: 'pools.fromTemplates',
  method: 'POST',
  path: '/expert-pools/from-templates',
  summary: '按模板建库',
  input: z.object({}),
  output: z.object({
    added: z.array(z.object({ id, title: z.string() })),
    /** Not made, and why. */
    left: z.array(z.object({ title: z.string(), why: z.string() })),
  }),
});
export const editPool = route({
  ...keep,
  id: 'pools.edit',
  method: 'PUT',
  path: '/expert-pools/{id}',
  summary: '修改专家库',
  input: z.object({ ...seen, ...fields }),
  output: done,
});
export const closePool = route({
  ...keep,
  id: 'pools.close',
  method: 'POST',
  path: '/expert-pools/{id}/close',
  summary: '停用专家库',
  input: z.object({ ...seen, reason: line(500, 2) }),
  output: done,
});
export const reopenPool = route({
  ...keep,
  id: 'pools.reopen',
  method: 'POST',
  path: '/expert-pools/{id}/reopen',
  summary: '重新启用专家库',
  input: z.object(seen),
  output: done,
});

/** Members the rule in force no longer lets in: listed, never dropped. */
export const failing = route({
  ...read,
  id: 'pools.failing',
  path: '/expert-failing',
  summary: '按新条件不再符合的成员',
  input: z.object({ poolId: id.optional(), ...pageQuery }),
  output: page(
    z.object({
      seatId: id,
      name: z.string(),
      employer: z.string(),
      poolId: id,
      poolTitle: z.string(),
      state: z.enum(['appointed', 'suspended']),
      passes: z.boolean(),
      doubtful: z.boolean(),
      passesOn: z.string().nullable(),
      ruleVersion: z.number().nullable(),
      /** What the rule says against it. */
      words: z.array(z.string()),
    }),
  ),
});
const progress = z.object({
  checked: z.number(),
  /** Whose answer is another one now. */
  changed: z.number(),
  /** Members who hold no longer, of those checked. */
  failing: z.number(),
  next: z.string().nullable(),
});
const chunk = { cursor: z.string().max(200).optional() };
/** A part at a time: the page goes on with `next` until it is null. */
export const reevaluatePool = route({
  app: 'console',
  method: 'POST',
  access: { permission: 'expert.manage' },
  id: 'pools.reevaluate',
  path: '/expert-pools/{id}/reevaluate',
  summary: '按现行条件复核成员',
  input: z.object({ id, ...chunk }),
  output: progress,
});

/** Every version of every field's rule, newest first; version 0 is the one the district began with. */
export const expertRules = route({
  app: 'console',
  method: 'GET',
  access: 'session',
  id: 'expertRules.list',
  path: '/expert-rules',
  summary: '入库条件及依据',
  input: z.object({ field: ruleField.optional(), ...pageQuery }),
  output: page(ruleView),
});
/** Never changes a version: a new one, with its basis and the day it begins. */
export const addExpertRule = route({
  ...rules,
  id: 'expertRules.add',
  method: 'POST',
  path: '/expert-rules',
  summary: '修订入库条件（生成新版本）',
  input: z.object({
    field: ruleField,
    /** The newest version of the field when the form was opened; 0: none. */
    version: z.number().int().min(0),
    body: ruleBody,
    basis: line(200, 2),
    effectiveFrom: day,
  }),
  output: z.object({ field: z.string(), version: z.number() }),
});
export const previewExpertRule = route({
  ...rules,
  id: 'expertRules.preview',
  method: 'POST',
  path: '/expert-rules/preview',
  summary: '试算：多少成员符合新条件',
  unkeyed: 'reads only; a POST because the conditions are its input',
  input: z.object({ field: ruleField, body: ruleBody, effectiveFrom: day, ...chunk }),
  output: z.object({
    checked: z.number(),
    passing: z.number(),
    failing: z.number(),
    /** Who holds today and would no longer. */
    newlyFailing: z.number(),
    /** Who does not hold today and would. */
    newlyPassing: z.number(),
    doubtful: z.number(),
    next: z.string().nullable(),
  }),
});
/** The rules in force asked of every member of every pool they hold for; a part at a time. */
export const applyExpertRules = route({
  ...rules,
  id: 'expertRules.apply',
  method: 'POST',
  path: '/expert-rules/apply',
  summary: '按现行条件复核全部成员',
  input: z.object(chunk),
  output: progress,
});
