import * as z from 'zod';
import { day, id, line, ok, text } from './common.ts';
import { route } from './route.ts';
import { assignmentRole, assignmentState } from './task-words.ts';

const act = { app: 'console' as const, method: 'POST' as const, access: { permission: 'task.do' } as const };
const judge = { app: 'console' as const, method: 'POST' as const, access: { permission: 'task.accept' } as const };
const plan = { app: 'console' as const, method: 'POST' as const, access: { permission: 'task.plan' } as const };
const reason = line(500, 2);
/** Every step names the version its sender saw. */
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: assignmentState, version: z.number() });

export const acknowledge = route({
  ...act,
  id: 'assignments.acknowledge',
  path: '/assignments/{id}/acknowledge',
  summary: '签收',
  input: z.object({ ...seen, personId: id.nullable().default(null) }),
  output: done,
});
export const bulkAcknowledge = route({
  ...act,
  id: 'assignments.bulkAcknowledge',
  path: '/assignments/bulk-acknowledge',
  summary: '批量签收',
  input: z.object({ items: z.array(z.object(seen)).min(1).max(100) }),
  output: z.object({ done: z.array(id), failed: z.array(z.object({ id, code: z.string() })) }),
});
export const progress = route({
  ...act,
  id: 'assignments.progress',
  path: '/assignments/{id}/progress',
  summary: '填报进展',
  input: z.object({ ...seen, progress: z.number().int().min(0).max(100), note: line(2000, 2) }),
  output: done,
});
export const submit = route({
  ...act,
  id: 'assignments.submit',
  path: '/assignments/{id}/submit',
  summary: '报结',
  input: z.object({ ...seen, note: line(2000, 2), evidence: z.array(id).max(20).default([]) }),
  output: done,
});
/** 不属本单位: the commission office arbitrates, and the clock keeps running. */
export const dispute = route({
  ...act,
  id: 'assignments.dispute',
  path: '/assignments/{id}/dispute',
  summary: '不属本单位，提请安委办裁定（期限继续计）',
  input: z.object({ ...seen, reason, proposedUnitId: id.nullable().default(null) }),
  output: done,
});
/** Upheld: the unit has to do it. Otherwise it is released, and another unit may take its place with the same deadline. */
export const arbitrate = route({
  ...plan,
  id: 'assignments.arbitrate',
  path: '/assignments/{id}/arbitrate',
  summary: '裁定职责争议',
  input: z.object({ ...seen, uphold: z.boolean(), toUnitId: id.nullable().default(null), reason }),
  output: done,
});
export const acceptPart = route({
  ...judge,
  id: 'assignments.accept',
  path: '/assignments/{id}/accept',
  summary: '认可',
  errors: ['same_person'],
  input: z.object({ ...seen, opinion: text(500).default('') }),
  output: done,
});
export const returnPart = route({
  ...judge,
  id: 'assignments.return',
  path: '/assignments/{id}/return',
  summary: '退回续办',
  input: z.object({ ...seen, reason }),
  output: done,
});
/** A unit splits its part among units below it: a task under the same plan, accepted by the one that split it. */
export const split = route({
  ...act,
  id: 'assignments.split',
  path: '/assignments/{id}/split',
  summary: '分解到下级单位',
  errors: ['plan_full'],
  input: z.object({
    ...seen,
    title: line(200, 2),
    content: text(8000).default(''),
    dueDay: day.nullable().default(null),
    units: z
      .array(z.object({ unitId: id, role: assignmentRole }))
      .min(1)
      .max(100),
  }),
  output: z.object({ id, number: z.string() }),
});

const stepFields = {
  title: line(120, 2),
  personId: id.nullable().default(null),
  who: line(40, 0).default(''),
  startDay: day.nullable().default(null),
  dueDay: day,
};
/** 倒排工期: the unit's own steps, each with a named person. They replace those not yet done. */
export const setSteps = route({
  ...act,
  id: 'assignments.setSteps',
  method: 'PUT',
  path: '/assignments/{id}/steps',
  summary: '编制倒排工期',
  input: z.object({ id, steps: z.array(z.object(stepFields)).max(50) }),
  output: ok,
});
export const finishStep = route({
  ...act,
  id: 'taskSteps.finish',
  method: 'PUT',
  path: '/task-steps/{id}',
  summary: '完成（或恢复）一个节点',
  input: z.object({ id, version: z.number().int(), done: z.boolean() }),
  output: ok,
});
export const partFile = route({
  app: 'console',
  id: 'assignments.file',
  method: 'GET',
  path: '/assignments/{id}/evidence/{blobId}',
  access: { permission: 'task.read' },
  summary: '查看报结材料',
  download: 'application/octet-stream',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});

/** A calendar address for the phone; making a new one ends the old. */
export const makeFeed = route({
  app: 'console',
  id: 'feeds.make',
  method: 'POST',
  path: '/calendar-feed',
  access: 'session',
  summary: '生成日历订阅地址',
  secretAnswer: true,
  input: z.object({}),
  output: z.object({ path: z.string() }),
});
export const endFeed = route({
  app: 'console',
  id: 'feeds.end',
  method: 'DELETE',
  path: '/calendar-feed',
  access: 'session',
  summary: '停用日历订阅地址',
  input: z.object({}),
  output: ok,
});
export const feed = route({
  app: 'public',
  id: 'feeds.get',
  method: 'GET',
  path: '/feeds/{token}',
  access: 'public',
  summary: '日历订阅（iCalendar）',
  limit: 'receipt',
  download: 'text/calendar',
  input: z.object({ token: z.string().regex(/^[\w-]{43}$/) }),
  output: z.any(),
});
