import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';
import {
  SUMMONS_CAUSES,
  type SummonsCause,
  subjectView,
  summonsState,
  supervisionAction,
  supervisionClock,
  supervisionEvent,
  supervisionFile,
} from './supervision-words.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'supervise.read' } as const };
const issue = { app: 'console' as const, method: 'POST' as const, access: { permission: 'supervise.issue' } as const };
const reply = { app: 'console' as const, method: 'POST' as const, access: { permission: 'supervise.answer' } as const };
const cause = z.enum(Object.keys(SUMMONS_CAUSES) as [SummonsCause, ...SummonsCause[]]);

export const summonsRow = z.object({
  id,
  number: z.string().nullable(),
  cause,
  title: z.string(),
  who: z.string(),
  state: summonsState,
  unitId: id,
  unitName: z.string(),
  talkDay: z.string().nullable(),
  reportDueDay: z.string().nullable(),
  late: z.boolean(),
  subject: subjectView.nullable(),
  notifiedAt: instant.nullable(),
  receivedAt: instant.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  version: z.number(),
});
export const summonsView = summonsRow.extend({
  grounds: z.string(),
  talkTime: z.string(),
  talkPlace: z.string(),
  presiding: z.string(),
  minutes: z.string(),
  heldAt: instant.nullable(),
  bulletinDay: z.string().nullable(),
  report: z.string(),
  reportedAt: instant.nullable(),
  opinion: z.string(),
  reason: z.string(),
  round: z.number(),
  issuer: z.string(),
  redHead: z.string(),
  /** The tenant's rule on the report: so many months, counted from the talk or from the bulletin. */
  rule: z.object({ months: z.number(), from: z.enum(['talk', 'bulletin']), basis: z.string(), checked: z.boolean() }),
  clock: supervisionClock.nullable(),
  files: z.array(supervisionFile),
  actions: z.array(supervisionAction),
});

export const summonses = route({
  ...read,
  id: 'summonses.list',
  path: '/summonses',
  summary: '约谈',
  input: z.object({
    state: summonsState.optional(),
    unitId: id.optional(),
    late: flag.optional(),
    todo: flag.optional(),
    ...pageQuery,
  }),
  output: page(summonsRow),
});
export const summons = route({
  ...read,
  id: 'summonses.one',
  path: '/summonses/{id}',
  summary: '一次约谈',
  input: z.object({ id }),
  output: summonsView,
});
export const summonsEvents = route({
  ...read,
  id: 'summonses.events',
  path: '/summonses/{id}/events',
  summary: '约谈过程',
  input: z.object({ id, ...pageQuery }),
  output: page(supervisionEvent),
});
export const summonsFile = route({
  ...read,
  id: 'summonses.file',
  path: '/summonses/{id}/files/{blobId}',
  summary: '查看约谈的附件',
  download: 'application/octet-stream',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});

const words = { who: line(60, 2), title: line(100, 2), grounds: text(4000, 2) };
const talk = {
  talkDay: day,
  talkTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .or(z.literal(''))
    .default(''),
  talkPlace: line(100, 2),
  presiding: line(60, 2),
};
export const draftSummons = route({
  ...issue,
  id: 'summonses.draft',
  path: '/summonses',
  summary: '拟约谈',
  errors: ['order_open'],
  input: z.object({
    unitId: id,
    assignmentId: id.optional(),
    hazardId: id.optional(),
    cause: cause.exclude(['ladder']),
    ...words,
  }),
  output: z.object({ id, version: z.number() }),
});
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: summonsState, version: z.number() });
const reason = line(500, 2);
export const editSummons = route({
  ...issue,
  id: 'summonses.edit',
  path: '/summonses/{id}/edit',
  summary: '修改约谈草稿',
  input: z.object({ ...seen, unitId: id, ...words }),
  output: done,
});
/** Numbered and sent: day, place and who presides are told. */
export const notifySummons = route({
  ...issue,
  id: 'summonses.notify',
  path: '/summonses/{id}/notify',
  summary: '编号并通知',
  input: z.object({ ...seen, ...talk }),
  output: done,
});
export const rescheduleSummons = route({
  ...issue,
  id: 'summonses.reschedule',
  path: '/summonses/{id}/reschedule',
  summary: '改期',
  input: z.object({ ...seen, ...talk, reason }),
  output: done,
});
export const receiveSummons = route({
  ...reply,
  id: 'summonses.receive',
  path: '/summonses/{id}/receive',
  summary: '签收约谈通知',
  input: z.object(seen),
  output: done,
});
/** The talk took place: the month of the written report begins. */
export const holdSummons = route({
  ...issue,
  id: 'summonses.hold',
  path: '/summonses/{id}/hold',
  summary: '登记约谈纪要',
  input: z.object({
    ...seen,
    talkDay: day,
    minutes: text(8000, 2),
    /** When the matter was told to all in a bulletin; asked where the tenant counts from it. */
    bulletinDay: day.nullable().default(null),
    evidence: z.array(id).max(20).default([]),
  }),
  output: done,
});
export const reportSummons = route({
  ...reply,
  id: 'summonses.report',
  path: '/summonses/{id}/report',
  summary: '报送整改报告',
  input: z.object({ ...seen, report: text(8000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
export const closeSummons = route({
  ...issue,
  id: 'summonses.close',
  path: '/summonses/{id}/close',
  summary: '核查通过，办结',
  errors: ['same_person'],
  input: z.object({ ...seen, opinion: line(500, 2) }),
  output: done,
});
export const returnSummons = route({
  ...issue,
  id: 'summonses.sendBack',
  path: '/summonses/{id}/return',
  summary: '退回重报',
  input: z.object({ ...seen, reason, dueDay: day }),
  output: done,
});
export const withdrawSummons = route({
  ...issue,
  id: 'summonses.withdraw',
  path: '/summonses/{id}/withdraw',
  summary: '撤回约谈',
  input: z.object({ ...seen, reason }),
  output: done,
});
