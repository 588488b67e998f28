import * as z from 'zod';
import {
  checkKind,
  checkState,
  checkTag,
  findingKind,
  itemAnswer,
  POSITIONS,
  type Position,
  recheckResult,
} from './check-words.ts';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { CATEGORY_NAMES, HAZARD_STATE_NAMES, hazardLevel } from './hazard-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'check.read' } as const };
const plan = { app: 'console' as const, access: { permission: 'check.plan' } as const };
const act = { app: 'console' as const, method: 'POST' as const, access: { permission: 'check.do' } as const };
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: checkState, version: z.number() });
export const creditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$|^$/);

export const checkRow = z.object({
  id,
  kind: checkKind,
  number: z.string().nullable(),
  title: z.string(),
  state: checkState,
  tags: z.array(checkTag),
  unannounced: z.boolean(),
  /** Seen by its planners and by those on it alone until it is started. */
  hidden: z.boolean(),
  unitId: id.nullable(),
  /** The unit's or the enterprise's name. */
  target: z.string(),
  teamId: id.nullable(),
  team: z.string(),
  planId: id.nullable(),
  plannedDay: day,
  startedAt: instant.nullable(),
  findings: z.number(),
  /** Of a round of re-checks: how many were drawn, judged, and found to have come back. */
  sampled: z.number(),
  judged: z.number(),
  reopened: z.number(),
  version: z.number(),
});
export const checkAction = z.object({
  action: z.string(),
  label: z.string(),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  why: z.string(),
});
const itemView = z.object({
  words: z.string(),
  answer: itemAnswer.nullable(),
  note: z.string(),
  photos: z.array(id),
});
export const findingView = z.object({
  id,
  checkId: id,
  kind: findingKind,
  title: z.string(),
  description: z.string(),
  item: z.number().nullable(),
  dueDay: day.nullable(),
  unitId: id.nullable(),
  missedByUnitId: id.nullable(),
  photos: z.array(id),
  hazardId: id.nullable(),
  hazardNumber: z.string(),
  hazardState: z.enum(HAZARD_STATE_NAMES).nullable(),
  taskId: id.nullable(),
  at: instant,
});
export const checkView = checkRow.extend({
  enterprise: z.string(),
  creditCode: z.string(),
  address: z.string(),
  placeUnitId: id.nullable(),
  templateId: id.nullable(),
  template: z.string(),
  ownerUnitId: id.nullable(),
  note: z.string(),
  people: z.array(z.object({ personId: id, leads: z.boolean(), attended: z.boolean() })),
  startedBy: id.nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  /** Metres. */
  accuracy: z.number().nullable(),
  position: z.enum(Object.keys(POSITIONS) as [Position, ...Position[]]).nullable(),
  items: z.array(itemView),
  words: z.string(),
  advice: z.string(),
  received: z.string(),
  findingList: z.array(findingView),
  finishedAt: instant.nullable(),
  recordHash: z.string(),
  /** Whether the record still says what was frozen; null while it is not. */
  recordHolds: z.boolean().nullable(),
  reason: z.string(),
  draw: z
    .object({ seed: z.string(), population: z.number(), digest: z.string(), asked: z.record(z.string(), z.string()) })
    .nullable(),
  actions: z.array(checkAction),
  names: z.record(z.string(), z.string()),
});

const filter = {
  state: checkState.optional(),
  kind: checkKind.optional(),
  /** One choice of one of the seven pairs. */
  type: checkTag.optional(),
  teamId: id.optional(),
  planId: id.optional(),
  unitId: id.optional(),
  from: day.optional(),
  to: day.optional(),
  /** Those the caller is on, not finished yet. */
  mine: flag.optional(),
};
export const checks = route({
  ...read,
  id: 'checks.list',
  method: 'GET',
  path: '/checks',
  summary: '督导检查',
  input: z.object({ ...filter, ...pageQuery }),
  output: page(checkRow),
});
export const check = route({
  ...read,
  id: 'checks.one',
  method: 'GET',
  path: '/checks/{id}',
  summary: '一次检查',
  input: z.object({ id }),
  output: checkView,
});
export const checkEvents = route({
  ...read,
  id: 'checks.events',
  method: 'GET',
  path: '/checks/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(
    z.object({
      seq: z.number(),
      at: instant,
      actor: z.string(),
      actorName: z.string(),
      action: z.string(),
      label: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
});
export const checkFile = route({
  ...read,
  id: 'checks.file',
  method: 'GET',
  path: '/checks/{id}/files/{blobId}',
  summary: '检查照片',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});
export const exportChecks = route({
  app: 'console',
  id: 'checks.export',
  method: 'GET',
  path: '/checks.xlsx',
  access: { permission: 'export.run' },
  summary: '按当前筛选导出检查台账（Excel）',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object(filter),
  output: z.any(),
});
export const findings = route({
  ...read,
  id: 'checks.findings',
  method: 'GET',
  path: '/check-findings',
  summary: '检查发现的问题',
  input: z.object({ teamId: id.optional(), planId: id.optional(), ...pageQuery }),
  output: page(findingView.extend({ target: z.string(), day })),
});

/** What is common to one visit and to many. */
const common = {
  tags: z.array(checkTag).max(7).default([]),
  unannounced: z.boolean().default(false),
  teamId: id.nullable().default(null),
  /** Who goes; with a team, its members go too. */
  personIds: z.array(id).max(40).default([]),
  planId: id.nullable().default(null),
  templateId: id.nullable().default(null),
  note: text(1000).default(''),
};
const target = {
  unitId: id.nullable().default(null),
  enterprise: text(80).default(''),
  creditCode: creditCode.default(''),
  address: text(200).default(''),
  placeUnitId: id.nullable().default(null),
};
export const planCheck = route({
  ...plan,
  id: 'checks.plan',
  method: 'POST',
  path: '/checks',
  summary: '安排检查',
  input: z.object({ title: text(100).default(''), ...target, ...common, plannedDay: day }),
  output: done,
});
/** 安排暗访: a visit to each chosen line of a campaign's coverage list. */
export const planMany = route({
  ...plan,
  id: 'checks.planMany',
  method: 'POST',
  path: '/checks/many',
  summary: '批量安排检查（暗访）',
  input: z.object({
    ...common,
    planId: id,
    keys: z.array(z.string().min(1).max(160)).min(1).max(100),
    plannedDay: day,
  }),
  output: z.object({ planned: z.number() }),
});
export const editCheck = route({
  ...plan,
  id: 'checks.edit',
  method: 'PUT',
  path: '/checks/{id}',
  summary: '修改检查安排',
  input: z.object({ ...seen, title: text(100).default(''), ...target, ...common, plannedDay: day }),
  output: done,
});
export const cancelCheck = route({
  ...plan,
  id: 'checks.cancel',
  method: 'POST',
  path: '/checks/{id}/cancel',
  summary: '取消检查',
  input: z.object({ ...seen, reason: line(300, 2) }),
  output: done,
});
export const startCheck = route({
  ...act,
  id: 'checks.start',
  path: '/checks/{id}/start',
  summary: '开始检查',
  input: z.object({
    ...seen,
    /** 廉洁、回避声明: must be ticked. */
    statement: z.literal(true),
    point: z
      .object({
        longitude: z.number().min(-180).max(180),
        latitude: z.number().min(-90).max(90),
        accuracy: z.number().min(0).max(100_000),
      })
      .nullable()
      .default(null),
    /** Why there is no point. */
    noPoint: z.enum(['refused', 'unavailable']).default('unavailable'),
  }),
  output: done,
});
export const recordCheck = route({
  ...act,
  id: 'checks.record',
  path: '/checks/{id}/record',
  summary: '填写检查记录',
  input: z.object({
    ...seen,
    items: z
      .array(
        z.object({
          answer: itemAnswer.nullable().default(null),
          note: text(500).default(''),
          photos: z.array(id).max(9).default([]),
        }),
      )
      .max(200)
      .default([]),
    words: text(4000).default(''),
    advice: text(2000).default(''),
    /** Who received the team, by post. */
    received: text(120).default(''),
    /** Who took part, leaders among them. */
    attended: z.array(id).max(60),
  }),
  output: done,
});
export const addFinding = route({
  ...act,
  id: 'checks.finding',
  path: '/checks/{id}/findings',
  summary: '记录一处问题',
  input: z.object({
    ...seen,
    kind: findingKind,
    title: line(80, 2),
    description: text(4000).default(''),
    /** Number of the checklist's line it was found at, from 0. */
    item: z.number().int().min(0).max(199).nullable().default(null),
    level: hazardLevel.default('general'),
    category: z.enum(CATEGORY_NAMES).nullable().default(null),
    sector: z.string().max(40).nullable().default(null),
    danger: z.boolean().default(false),
    casualty: z.boolean().default(false),
    address: text(200).default(''),
    /** Of a duty not done: who has to do it, until when. */
    unitId: id.nullable().default(null),
    dueDay: day.nullable().default(null),
    /** 漏查: whose own check should have found it. */
    missedByUnitId: id.nullable().default(null),
    photos: z.array(id).max(9).default([]),
  }),
  output: done.extend({ findingId: id, hazardId: id.nullable(), hazardNumber: z.string() }),
});
export const finishCheck = route({
  ...act,
  id: 'checks.finish',
  path: '/checks/{id}/finish',
  summary: '定稿',
  input: z.object(seen),
  output: done.extend({ number: z.string(), recordHash: z.string() }),
});
/** Duties not done become draft tasks: of the plan named, or of a new one. */
export const findingsToTasks = route({
  app: 'console',
  access: { permission: 'task.plan' },
  id: 'checks.toTasks',
  method: 'POST',
  path: '/checks/{id}/tasks',
  summary: '履职问题转为任务',
  errors: ['nothing_to_dispatch'],
  input: z.object(seen),
  output: z.object({ id, planId: id, tasks: z.number(), version: z.number() }),
});

/** 领导带队检查: each leader's checks of a year, what was found there, and how much of it is closed. */
export const leaders = route({
  ...read,
  id: 'checks.leaders',
  method: 'GET',
  path: '/check-leaders',
  summary: '领导带队检查次数',
  input: z.object({ year: z.coerce.number().int().min(2020).max(2100), ...pageQuery }),
  output: page(
    z.object({
      personId: id,
      name: z.string(),
      checks: z.number(),
      covert: z.number(),
      findings: z.number(),
      hazards: z.number(),
      closed: z.number(),
      lastDay: day.nullable(),
    }),
  ),
});

/** 回头看: a random sample of closed hazards. The seed is drawn here, kept, and makes the same sample again. */
export const drawRecheck = route({
  ...plan,
  id: 'rechecks.draw',
  method: 'POST',
  path: '/rechecks',
  summary: '抽取“回头看”隐患',
  input: z.object({
    title: line(100, 2),
    plannedDay: day,
    personIds: z.array(id).min(1).max(40),
    planId: id.nullable().default(null),
    /** How many, or how many of a hundred. */
    size: z.number().int().min(1).max(500).nullable().default(null),
    percent: z.number().int().min(1).max(100).nullable().default(null),
    sector: z.string().max(40).nullable().default(null),
    placeUnitId: id.nullable().default(null),
    closedFrom: day,
    closedTo: day,
  }),
  output: done.extend({ population: z.number(), sampled: z.number() }),
});
export const recheckLines = route({
  ...read,
  id: 'rechecks.lines',
  method: 'GET',
  path: '/rechecks/{id}/lines',
  summary: '回头看样本',
  input: z.object({ id, ...pageQuery }),
  output: page(
    z.object({
      hazardId: id,
      rank: z.number(),
      score: z.string(),
      number: z.string(),
      title: z.string(),
      address: z.string(),
      enterprise: z.string(),
      state: z.enum(HAZARD_STATE_NAMES),
      result: recheckResult.nullable(),
      words: z.string(),
      photo: id.nullable(),
      judgedBy: z.string(),
      judgedAt: instant.nullable(),
    }),
  ),
});
export const judgeRecheck = route({
  ...act,
  id: 'rechecks.judge',
  path: '/rechecks/{id}/lines',
  summary: '记录“回头看”结果',
  input: z.object({
    ...seen,
    hazardId: id,
    result: recheckResult,
    words: line(500, 2),
    blobId: id.nullable().default(null),
  }),
  output: done,
});
