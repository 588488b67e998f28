import * as z from 'zod';
import { flag, id, page, pageQuery, text } from './common.ts';
import { findingView, myJobRow, myJobView } from './engagement-views.ts';
import { finding, statement } from './engagements.ts';
import { partState } from './expert-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'expert.self' } as const };
const act = { app: 'console' as const, method: 'POST' as const, access: { permission: 'expert.self' } as const };
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: partState, version: z.number() });

/** An expert's own jobs, newest first; `open`: those that wait for an answer, a visit, an opinion. */
export const myJobs = route({
  ...read,
  id: 'myJobs.list',
  path: '/my-expert/jobs',
  summary: '我的专家工作',
  input: z.object({ open: flag.optional(), ...pageQuery }),
  output: page(myJobRow),
});
export const myJobCounts = route({
  ...read,
  id: 'myJobs.counts',
  path: '/my-expert/counts',
  summary: '我的专家工作数量',
  input: z.object({}),
  output: z.object({ invited: z.number(), accepted: z.number(), signed: z.number() }),
});
export const myJob = route({
  ...read,
  id: 'myJobs.one',
  path: '/my-expert/jobs/{id}',
  summary: '一项专家工作',
  input: z.object({ id }),
  output: myJobView,
});
export const myFindings = route({
  ...read,
  id: 'myJobs.findings',
  path: '/my-expert/jobs/{id}/findings',
  summary: '这项工作发现的隐患',
  input: z.object({ id, ...pageQuery }),
  output: page(findingView),
});
export const myFile = route({
  ...read,
  id: 'myJobs.file',
  path: '/my-expert/jobs/{id}/files/{blobId}',
  summary: '查看检查发现的照片',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});
/** Accepts, declines, or declares a conflict. `accept` needs the statement, free of any tie. */
export const answerMine = route({
  ...act,
  id: 'myJobs.answer',
  path: '/my-expert/jobs/{id}/answer',
  summary: '答复邀请并签署利益冲突声明',
  input: z.object({
    ...seen,
    answer: z.enum(['accept', 'decline', 'recuse']),
    statement: statement.optional(),
    reason: text(300).default(''),
  }),
  output: done,
});
export const reportFinding = route({
  ...act,
  id: 'myJobs.finding',
  path: '/my-expert/jobs/{id}/findings',
  summary: '登记检查发现的隐患',
  input: z.object({ id, ...finding }),
  output: z.object({ hazardId: id, number: z.string() }),
});
/** Kept while it is written; nobody else sees it. */
export const saveOpinion = route({
  ...act,
  method: 'PUT',
  id: 'myJobs.saveOpinion',
  path: '/my-expert/jobs/{id}/opinion',
  summary: '暂存专家意见',
  input: z.object({ id, opinion: text(20_000) }),
  output: z.object({ id }),
});
/** Final: the digest of the text is signed by the district, and the text cannot be changed any more. */
export const signOpinion = route({
  ...act,
  id: 'myJobs.sign',
  path: '/my-expert/jobs/{id}/signature',
  summary: '签署专家意见',
  input: z.object({ ...seen, opinion: text(20_000, 10) }),
  output: done.extend({ opinionHash: z.string() }),
});
