import * as z from 'zod';
import { day, flag, id, instant, line, ok, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';
import {
  assignmentRole,
  assignmentState,
  planKind,
  planState,
  recurrence,
  TASK_STAGE_NAMES,
  taskKind,
} from './task-words.ts';

const read = { app: 'console' as const, access: { permission: 'task.read' } as const };
const write = { app: 'console' as const, access: { permission: 'task.plan' } as const };
const reason = line(500, 2);
const seen = { id, version: z.number().int() };

export const planRow = z.object({
  id,
  number: z.string(),
  kind: planKind,
  title: z.string(),
  state: planState,
  year: z.number(),
  docNo: z.string(),
  issuer: z.string(),
  issuedOn: day.nullable(),
  fromDay: day.nullable(),
  toDay: day.nullable(),
  tag: z.string(),
  ownerUnitId: id.nullable(),
  /** The district above that sent it. */
  upstream: z.string().nullable(),
  /** Tasks by stage, kept by counters. */
  tasks: z.record(z.enum(TASK_STAGE_NAMES), z.number()).or(z.record(z.string(), z.number())),
  createdAt: instant,
  version: z.number(),
});
export const planAction = z.object({ action: z.string(), label: z.string(), allowed: z.boolean(), why: z.string() });
const planFields = {
  title: line(120, 2),
  docNo: line(60, 0).default(''),
  issuer: line(80, 0).default(''),
  issuedOn: day.nullable().default(null),
  fromDay: day.nullable().default(null),
  toDay: day.nullable().default(null),
  /** 五同: one campaign's name, so that dispatch, checks, supervision, bulletin and assessment speak of the same thing. */
  tag: line(40, 0).default(''),
};
export const plans = route({
  ...read,
  id: 'plans.list',
  method: 'GET',
  path: '/plans',
  summary: '任务计划',
  input: z.object({
    kind: planKind.optional(),
    state: planState.optional(),
    year: z.coerce.number().int().optional(),
    ...pageQuery,
  }),
  output: page(planRow),
});
export const plan = route({
  ...read,
  id: 'plans.one',
  method: 'GET',
  path: '/plans/{id}',
  summary: '一个计划',
  input: z.object({ id }),
  output: planRow.extend({
    actions: z.array(planAction),
    noticeId: id.nullable(),
    names: z.record(z.string(), z.string()),
  }),
});
export const addPlan = route({
  ...write,
  id: 'plans.add',
  method: 'POST',
  path: '/plans',
  summary: '新建计划',
  input: z.object({
    kind: planKind.exclude(['notice', 'meeting', 'inbound']),
    year: z.number().int().min(2000).max(2100),
    ...planFields,
  }),
  output: z.object({ id, number: z.string(), version: z.number() }),
});
export const editPlan = route({
  ...write,
  id: 'plans.edit',
  method: 'PUT',
  path: '/plans/{id}',
  summary: '修改计划',
  input: z.object({ ...seen, ...planFields }),
  output: z.object({ id, version: z.number() }),
});
/** Draft tasks out of templates, each with its units and its deadline moved to the year of the plan. */
export const planFromTemplates = route({
  ...write,
  id: 'plans.fromTemplates',
  method: 'POST',
  path: '/plans/from-templates',
  summary: '用模板生成计划',
  errors: ['plan_full'],
  input: z.object({
    kind: planKind.extract(['work_points', 'campaign']),
    year: z.number().int().min(2000).max(2100),
    templateIds: z.array(id).min(1).max(200),
    ...planFields,
  }),
  output: z.object({ id, number: z.string(), tasks: z.number(), skipped: z.array(z.string()) }),
});
/** Every draft of the plan that has a unit, in one commit; those without one stay drafts and are counted. */
export const dispatchPlan = route({
  ...write,
  id: 'plans.dispatch',
  method: 'POST',
  path: '/plans/{id}/dispatch',
  summary: '全部交办',
  errors: ['nothing_to_dispatch'],
  input: z.object(seen),
  output: z.object({ id, version: z.number(), dispatched: z.number(), left: z.number() }),
});
export const closePlan = route({
  ...write,
  id: 'plans.close',
  method: 'POST',
  path: '/plans/{id}/close',
  summary: '结束计划',
  errors: ['parts_open'],
  input: z.object({ ...seen, reason: line(500, 0).default('') }),
  output: z.object({ id, version: z.number() }),
});
export const withdrawPlan = route({
  ...write,
  id: 'plans.withdraw',
  method: 'POST',
  path: '/plans/{id}/withdraw',
  summary: '撤回计划（其中任务一并撤回，须写明原因）',
  errors: ['plan_full'],
  input: z.object({ ...seen, reason }),
  output: z.object({ id, version: z.number() }),
});

/** Unit × task with states: `cells` name row and column by their place in `tasks` and `units` of this answer. */
export const matrix = route({
  ...read,
  id: 'plans.matrix',
  method: 'GET',
  path: '/plans/{id}/matrix',
  summary: '任务矩阵（单位 × 任务）',
  input: z.object({
    id,
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(200),
  }),
  output: page(
    z.object({ id, number: z.string(), title: z.string(), kind: taskKind, dueAt: instant.nullable() }),
  ).extend({
    units: z.array(z.object({ id, name: z.string() })),
    cells: z.array(
      z.object({
        task: z.number(),
        unit: z.number(),
        id,
        state: assignmentState,
        late: z.boolean(),
        progress: z.number(),
      }),
    ),
  }),
});
/** Bars for the work-back Gantt: tasks, their milestones and the units' steps. */
export const gantt = route({
  ...read,
  id: 'plans.gantt',
  method: 'GET',
  path: '/plans/{id}/gantt',
  summary: '倒排工期',
  input: z.object({
    id,
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(50),
  }),
  output: page(
    z.object({
      id,
      number: z.string(),
      title: z.string(),
      startDay: day.nullable(),
      dueDay: day.nullable(),
      stage: z.enum(TASK_STAGE_NAMES),
      steps: z.array(
        z.object({
          id,
          title: z.string(),
          unitId: id.nullable(),
          who: z.string(),
          startDay: day.nullable(),
          dueDay: day,
          done: z.boolean(),
          late: z.boolean(),
        }),
      ),
    }),
  ).extend({ names: z.record(z.string(), z.string()) }),
});
/** Battle map (挂图作战): the figures of a plan and of each unit on one screen, from counters. */
export const wall = route({
  ...read,
  id: 'plans.wall',
  method: 'GET',
  path: '/plans/{id}/wall',
  summary: '挂图作战',
  input: z.object({ id }),
  output: z.object({
    title: z.string(),
    at: instant,
    stages: z.record(z.string(), z.number()),
    units: z.array(
      z.object({
        id,
        name: z.string(),
        total: z.number(),
        finished: z.number(),
        submitted: z.number(),
        late: z.number(),
        progress: z.number(),
      }),
    ),
    late: z.array(z.object({ taskId: id, number: z.string(), title: z.string(), unit: z.string(), dueAt: instant })),
    ahead: z.array(z.object({ taskId: id, number: z.string(), title: z.string(), unit: z.string(), dueAt: instant })),
  }),
});
export const exportPlan = route({
  app: 'console',
  id: 'plans.export',
  method: 'GET',
  path: '/plans/{id}/tasks.xlsx',
  access: { permission: 'export.run' },
  summary: '导出任务分解表（Excel）',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({ id }),
  output: z.any(),
});
/** What was exported, changed by hand and brought back: each row is checked; `apply` false only shows what would change. */
export const importPlan = route({
  ...write,
  id: 'plans.import',
  method: 'POST',
  path: '/plans/{id}/tasks.xlsx',
  summary: '导入任务分解表（Excel）',
  upload: { maxBytes: 5 * 1024 * 1024 },
  input: z.object({ id, apply: flag.default(false) }),
  output: z.object({
    rows: z.number(),
    /** All of it, or, while there are problems, nothing. */
    applied: z.boolean(),
    add: z.number(),
    change: z.number(),
    same: z.number(),
    problems: z.array(z.object({ row: z.number(), column: z.string(), message: z.string() })),
  }),
  errors: ['unsupported_file', 'too_large', 'plan_full'],
});

/** A unit of a template: its id, or a group of units (`@streets`) that is opened when the template is used. */
const templateUnit = z.object({ unitId: line(64), role: assignmentRole });
export const templateBody = z.object({
  text: text(8000).default(''),
  units: z.array(templateUnit).max(200).default([]),
  deadlineText: line(200, 0).default(''),
  kind: taskKind.default('once'),
  recurrence: recurrence.nullable().default(null),
  /** The year its days and words are of: they are moved from it to the year of the plan. */
  year: z.number().int().min(2000).max(2100).nullable().default(null),
  milestones: z
    .array(z.object({ text: line(120), due: day }))
    .max(20)
    .default([]),
  /** Points of a campaign or a key period: each becomes a task. */
  focus: z.array(line(200)).max(50).default([]),
  /** Of a key period: `MM-DD`, a holiday (春节前三日, 劳动节), or a lunar day (农历腊月二十三). */
  from: line(20, 0).default(''),
  to: line(20, 0).default(''),
});
export const templateKind = z.enum(['task', 'campaign', 'key_period']);
const templateFields = { title: line(120, 2), body: templateBody };
export const addTemplate = route({
  ...write,
  id: 'templates.add',
  method: 'POST',
  path: '/templates',
  summary: '新增任务模板',
  input: z.object({ kind: templateKind.default('task'), ...templateFields }),
  output: z.object({ id }),
});
export const editTemplate = route({
  ...write,
  id: 'templates.edit',
  method: 'PUT',
  path: '/templates/{id}',
  summary: '修改任务模板',
  input: z.object({ id, ...templateFields }),
  output: ok,
});
export const removeTemplate = route({
  ...write,
  id: 'templates.remove',
  method: 'DELETE',
  path: '/templates/{id}',
  summary: '删除任务模板',
  input: z.object({ id }),
  output: ok,
});
/** A task of a plan kept as a template for next year. */
export const templateFromTask = route({
  ...write,
  id: 'templates.fromTask',
  method: 'POST',
  path: '/tasks/{id}/template',
  summary: '存为任务模板',
  input: z.object({ id }),
  output: z.object({ id }),
});
