import * as z from 'zod';
import { flag, id, instant, page, pageQuery } from './common.ts';
import { HAZARD_STATE_NAMES, hazardLevel as level, hazardSource as source } from './hazard-words.ts';
import { route } from './route.ts';

export * from './hazard-steps.ts';
export * from './hazard-words.ts';

const read = { app: 'console' as const, access: { permission: 'hazard.read' } as const };
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
const figures = z.object({
  byState: z.record(z.string(), z.number()),
  byUrgency: z.record(z.string(), z.number()),
});
export const queue = route({
  ...read,
  id: 'hazards.queue',
  method: 'GET',
  path: '/hazards',
  summary: '隐患清单',
  /** `counts`: the first page brings the figures of the whole ledger, which no filter changes. */
  input: z.object({ ...filter, ...pageQuery, counts: flag.optional() }),
  output: page(hazardRow).extend({ counts: figures.optional() }),
});
/** Kept by counters; never an aggregate over the ledger. */
export const counts = route({
  ...read,
  id: 'hazards.counts',
  method: 'GET',
  path: '/hazards/counts',
  summary: '各状态、各紧急程度的数量',
  input: z.object({}),
  output: figures,
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
