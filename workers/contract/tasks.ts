import * as z from 'zod';
import { day, id, instant, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';
import { assignmentRole, assignmentState, recurrence, taskKind, taskStage, taskState } from './task-words.ts';

export * from './task-words.ts';

const read = { app: 'console' as const, access: { permission: 'task.read' } as const };
const write = { app: 'console' as const, access: { permission: 'task.plan' } as const };
const accept = { app: 'console' as const, access: { permission: 'task.accept' } as const };
const reason = line(500, 2);
const seen = { id, version: z.number().int() };

const urgency = z.enum(['overdue', 'soon', 'normal']);
export const taskRow = z.object({
  id,
  planId: id,
  parentId: id.nullable(),
  number: z.string(),
  itemNo: z.string(),
  title: z.string(),
  kind: taskKind,
  recurrence: recurrence.nullable(),
  stage: taskStage,
  deadlineText: z.string(),
  dueDay: day.nullable(),
  dueAt: instant.nullable(),
  urgency,
  /** Units by their part: `lead`, `support` … */
  units: z.array(z.object({ unitId: id, role: assignmentRole, state: assignmentState })),
  parts: z.number(),
  accepted: z.number(),
  tag: z.string(),
  updatedAt: instant,
  version: z.number(),
});
/** A row of somebody's own list. */
export const assignmentRow = z.object({
  id,
  taskId: id,
  planId: id,
  number: z.string(),
  title: z.string(),
  planTitle: z.string(),
  unitId: id,
  role: assignmentRole,
  state: assignmentState,
  personId: id.nullable(),
  progress: z.number(),
  dueAt: instant.nullable(),
  urgency,
  version: z.number(),
});
export const stepButton = z.object({
  action: z.string(),
  label: z.string(),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  why: z.string(),
});
export const taskStepView = z.object({
  id,
  assignmentId: id.nullable(),
  title: z.string(),
  personId: id.nullable(),
  who: z.string(),
  startDay: day.nullable(),
  dueDay: day,
  doneAt: instant.nullable(),
  late: z.boolean(),
  version: z.number(),
});
export const taskClock = z.object({
  kind: z.enum(['acknowledge', 'complete', 'milestone']),
  anchorAt: instant,
  dueAt: instant.nullable(),
  /** No calendar for that year yet. */ unknown: z.boolean(),
  stoppedAt: instant.nullable(),
  outcome: z.string().nullable(),
  basis: z.string(),
  basisChecked: z.boolean(),
  fired: z.array(z.string()),
});
export const assignmentView = assignmentRow.omit({ number: true, title: true, planTitle: true }).extend({
  dueDay: day.nullable(),
  note: z.string(),
  noteAt: instant.nullable(),
  submittedBy: id.nullable(),
  submittedAt: instant.nullable(),
  reason: z.string(),
  round: z.number(),
  /** How far a district below says it is; empty unless the unit is a district of the platform. */
  below: z.object({ total: z.number(), finished: z.number(), late: z.number(), at: instant }).nullable(),
  evidence: z.array(z.object({ id, blobId: id, caption: z.string(), mediaType: z.string(), addedAt: instant })),
  clocks: z.array(taskClock),
  actions: z.array(stepButton),
});
export const taskView = taskRow.extend({
  content: z.string(),
  startDay: day.nullable(),
  sector: z.string().nullable(),
  state: taskState,
  source: z.string(),
  outcome: z.string(),
  ownerUnitId: id.nullable(),
  planTitle: z.string(),
  createdAt: instant,
  dispatchedAt: instant.nullable(),
  closedAt: instant.nullable(),
  assignments: z.array(assignmentView),
  steps: z.array(taskStepView),
  subtasks: z.array(taskRow),
  actions: z.array(stepButton),
  names: z.record(z.string(), z.string()),
});

const filter = {
  q: z.string().max(60).optional(),
  planId: id.optional(),
  /** Comma-separated stages. */
  stage: z.string().max(120).optional(),
  kind: taskKind.optional(),
  unitId: id.optional(),
  tag: z.string().max(40).optional(),
  urgency: z.enum(['overdue', 'soon']).optional(),
  sort: z.enum(['plan', 'due', 'newest']).default('newest'),
};
export const tasks = route({
  ...read,
  id: 'tasks.list',
  method: 'GET',
  path: '/tasks',
  summary: '任务清单',
  input: z.object({ ...filter, ...pageQuery }),
  output: page(taskRow),
});
export const taskCounts = route({
  ...read,
  id: 'tasks.counts',
  method: 'GET',
  path: '/tasks/counts',
  summary: '各阶段任务数',
  input: z.object({ planId: id.optional() }),
  output: z.object({ byStage: z.record(z.string(), z.number()), overdue: z.number(), soon: z.number() }),
});
/** What waits for me: parts of my units not finished, nearest deadline first. */
export const myTasks = route({
  ...read,
  id: 'tasks.mine',
  method: 'GET',
  path: '/tasks/mine',
  summary: '我的任务',
  input: z.object({ waiting: z.enum(['do', 'accept']).default('do'), ...pageQuery }),
  output: page(assignmentRow),
});
/** Due days of a span of at most 100 days: parts, milestones and steps. */
export const taskCalendar = route({
  ...read,
  id: 'tasks.calendar',
  method: 'GET',
  path: '/tasks/calendar',
  summary: '任务日历',
  input: z.object({ from: day, to: day, ...pageQuery }),
  output: page(
    z.object({
      kind: z.enum(['assignment', 'milestone', 'step']),
      id,
      taskId: id,
      day,
      title: z.string(),
      unit: z.string(),
      done: z.boolean(),
      late: z.boolean(),
    }),
  ),
});
export const task = route({
  ...read,
  id: 'tasks.one',
  method: 'GET',
  path: '/tasks/{id}',
  summary: '一项任务',
  input: z.object({ id }),
  output: taskView,
});
/** Of the task and of all its parts, newest first. */
export const taskEvents = route({
  ...read,
  id: 'tasks.events',
  method: 'GET',
  path: '/tasks/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(
    z.object({
      at: instant,
      actorName: z.string(),
      unitId: id.nullable(),
      action: z.string(),
      label: z.string(),
      words: z.string(),
      to: z.string().nullable(),
      hash: z.string(),
    }),
  ),
});

export const taskFields = {
  itemNo: line(20, 0).default(''),
  title: line(200, 2),
  content: text(8000).default(''),
  kind: taskKind.default('once'),
  recurrence: recurrence.nullable().default(null),
  /** The words of the order: 2026年6月底前，长期坚持. */
  deadlineText: line(200, 0).default(''),
  startDay: day.nullable().default(null),
  dueDay: day.nullable().default(null),
  milestones: z
    .array(z.object({ title: line(120), dueDay: day }))
    .max(20)
    .default([]),
  sector: line(40, 0).nullable().default(null),
  tag: line(40, 0).default(''),
  units: z
    .array(z.object({ unitId: id, role: assignmentRole, dueDay: day.nullable().default(null) }))
    .max(200)
    .default([]),
};
const made = z.object({ id, number: z.string(), version: z.number() });
const done = z.object({ id, stage: taskStage, version: z.number() });
export const addTask = route({
  ...write,
  id: 'tasks.add',
  method: 'POST',
  path: '/plans/{planId}/tasks',
  summary: '新建任务（草稿）',
  errors: ['plan_full'],
  input: z.object({ planId: id, ...taskFields }),
  output: made,
});
export const editTask = route({
  ...write,
  id: 'tasks.edit',
  method: 'PUT',
  path: '/tasks/{id}',
  summary: '修改任务草稿',
  input: z.object({ ...seen, ...taskFields }),
  output: done,
});
export const dispatchTask = route({
  ...write,
  id: 'tasks.dispatch',
  method: 'POST',
  path: '/tasks/{id}/dispatch',
  summary: '交办',
  errors: ['nothing_to_dispatch'],
  input: z.object(seen),
  output: done,
});
/** A new day for one unit or for all; the old day, the new one and the reason stay in the ledger. */
export const reschedule = route({
  ...write,
  id: 'tasks.reschedule',
  method: 'POST',
  path: '/tasks/{id}/reschedule',
  summary: '调整期限',
  input: z.object({ ...seen, assignmentId: id.nullable().default(null), dueDay: day, reason }),
  output: done,
});
export const addUnit = route({
  ...write,
  id: 'tasks.addUnit',
  method: 'POST',
  path: '/tasks/{id}/units',
  summary: '增加责任单位',
  input: z.object({ ...seen, unitId: id, role: assignmentRole, dueDay: day.nullable().default(null) }),
  output: done,
});
export const withdrawTask = route({
  ...write,
  id: 'tasks.withdraw',
  method: 'POST',
  path: '/tasks/{id}/withdraw',
  summary: '撤回任务',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const closeTask = route({
  ...accept,
  id: 'tasks.close',
  method: 'POST',
  path: '/tasks/{id}/close',
  summary: '办结任务',
  errors: ['parts_open'],
  input: z.object({ ...seen, outcome: line(500, 0).default(''), force: z.boolean().default(false) }),
  output: done,
});
export const reopenTask = route({
  ...accept,
  id: 'tasks.reopen',
  method: 'POST',
  path: '/tasks/{id}/reopen',
  summary: '重新打开任务',
  input: z.object({ ...seen, reason }),
  output: done,
});
