import * as z from 'zod';
import { day, id, instant, line, page, pageQuery, text } from './common.ts';
import {
  accidentGrade,
  accidentState,
  conclusion,
  measureVerdict,
  registerAction,
  registerClock,
  registerEvent,
} from './register-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'supervise.read' } as const };
const office = { app: 'console' as const, access: { permission: 'supervise.issue' } as const };
const seen = { id, version: z.number().int() };

export const MAX_MEASURES = 100;
const fields = {
  title: line(100, 2),
  accidentDay: day,
  grade: accidentGrade,
  /** The day the report was approved: the time to evaluate counts from it. */
  approvedOn: day,
  docNo: line(60, 0).default(''),
};
const row = z.object({
  id,
  ...fields,
  docNo: z.string(),
  state: accidentState,
  dueDay: day,
  late: z.boolean(),
  measures: z.number(),
  evaluated: z.number(),
  conclusion: conclusion.nullable(),
  publishedOn: day.nullable(),
  version: z.number(),
});
export const measureView = z.object({
  id,
  words: z.string(),
  unitId: id.nullable(),
  unit: z.string(),
  dueDay: day.nullable(),
  taskId: id.nullable(),
  /** How far its task is. */
  stage: z.string().nullable(),
  verdict: measureVerdict.nullable(),
  evaluation: z.string(),
  blobId: id.nullable(),
  mediaType: z.string().nullable(),
  evaluatedAt: instant.nullable(),
});
export const accidentReviews = route({
  ...read,
  id: 'accidentReviews.list',
  path: '/accident-reviews',
  summary: '事故整改评估',
  input: z.object({ state: accidentState.optional(), ...pageQuery }),
  output: page(row),
});
export const accidentReview = route({
  ...read,
  id: 'accidentReviews.one',
  path: '/accident-reviews/{id}',
  summary: '一起事故的整改评估',
  input: z.object({ id }),
  output: row.extend({
    planId: id.nullable(),
    words: z.string(),
    items: z.array(measureView),
    clock: registerClock.nullable(),
    actions: z.array(registerAction),
  }),
});
export const accidentEvents = route({
  ...read,
  id: 'accidentReviews.events',
  path: '/accident-reviews/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(registerEvent),
});
const done = z.object({ id, state: accidentState, version: z.number() });
export const addAccident = route({
  ...office,
  id: 'accidentReviews.add',
  method: 'POST',
  path: '/accident-reviews',
  summary: '登记事故调查报告',
  input: z.object(fields),
  output: done,
});
export const editAccident = route({
  ...office,
  id: 'accidentReviews.edit',
  method: 'PUT',
  path: '/accident-reviews/{id}',
  summary: '修改登记',
  input: z.object({ ...seen, ...fields }),
  output: done,
});
/** The measures in a pasted part of the report, with the units and days that were recognised. Nothing is kept of the text. */
export const readMeasures = route({
  ...office,
  id: 'accidentReviews.read',
  method: 'POST',
  path: '/accident-reviews/{id}/read',
  summary: '从报告文字中拆出整改措施',
  unkeyed: 'reads a text and writes nothing',
  input: z.object({ id, text: text(60_000, 2) }),
  output: z.object({
    items: z.array(z.object({ words: z.string(), unitId: id.nullable(), unit: z.string(), dueDay: day.nullable() })),
  }),
});
/** All measures as they are to stand, before tasks are made of them. */
export const setMeasures = route({
  ...office,
  id: 'accidentReviews.setMeasures',
  method: 'PUT',
  path: '/accident-reviews/{id}/measures',
  summary: '录入整改措施',
  input: z.object({
    ...seen,
    measures: z
      .array(
        z.object({ words: line(1000, 2), unitId: id.nullable().default(null), dueDay: day.nullable().default(null) }),
      )
      .min(1)
      .max(MAX_MEASURES),
  }),
  output: done,
});
/** A plan with a draft for every measure that names a unit. */
export const measuresToTasks = route({
  ...office,
  id: 'accidentReviews.toTasks',
  method: 'POST',
  path: '/accident-reviews/{id}/to-tasks',
  summary: '生成整改任务',
  errors: ['nothing_to_dispatch'],
  input: z.object(seen),
  output: done.extend({ planId: id, tasks: z.number() }),
});
/** `id` is the measure's, `version` the review's. */
export const evaluateMeasure = route({
  ...office,
  id: 'accidentMeasures.evaluate',
  method: 'PUT',
  path: '/accident-measures/{id}',
  summary: '评估一项措施',
  input: z.object({
    ...seen,
    verdict: measureVerdict,
    evaluation: line(1000, 2),
    blobId: id.nullable().default(null),
  }),
  output: done,
});
export const concludeAccident = route({
  ...office,
  id: 'accidentReviews.conclude',
  method: 'POST',
  path: '/accident-reviews/{id}/conclude',
  summary: '形成评估结论',
  input: z.object({ ...seen, conclusion, words: text(4000, 2) }),
  output: done,
});
export const reopenAccident = route({
  ...office,
  id: 'accidentReviews.reopen',
  method: 'POST',
  path: '/accident-reviews/{id}/reopen',
  summary: '退回重新评估',
  input: z.object({ ...seen, reason: line(500, 2) }),
  output: done,
});
/** The law wants the result told to the public: marked as published, with the day. */
export const publishAccident = route({
  ...office,
  id: 'accidentReviews.publish',
  method: 'POST',
  path: '/accident-reviews/{id}/publish',
  summary: '登记向社会公开',
  input: z.object({ ...seen, publishedOn: day }),
  output: done,
});
export const measureFile = route({
  ...read,
  id: 'accidentMeasures.file',
  path: '/accident-measures/{id}/file',
  summary: '下载评估佐证',
  download: 'application/octet-stream',
  input: z.object({ id }),
  output: z.any(),
});
export const exportAccident = route({
  app: 'console',
  id: 'accidentReviews.export',
  method: 'GET',
  path: '/accident-reviews/{id}/export.xlsx',
  access: { permission: 'supervise.read' },
  summary: '导出整改评估表（Excel）',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({ id }),
  output: z.any(),
});
