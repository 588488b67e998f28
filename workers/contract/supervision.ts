import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';
import {
  orderState,
  subjectView,
  supervisionAction,
  supervisionClock,
  supervisionEvent,
  supervisionFile,
} from './supervision-words.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'supervise.read' } as const };
const issue = { app: 'console' as const, method: 'POST' as const, access: { permission: 'supervise.issue' } as const };
const reply = { app: 'console' as const, method: 'POST' as const, access: { permission: 'supervise.answer' } as const };

export const orderRow = z.object({
  id,
  number: z.string().nullable(),
  origin: z.enum(['ladder', 'manual']),
  title: z.string(),
  state: orderState,
  unitId: id,
  unitName: z.string(),
  dueDay: z.string().nullable(),
  late: z.boolean(),
  subject: subjectView.nullable(),
  servedAt: instant.nullable(),
  receivedAt: instant.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  version: z.number(),
});
export const orderView = orderRow.extend({
  demand: z.string(),
  answer: z.string(),
  answeredAt: instant.nullable(),
  opinion: z.string(),
  reason: z.string(),
  round: z.number(),
  /** Of the office that serves it, in full: 某区安全生产委员会办公室. */
  issuer: z.string(),
  /** 发文机关标志; '' for a tenant without one. */
  redHead: z.string(),
  clock: supervisionClock.nullable(),
  files: z.array(supervisionFile),
  actions: z.array(supervisionAction),
});

export const orders = route({
  ...read,
  id: 'orders.list',
  path: '/orders',
  summary: '督办单',
  input: z.object({
    state: orderState.optional(),
    unitId: id.optional(),
    late: flag.optional(),
    /** What waits for a step of one's own. */
    todo: flag.optional(),
    ...pageQuery,
  }),
  output: page(orderRow),
});
export const order = route({
  ...read,
  id: 'orders.one',
  path: '/orders/{id}',
  summary: '一份督办单',
  input: z.object({ id }),
  output: orderView,
});
export const orderEvents = route({
  ...read,
  id: 'orders.events',
  path: '/orders/{id}/events',
  summary: '督办过程',
  input: z.object({ id, ...pageQuery }),
  output: page(supervisionEvent),
});
export const orderFile = route({
  ...read,
  id: 'orders.file',
  path: '/orders/{id}/files/{blobId}',
  summary: '查看督办回复的附件',
  download: 'application/octet-stream',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});

const words = { title: line(100, 2), demand: text(4000, 2), dueDay: day.nullable().default(null) };
/** At most one of `assignmentId`, `hazardId`: what the order is about. */
export const draftOrder = route({
  ...issue,
  id: 'orders.draft',
  path: '/orders',
  summary: '拟督办单',
  errors: ['order_open'],
  input: z.object({ unitId: id, assignmentId: id.optional(), hazardId: id.optional(), ...words }),
  output: z.object({ id, version: z.number() }),
});
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: orderState, version: z.number() });
const reason = line(500, 2);
export const editOrder = route({
  ...issue,
  id: 'orders.edit',
  path: '/orders/{id}/edit',
  summary: '修改督办单草稿',
  input: z.object({ ...seen, unitId: id, ...words }),
  output: done,
});
/** Numbered and served: from here the unit's time counts. */
export const serveOrder = route({
  ...issue,
  id: 'orders.serve',
  path: '/orders/{id}/serve',
  summary: '编号并送达',
  input: z.object({ ...seen, dueDay: day }),
  output: done,
});
export const receiveOrder = route({
  ...reply,
  id: 'orders.receive',
  path: '/orders/{id}/receive',
  summary: '签收督办单',
  input: z.object(seen),
  output: done,
});
export const answerOrder = route({
  ...reply,
  id: 'orders.answer',
  path: '/orders/{id}/answer',
  summary: '回复督办单',
  input: z.object({ ...seen, answer: text(4000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
export const acceptOrder = route({
  ...issue,
  id: 'orders.accept',
  path: '/orders/{id}/accept',
  summary: '审核通过，办结',
  errors: ['same_person'],
  input: z.object({ ...seen, opinion: line(500, 2) }),
  output: done,
});
export const returnOrder = route({
  ...issue,
  id: 'orders.sendBack',
  path: '/orders/{id}/return',
  summary: '退回重报',
  input: z.object({ ...seen, reason, dueDay: day }),
  output: done,
});
export const withdrawOrder = route({
  ...issue,
  id: 'orders.withdraw',
  path: '/orders/{id}/withdraw',
  summary: '撤回督办单',
  input: z.object({ ...seen, reason }),
  output: done,
});
