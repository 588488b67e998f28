import * as z from 'zod';

export const PLAN_KINDS = {
  notice: '上级通知分解',
  work_points: '年度工作要点',
  campaign: '专项行动',
  meeting: '会议议定事项',
  inbound: '上级交办',
  manual: '自拟计划',
} as const;
export type PlanKind = keyof typeof PLAN_KINDS;
export const planKind = z.enum(Object.keys(PLAN_KINDS) as [PlanKind, ...PlanKind[]]);

export const PLAN_STATES = { drafted: '草稿', active: '执行中', closed: '已结束', withdrawn: '已撤回' } as const;
export type PlanState = keyof typeof PLAN_STATES;
export const planState = z.enum(Object.keys(PLAN_STATES) as [PlanState, ...PlanState[]]);

export const TASK_KINDS = { once: '限时完成', standing: '长期坚持', recurring: '定期重复' } as const;
export type TaskKind = keyof typeof TASK_KINDS;
export const taskKind = z.enum(Object.keys(TASK_KINDS) as [TaskKind, ...TaskKind[]]);

/** The task's own steps. */
export const TASK_STATES = { drafted: '草稿', dispatched: '已交办', closed: '已办结', withdrawn: '已撤回' } as const;
export type TaskState = keyof typeof TASK_STATES;
export const taskState = z.enum(Object.keys(TASK_STATES) as [TaskState, ...TaskState[]]);

/** How far a task is: its own state, or, once dispatched, what its parts add up to. */
export const TASK_STAGES = {
  drafted: '草稿',
  dispatched: '待签收',
  acknowledged: '已签收',
  in_progress: '推进中',
  returned: '退回续办',
  submitted: '待认可',
  accepted: '已认可',
  closed: '已办结',
  withdrawn: '已撤回',
} as const;
export type TaskStage = keyof typeof TASK_STAGES;
export const TASK_STAGE_NAMES = Object.keys(TASK_STAGES) as [TaskStage, ...TaskStage[]];
export const taskStage = z.enum(TASK_STAGE_NAMES);

/** A unit's part in a task. */
export const ASSIGNMENT_STATES = {
  drafted: '草稿',
  dispatched: '待签收',
  acknowledged: '已签收',
  in_progress: '推进中',
  disputed: '职责争议',
  submitted: '待认可',
  returned: '退回续办',
  accepted: '已认可',
  released: '已免除',
} as const;
export type AssignmentState = keyof typeof ASSIGNMENT_STATES;
export const ASSIGNMENT_STATE_NAMES = Object.keys(ASSIGNMENT_STATES) as [AssignmentState, ...AssignmentState[]];
export const assignmentState = z.enum(ASSIGNMENT_STATE_NAMES);

export const ASSIGNMENT_ROLES = {
  lead: '牵头',
  responsible: '责任',
  convener: '会同',
  support: '配合',
  implementer: '具体实施',
} as const;
export type AssignmentRole = keyof typeof ASSIGNMENT_ROLES;
export const assignmentRole = z.enum(Object.keys(ASSIGNMENT_ROLES) as [AssignmentRole, ...AssignmentRole[]]);

/** How often a recurring task comes back. Each round is due with the last day of its period. */
export const RECURRENCES = {
  week: '每周',
  half_month: '每半月',
  month: '每月',
  quarter: '每季度',
  half_year: '每半年',
  year: '每年',
} as const;
export type Recurrence = keyof typeof RECURRENCES;
export const recurrence = z.enum(Object.keys(RECURRENCES) as [Recurrence, ...Recurrence[]]);
