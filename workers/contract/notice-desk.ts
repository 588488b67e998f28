import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { NOTICE_DOUBTS, noticeSpan } from './notices.ts';
import { route } from './route.ts';
import { assignmentRole, recurrence, taskKind } from './task-words.ts';

const access = { app: 'console' as const, access: { permission: 'task.plan' } as const };
const seen = { id, version: z.number().int() };

export const NOTICE_STATES = { reviewing: '核对中', confirmed: '已建任务', discarded: '已作废' } as const;
export type NoticeState = keyof typeof NOTICE_STATES;
const noticeState = z.enum(Object.keys(NOTICE_STATES) as [NoticeState, ...NoticeState[]]);

/** Longer texts are no notices; with its draft a row must stay far below what the database takes. */
export const MAX_NOTICE_TEXT = 200_000;
export const MAX_NOTICE_FILE = 5 * 1024 * 1024;
export const MAX_DRAFT_ITEMS = 300;

/** Doubts of the reader, and what becomes doubtful when it is made a task. */
export const DRAFT_DOUBTS = [
  ...NOTICE_DOUBTS,
  'past_year',
  'past_day',
  'no_deadline',
  'odd_recurrence',
  'cut_text',
] as const;
export const draftDoubt = z.object({ code: z.enum(DRAFT_DOUBTS), words: z.string().max(300) });
export type DraftDoubt = z.infer<typeof draftDoubt>;

export const draftUnit = z.object({
  /** As the notice has it; where a person picked a unit, its short name. */ name: line(80),
  role: assignmentRole,
  /** None: nobody said yet who that is. Several: 各街道. */ unitIds: z.array(id).max(200),
});
export type DraftUnit = z.infer<typeof draftUnit>;

export const draftItem = z.object({
  key: line(24),
  no: line(20, 0),
  title: line(200, 0),
  content: text(8000),
  units: z.array(draftUnit).max(100),
  kind: taskKind,
  recurrence: recurrence.nullable(),
  dueDay: day.nullable(),
  milestones: z.array(z.object({ title: line(120, 0), dueDay: day })).max(20),
  deadlineText: line(200, 0),
  /** Its place in the text; none for a task added by hand. */ span: noticeSpan.nullable(),
  /** Becomes a task. */ include: z.boolean(),
  /** A person has looked at it. */ checked: z.boolean(),
  doubts: z.array(draftDoubt).max(40),
});
export type DraftItem = z.infer<typeof draftItem>;

/** A written name that is none of the tenant's units, until somebody says who is meant or drops it. */
export const draftName = z.object({
  name: line(80),
  /** Units it may mean, the likeliest first. */ candidates: z.array(id).max(20),
  unitIds: z.array(id).max(200),
  ignored: z.boolean(),
});
export type DraftName = z.infer<typeof draftName>;

export const noticeDraft = z.object({
  title: line(200, 0),
  docNo: line(60, 0),
  issuer: line(80, 0),
  issuedOn: day.nullable(),
  year: z.number().int().min(2000).max(2100),
  items: z.array(draftItem).max(MAX_DRAFT_ITEMS),
  names: z.array(draftName).max(1000),
});
export type NoticeDraft = z.infer<typeof noticeDraft>;

export const noticeMark = z.object({
  kind: z.enum(['head', 'unit', 'deadline', 'doubt']),
  span: noticeSpan,
  /** The task it was read for. */ key: z.string().optional(),
  /** What is doubtful about it. */ words: z.string().optional(),
});
export type NoticeMark = z.infer<typeof noticeMark>;

const noticeRow = z.object({
  id,
  title: z.string(),
  fileName: z.string(),
  state: noticeState,
  planId: id.nullable(),
  tasks: z.number(),
  checked: z.number(),
  createdBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
  version: z.number(),
});
const keep = 'notices without items are refused unless the person says that they will add the tasks by hand';

const errors = [
  'notice_empty',
  'notice_scanned',
  'notice_no_items',
  'notice_pdf',
  'archive_refused',
  'unsupported_file',
  'too_large',
] as const;
/** Pasted text becomes a notice with a draft of its tasks. */
export const readNotice = route({
  ...access,
  id: 'notices.read',
  method: 'POST',
  path: '/notices',
  summary: '读通知（粘贴正文）',
  errors,
  input: z.object({ text: z.string(), keep: z.boolean().default(false).describe(keep) }),
  output: z.object({ id, tasks: z.number() }),
});
/** As `notices.read`, of a .docx or .txt file; what it is, its bytes say. */
export const uploadNotice = route({
  ...access,
  id: 'notices.upload',
  method: 'POST',
  path: '/notices/file',
  summary: '读通知（上传文件）',
  upload: { maxBytes: MAX_NOTICE_FILE },
  errors,
  input: z.object({ fileName: line(120, 0).default(''), keep: flag.default(false) }),
  output: z.object({ id, tasks: z.number() }),
});
export const notices = route({
  ...access,
  id: 'notices.list',
  method: 'GET',
  path: '/notices',
  summary: '读过的通知',
  input: z.object({ state: noticeState.optional(), ...pageQuery }),
  output: page(noticeRow),
});
export const noticeOne = route({
  ...access,
  id: 'notices.one',
  method: 'GET',
  path: '/notices/{id}',
  summary: '一份通知和读出的任务',
  input: z.object({ id }),
  output: noticeRow.extend({
    text: z.string(),
    draft: noticeDraft,
    marks: z.array(noticeMark),
    /** Of the notice as a whole. */ doubts: z.array(draftDoubt),
    /** Duties for all, stated outside the items: each may be made a task. */ rules: z.array(draftItem),
    /** Who saved it last. */ savedBy: z.string(),
    /** The year it is now. */ thisYear: z.number(),
  }),
});
export const saveNotice = route({
  ...access,
  id: 'notices.save',
  method: 'PUT',
  path: '/notices/{id}',
  summary: '保存核对中的任务',
  input: z.object({ ...seen, draft: noticeDraft }),
  output: z.object({ id, version: z.number() }),
});
/** One commit: the plan, its draft tasks and the notice that points to it. */
export const confirmNotice = route({
  ...access,
  id: 'notices.confirm',
  method: 'POST',
  path: '/notices/{id}/confirm',
  summary: '确认，生成任务计划（草稿）',
  /** `remember`: names that a person settled mean those units in every notice from here on. */
  input: z.object({ ...seen, remember: z.boolean().default(true) }),
  output: z.object({ id, planId: id, number: z.string(), tasks: z.number(), version: z.number() }),
});
export const discardNotice = route({
  ...access,
  id: 'notices.discard',
  method: 'POST',
  path: '/notices/{id}/discard',
  summary: '作废',
  input: z.object(seen),
  output: z.object({ id, version: z.number() }),
});
