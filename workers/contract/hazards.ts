import * as z from 'zod';
import { day, flag, id, instant, line, ok, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

export const HAZARD_STATES = {
  reported: '已上报',
  confirmed: '已认定',
  not_established: '不成立',
  merged: '已并入',
  assigned: '已交办',
  rectifying: '整改中',
  submitted: '待复查',
  verified: '已验收',
  returned: '退回重改',
  closed: '已销号',
} as const;
export type HazardState = keyof typeof HAZARD_STATES;
export const HAZARD_STATE_NAMES = Object.keys(HAZARD_STATES) as [HazardState, ...HazardState[]];

export const HAZARD_LEVELS = { general: '一般隐患', major: '重大事故隐患' } as const;
/** The eleven channels by which a hazard becomes known (document 004-4, and rules.md). */
export const HAZARD_SOURCES = {
  self_check: '企业自查',
  department: '部门确认',
  supervision: '督导检查',
  covert: '暗查暗访',
  enforcement: '执法检查',
  tip: '群众举报',
  expert: '专家检查',
  grid: '网格巡查',
  higher: '上级交办',
  resident: '企业直报',
  monitoring: '监测预警',
} as const;
export const URGENCIES = { overdue: '已超期', soon: '即将到期', danger: '现场危险', normal: '正常' } as const;
export const CATEGORIES = {
  fire: '消防通道、火灾',
  gas: '燃气',
  construction: '建筑施工',
  chemicals: '危险化学品',
  traffic: '道路交通',
  mine: '矿山',
  special_equipment: '电梯、特种设备',
  fireworks: '烟花爆竹',
  production: '工厂车间',
  crowded: '人员密集场所',
  electric: '用电',
  water: '水上、防汛',
  forest: '森林防火',
  concealed: '瞒报事故',
  illegal: '非法生产经营',
  other: '其他',
} as const;
export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];
const level = z.enum(Object.keys(HAZARD_LEVELS) as ['general', 'major']);
const source = z.enum(Object.keys(HAZARD_SOURCES) as [keyof typeof HAZARD_SOURCES, ...(keyof typeof HAZARD_SOURCES)[]]);
const reason = line(500, 2);

const read = { app: 'console' as const, access: { permission: 'hazard.read' } as const };
const act = (permission: 'hazard.confirm' | 'hazard.assign' | 'hazard.rectify' | 'hazard.verify' | 'hazard.close') => ({
  app: 'console' as const,
  method: 'POST' as const,
  access: { permission } as const,
});

/** A row of the queue. */
export const hazardRow = z.object({
  id,
  seq: z.number(),
  number: z.string(),
  state: z.enum(HAZARD_STATE_NAMES),
  level,
  source,
  sector: z.string().nullable(),
  category: z.string().nullable(),
  title: z.string(),
  placeUnitId: id.nullable(),
  address: z.string(),
  enterprise: z.string(),
  danger: z.boolean(),
  casualty: z.boolean(),
  restricted: z.boolean(),
  ownerUnitId: id.nullable(),
  assigneeId: id.nullable(),
  dueAt: instant.nullable(),
  urgency: z.enum(['overdue', 'soon', 'danger', 'normal']),
  createdAt: instant,
  updatedAt: instant,
  version: z.number(),
});
/** A button, drawn from the lifecycle data: what it is called, what it needs, whether this person may press it and why not. */
export const hazardAction = z.object({
  action: z.string(),
  label: z.string(),
  to: z.enum(HAZARD_STATE_NAMES),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  why: z.string(),
});
export const evidenceView = z.object({
  id,
  stage: z.enum(['before', 'after', 'document']),
  blobId: id,
  caption: z.string(),
  mediaType: z.string(),
  addedAt: instant,
  addedBy: z.string(),
  round: z.number(),
});
export const clockView = z.object({
  id,
  kind: z.enum(['accept', 'verify', 'rectify']),
  anchorAt: instant,
  dueAt: instant.nullable(),
  /** No calendar for that year yet. */ unknown: z.boolean(),
  stoppedAt: instant.nullable(),
  outcome: z.string().nullable(),
  basis: z.string(),
  basisChecked: z.boolean(),
  policyVersion: z.number(),
  fired: z.array(z.string()),
});
export const hazardView = hazardRow.extend({
  description: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  reportedBy: z.string().nullable(),
  rectifiedBy: z.string().nullable(),
  verifierId: z.string().nullable(),
  watcher: z.string(),
  interimMeasures: z.string(),
  rectification: z.string(),
  outcomeReason: z.string(),
  mergedIntoId: id.nullable(),
  /** 三管三必须: the regulator of the hazard's sector, offered while nobody owns it. */
  suggestedUnitId: id.nullable(),
  closedAt: instant.nullable(),
  evidence: z.array(evidenceView),
  clocks: z.array(clockView),
  actions: z.array(hazardAction),
  /** Names of the people and units mentioned, so that the page needs no further call. */
  names: z.record(z.string(), z.string()),
});
export const hazardEvent = z.object({
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
});

const filter = {
  q: z.string().max(60).optional(),
  /** Comma-separated states. */
  state: z.string().max(120).optional(),
  level: level.optional(),
  source: source.optional(),
  sector: z.string().max(40).optional(),
  ownerUnitId: id.optional(),
  placeUnitId: id.optional(),
  urgency: z.enum(['overdue', 'soon', 'danger']).optional(),
  mine: z.enum(['todo', 'reported', 'unit']).optional(),
  sort: z.enum(['newest', 'due']).default('newest'),
};
export const queue = route({
  ...read,
  id: 'hazards.queue',
  method: 'GET',
  path: '/hazards',
  summary: '隐患清单',
  input: z.object({ ...filter, ...pageQuery }),
  output: page(hazardRow),
});
/** Kept by counters; never an aggregate over the ledger. */
export const counts = route({
  ...read,
  id: 'hazards.counts',
  method: 'GET',
  path: '/hazards/counts',
  summary: '各状态、各紧急程度的数量',
  input: z.object({}),
  output: z.object({ byState: z.record(z.string(), z.number()), byUrgency: z.record(z.string(), z.number()) }),
});
export const one = route({
  ...read,
  id: 'hazards.one',
  method: 'GET',
  path: '/hazards/{id}',
  summary: '一条隐患',
  input: z.object({ id }),
  output: hazardView,
});
export const events = route({
  ...read,
  id: 'hazards.events',
  method: 'GET',
  path: '/hazards/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(hazardEvent),
});

const place = {
  placeUnitId: id.nullable().default(null),
  address: text(200).default(''),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  enterprise: text(80).default(''),
};
export const report = route({
  app: 'console',
  id: 'hazards.report',
  method: 'POST',
  path: '/hazards',
  access: { permission: 'hazard.report' },
  summary: '上报隐患',
  input: z.object({
    title: line(80, 2),
    description: text(4000).default(''),
    level: level.default('general'),
    source,
    sector: z.string().max(40).nullable().default(null),
    category: z.enum(CATEGORY_NAMES).nullable().default(null),
    ...place,
    danger: z.boolean().default(false),
    casualty: z.boolean().default(false),
    evidence: z.array(id).max(20).default([]),
  }),
  output: z.object({ id, number: z.string() }),
});
const done = z.object({ id, state: z.enum(HAZARD_STATE_NAMES), version: z.number() });
/** Every step names the version its sender saw: who comes second is told, and sees the new state. */
const seen = { id, version: z.number().int() };
export const confirm = route({
  ...act('hazard.confirm'),
  id: 'hazards.confirm',
  path: '/hazards/{id}/confirm',
  summary: '认定为隐患',
  input: z.object({
    ...seen,
    level,
    sector: z.string().max(40).nullable().default(null),
    title: line(80, 2).optional(),
    note: text(1000).default(''),
  }),
  output: done,
});
export const dismiss = route({
  ...act('hazard.confirm'),
  id: 'hazards.dismiss',
  path: '/hazards/{id}/dismiss',
  summary: '认定不成立',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const merge = route({
  ...act('hazard.confirm'),
  id: 'hazards.merge',
  path: '/hazards/{id}/merge',
  summary: '并入另一条',
  input: z.object({ ...seen, intoId: id, reason }),
  output: done,
});
export const assign = route({
  ...act('hazard.assign'),
  id: 'hazards.assign',
  path: '/hazards/{id}/assign',
  summary: '交办',
  input: z.object({
    ...seen,
    unitId: id,
    assigneeId: id.nullable().default(null),
    watcher: text(60).default(''),
    interimMeasures: text(1000).default(''),
    dueDay: day.optional(),
    note: text(1000).default(''),
  }),
  output: done,
});
export const bulkAssign = route({
  ...act('hazard.assign'),
  id: 'hazards.bulkAssign',
  path: '/hazards/bulk-assign',
  summary: '批量交办',
  input: z.object({ items: z.array(z.object(seen)).min(1).max(100), unitId: id, note: text(1000).default('') }),
  output: z.object({ done: z.array(id), failed: z.array(z.object({ id, code: z.string() })) }),
});
export const start = route({
  ...act('hazard.rectify'),
  id: 'hazards.start',
  path: '/hazards/{id}/start',
  summary: '签收并开始整改',
  input: z.object({ ...seen, watcher: text(60).optional(), interimMeasures: text(1000).optional() }),
  output: done,
});
export const notMine = route({
  ...act('hazard.rectify'),
  id: 'hazards.notMine',
  path: '/hazards/{id}/not-mine',
  summary: '不属本单位，退安委办（期限继续计）',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const submit = route({
  ...act('hazard.rectify'),
  id: 'hazards.submit',
  path: '/hazards/{id}/submit',
  summary: '提交整改结果',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, rectification: line(2000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
/** 立查立改: reported, put right and photographed on the spot; still verified by another person. */
export const onSpot = route({
  ...act('hazard.rectify'),
  id: 'hazards.onSpot',
  path: '/hazards/{id}/on-spot',
  summary: '现场已整改，提交复查',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, rectification: line(2000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
export const verify = route({
  ...act('hazard.verify'),
  id: 'hazards.verify',
  path: '/hazards/{id}/verify',
  summary: '复查验收通过',
  errors: ['same_person', 'evidence_missing'],
  input: z.object({ ...seen, opinion: line(1000, 2) }),
  output: done,
});
export const sendBack = route({
  ...act('hazard.verify'),
  id: 'hazards.sendBack',
  path: '/hazards/{id}/return',
  summary: '复查不通过，退回重改',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const close = route({
  ...act('hazard.close'),
  id: 'hazards.close',
  path: '/hazards/{id}/close',
  summary: '销号',
  errors: ['evidence_missing'],
  input: z.object({ ...seen, note: text(500).default('') }),
  output: done,
});
export const reopen = route({
  ...act('hazard.confirm'),
  id: 'hazards.reopen',
  path: '/hazards/{id}/reopen',
  summary: '重新打开',
  input: z.object({ ...seen, reason }),
  output: done,
});

/** Photos lose their EXIF on the way in; the media type is read from the bytes, never from the name. */
export const upload = route({
  app: 'console',
  id: 'blobs.upload',
  method: 'POST',
  path: '/blobs',
  access: { permission: 'hazard.report' },
  summary: '上传照片或文件',
  upload: { maxBytes: 15 * 1024 * 1024 },
  input: z.object({ purpose: z.enum(['evidence', 'document']).default('evidence') }),
  output: z.object({ id, mediaType: z.string(), size: z.number() }),
  errors: ['unsupported_file', 'too_large'],
});
export const addEvidence = route({
  app: 'console',
  id: 'hazards.addEvidence',
  method: 'POST',
  path: '/hazards/{id}/evidence',
  access: { permission: 'hazard.report' },
  summary: '补充照片',
  input: z.object({
    id,
    stage: z.enum(['before', 'after', 'document']),
    blobIds: z.array(id).min(1).max(20),
    caption: text(100).default(''),
  }),
  output: ok,
});
export const blob = route({
  ...read,
  id: 'blobs.get',
  method: 'GET',
  path: '/hazards/{id}/evidence/{blobId}',
  summary: '查看照片或文件',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});
export const exportQueue = route({
  app: 'console',
  id: 'hazards.export',
  method: 'GET',
  path: '/hazards.xlsx',
  access: { permission: 'export.run' },
  summary: '按当前筛选导出 Excel',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object(filter),
  output: z.any(),
});

const filterView = z.object({ id, name: z.string(), query: z.string() });
export const filters = route({
  ...read,
  id: 'filters.list',
  method: 'GET',
  path: '/filters',
  summary: '我保存的筛选',
  input: z.object({ page: z.string().max(20) }),
  output: z.object({ items: z.array(filterView) }),
});
export const saveFilter = route({
  ...read,
  id: 'filters.save',
  method: 'POST',
  path: '/filters',
  summary: '保存筛选',
  input: z.object({ page: line(20), name: line(30), query: z.string().max(1000) }),
  output: filterView,
});
export const removeFilter = route({
  ...read,
  id: 'filters.remove',
  method: 'DELETE',
  path: '/filters/{id}',
  summary: '删除筛选',
  input: z.object({ id }),
  output: ok,
});

/** Home: what waits for me, what is late, what changed. Each number opens its rows in the queue by `query`. */
export const home = route({
  app: 'console',
  id: 'home',
  method: 'GET',
  path: '/home',
  access: 'session',
  summary: '首页',
  input: z.object({}),
  output: z.object({
    cards: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        count: z.number(),
        query: z.string(),
        tone: z.enum(['plain', 'late', 'soon']),
      }),
    ),
    waiting: z.array(hazardRow),
    late: z.array(hazardRow),
    recent: z.array(
      z.object({
        hazardId: id,
        number: z.string(),
        title: z.string(),
        at: instant,
        label: z.string(),
        actorName: z.string(),
      }),
    ),
    tipsWaiting: z.number().nullable(),
  }),
});

const notice = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  createdAt: instant,
  readAt: instant.nullable(),
});
const inboxRead = { app: 'console' as const, access: { permission: 'inbox.read' } as const };
export const inbox = route({
  ...inboxRead,
  id: 'inbox.list',
  method: 'GET',
  path: '/inbox',
  summary: '提醒',
  input: z.object({ unread: flag.optional(), ...pageQuery }),
  output: page(notice).extend({ unread: z.number() }),
});
export const readNotice = route({
  ...inboxRead,
  id: 'inbox.read',
  method: 'PUT',
  path: '/inbox/{id}',
  summary: '标为已读',
  input: z.object({ id }),
  output: ok,
});
export const readAll = route({
  ...inboxRead,
  id: 'inbox.readAll',
  method: 'POST',
  path: '/inbox/read-all',
  summary: '全部标为已读',
  input: z.object({}),
  output: ok,
});
