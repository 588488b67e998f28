import * as z from 'zod';
import { day, id, instant, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'people.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'committee.manage' } as const };
const plan = { app: 'console' as const, access: { permission: 'task.plan' } as const };
const seen = { id, version: z.number().int() };

export const MEETING_KINDS = {
  plenary: '全体会议',
  enlarged: '扩大会议',
  special: '专题会议',
  duty_report: '述职会议',
  headquarters: '指挥部会商',
  study: '党委、政府研究安全生产',
} as const;
export type MeetingKind = keyof typeof MEETING_KINDS;
const meetingKind = z.enum(Object.keys(MEETING_KINDS) as [MeetingKind, ...MeetingKind[]]);
export const MEETING_STATES = {
  planned: '筹备中',
  notified: '已通知',
  held: '已召开',
  archived: '已归档',
  cancelled: '已取消',
} as const;
export type MeetingState = keyof typeof MEETING_STATES;
const meetingState = z.enum(Object.keys(MEETING_STATES) as [MeetingState, ...MeetingState[]]);
export const ATTENDANCE = {
  invited: '待签到',
  present: '到会',
  substitute: '委派他人',
  leave: '请假',
  absent: '缺席',
} as const;
export type Attendance = keyof typeof ATTENDANCE;
const attendance = z.enum(Object.keys(ATTENDANCE) as [Attendance, ...Attendance[]]);

const agendaItem = z.object({ title: line(120), unitId: id.nullable().default(null) });
const resolutionFields = {
  title: line(400, 2),
  unitId: id.nullable().default(null),
  support: z.array(id).max(60).default([]),
  dueDay: day.nullable().default(null),
};
const row = z.object({
  id,
  committeeId: id.nullable(),
  kind: meetingKind,
  title: z.string(),
  day,
  time: z.string(),
  place: z.string(),
  state: meetingState,
  version: z.number(),
});
export const meetingView = row.extend({
  agenda: z.array(z.object({ title: z.string(), unitId: id.nullable() })),
  minutes: z.string(),
  planId: id.nullable(),
  attendance: z.array(z.object({ unitId: id, status: attendance, note: z.string() })),
  resolutions: z.array(
    z.object({
      id,
      title: z.string(),
      unitId: id.nullable(),
      support: z.array(id),
      dueDay: day.nullable(),
      taskId: id.nullable(),
      /** Stage of the task made of it. */
      stage: z.string().nullable(),
    }),
  ),
  /** What may be done now, by this person. */
  actions: z.array(z.enum(['edit', 'notify', 'hold', 'toTasks', 'archive', 'cancel'])),
  names: z.record(z.string(), z.string()),
  createdAt: instant,
});
const fields = {
  committeeId: id.nullable().default(null),
  kind: meetingKind,
  title: line(120, 2),
  day,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$|^$/)
    .default(''),
  place: line(80, 0).default(''),
  agenda: z.array(agendaItem).max(40).default([]),
};
const done = z.object({ id, state: meetingState, version: z.number() });

export const meetings = route({
  ...read,
  id: 'meetings.list',
  method: 'GET',
  path: '/meetings',
  summary: '会议',
  input: z.object({ kind: meetingKind.optional(), ...pageQuery }),
  output: page(row),
});
export const meeting = route({
  ...read,
  id: 'meetings.one',
  method: 'GET',
  path: '/meetings/{id}',
  summary: '一次会议',
  input: z.object({ id }),
  output: meetingView,
});
export const addMeeting = route({
  ...manage,
  id: 'meetings.add',
  method: 'POST',
  path: '/meetings',
  summary: '筹备会议',
  input: z.object(fields),
  output: done,
});
export const editMeeting = route({
  ...manage,
  id: 'meetings.edit',
  method: 'PUT',
  path: '/meetings/{id}',
  summary: '修改会议',
  input: z.object({ ...seen, ...fields }),
  output: done,
});
/** Invites the members of the committee, and whoever else is named; each unit hears once. */
export const notifyMeeting = route({
  ...manage,
  id: 'meetings.notify',
  method: 'POST',
  path: '/meetings/{id}/notify',
  summary: '发出会议通知',
  input: z.object({ ...seen, unitIds: z.array(id).max(300).default([]) }),
  output: done,
});
/** What happened: who came, the minutes, what was decided. May be corrected until the meeting is archived. */
export const holdMeeting = route({
  ...manage,
  id: 'meetings.hold',
  method: 'POST',
  path: '/meetings/{id}/hold',
  summary: '记录会议（签到、纪要、议定事项）',
  input: z.object({
    ...seen,
    attendance: z.array(z.object({ unitId: id, status: attendance, note: text(100).default('') })).max(300),
    minutes: text(20000),
    resolutions: z.array(z.object({ id: id.nullable().default(null), ...resolutionFields })).max(100),
  }),
  output: done,
});
/** Resolutions that name a unit become draft tasks of a plan of this meeting. */
export const resolutionsToTasks = route({
  ...plan,
  id: 'meetings.toTasks',
  method: 'POST',
  path: '/meetings/{id}/tasks',
  summary: '议定事项转为任务',
  errors: ['nothing_to_dispatch'],
  input: z.object(seen),
  output: z.object({ id, planId: id, tasks: z.number(), version: z.number() }),
});
export const archiveMeeting = route({
  ...manage,
  id: 'meetings.archive',
  method: 'POST',
  path: '/meetings/{id}/archive',
  summary: '归档',
  input: z.object(seen),
  output: done,
});
export const cancelMeeting = route({
  ...manage,
  id: 'meetings.cancel',
  method: 'POST',
  path: '/meetings/{id}/cancel',
  summary: '取消会议',
  input: z.object({ ...seen, reason: line(300, 2) }),
  output: done,
});

/** Who is responsible for this: sectors, committees and duty lists that speak of the words. */
export const responsible = route({
  ...read,
  id: 'responsibility.find',
  method: 'GET',
  path: '/responsibility',
  summary: '这件事归谁管',
  input: z.object({ q: line(40) }),
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['sector', 'committee', 'duty']),
        id,
        unitId: id.nullable(),
        unit: z.string(),
        title: z.string(),
        words: z.string(),
      }),
    ),
  }),
});
/** 监管盲区与职责交叉. */
export const gaps = route({
  ...read,
  id: 'responsibility.gaps',
  method: 'GET',
  path: '/responsibility/gaps',
  summary: '监管盲区与职责交叉',
  input: z.object({}),
  output: z.object({
    gaps: z.array(
      z.object({ sector: z.string(), label: z.string(), missing: z.enum(['regulator', 'committee', 'duty']) }),
    ),
    overlaps: z.array(z.object({ sector: z.string(), label: z.string(), units: z.array(z.string()) })),
    /** 党委、政府研究安全生产: the last day, and whether the tenant's interval is over. */
    study: z.object({ lastDay: day.nullable(), everyDays: z.number(), overdue: z.boolean() }),
  }),
});
/** A street's own desk: its figures, what it owes, how it stands. */
export const workspace = route({
  ...read,
  id: 'workspaces.one',
  method: 'GET',
  path: '/workspaces/{unitId}',
  summary: '街道（镇）工作台',
  input: z.object({ unitId: id }),
  output: z.object({
    unit: z.object({ id, name: z.string(), kind: z.string() }),
    tasks: z.record(z.string(), z.number()),
    hazards: z.record(z.string(), z.number()),
    checks: z.array(
      z.object({ templateId: id, title: z.string(), day: day.nullable(), attained: z.number(), total: z.number() }),
    ),
    dutyReport: z.object({ year: z.number(), state: z.string(), dueDay: day.nullable() }).nullable(),
    dutyLists: z.array(z.object({ id, title: z.string(), done: z.number(), total: z.number() })),
  }),
});
export const workspaces = route({
  ...read,
  id: 'workspaces.list',
  method: 'GET',
  path: '/workspaces',
  summary: '街道（镇）',
  input: z.object(pageQuery),
  output: page(z.object({ id, name: z.string(), tasksOpen: z.number(), hazardsOpen: z.number() })),
});
