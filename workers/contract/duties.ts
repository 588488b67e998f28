import * as z from 'zod';
import { day, id, instant, line, ok, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'people.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'committee.manage' } as const };
const act = { app: 'console' as const, access: { permission: 'duty.do' } as const };
const seen = { id, version: z.number().int() };

export const DUTY_KINDS = {
  leader: '领导干部职责清单',
  leader_year: '领导干部年度任务清单',
  department: '部门监管责任清单',
  enterprise: '企业主体责任清单',
} as const;
export type DutyKind = keyof typeof DUTY_KINDS;
const dutyKind = z.enum(Object.keys(DUTY_KINDS) as [DutyKind, ...DutyKind[]]);
export const DUTY_STATES = { draft: '草稿', published: '现行', superseded: '已被新版代替' } as const;
export type DutyState = keyof typeof DUTY_STATES;
const dutyState = z.enum(Object.keys(DUTY_STATES) as [DutyState, ...DutyState[]]);

const listRow = z.object({
  id,
  kind: dutyKind,
  title: z.string(),
  edition: z.number(),
  unitId: id,
  personId: id.nullable(),
  holder: z.string(),
  year: z.number().nullable(),
  state: dutyState,
  publishedOn: day.nullable(),
  lines: z.number(),
  done: z.number(),
  version: z.number(),
});
const lineFields = {
  words: line(500, 2),
  basis: line(120, 0).default(''),
  sector: line(40, 0).nullable().default(null),
  dueDay: day.nullable().default(null),
};
const listFields = {
  kind: dutyKind,
  title: line(120, 2),
  unitId: id,
  personId: id.nullable().default(null),
  holder: line(60, 0).default(''),
  year: z.number().int().min(2000).max(2100).nullable().default(null),
  lines: z.array(z.object(lineFields)).min(1).max(200),
};
const done = z.object({ id, version: z.number() });

export const dutyLists = route({
  ...read,
  id: 'duties.list',
  method: 'GET',
  path: '/duties',
  summary: '职责清单',
  input: z.object({
    kind: dutyKind.optional(),
    unitId: id.optional(),
    state: dutyState.default('published'),
    ...pageQuery,
  }),
  output: page(listRow),
});
export const dutyList = route({
  ...read,
  id: 'duties.one',
  method: 'GET',
  path: '/duties/{id}',
  summary: '一份职责清单',
  input: z.object({ id }),
  output: listRow.extend({
    items: z.array(
      z.object({
        id,
        words: z.string(),
        basis: z.string(),
        sector: z.string().nullable(),
        dueDay: day.nullable(),
        doneOn: day.nullable(),
        evidence: z.string(),
        blobId: id.nullable(),
        mediaType: z.string().nullable(),
        late: z.boolean(),
      }),
    ),
    editions: z.array(z.object({ id, edition: z.number(), state: dutyState, publishedOn: day.nullable() })),
    mayEdit: z.boolean(),
    mayTick: z.boolean(),
    names: z.record(z.string(), z.string()),
  }),
});
export const addDutyList = route({
  ...manage,
  id: 'duties.add',
  method: 'POST',
  path: '/duties',
  summary: '新建职责清单（草稿）',
  input: z.object(listFields),
  output: done,
});
export const editDutyList = route({
  ...manage,
  id: 'duties.edit',
  method: 'PUT',
  path: '/duties/{id}',
  summary: '修改草稿',
  input: z.object({ ...seen, ...listFields }),
  output: done,
});
/** The edition before it stays readable, marked as superseded. */
export const publishDutyList = route({
  ...manage,
  id: 'duties.publish',
  method: 'POST',
  path: '/duties/{id}/publish',
  summary: '印发',
  input: z.object(seen),
  output: done,
});
export const newEdition = route({
  ...manage,
  id: 'duties.edition',
  method: 'POST',
  path: '/duties/{id}/edition',
  summary: '修订（生成新版草稿）',
  input: z.object({ id }),
  output: done,
});
/** A line done, with what shows it; undone again without `doneOn`. */
export const tickLine = route({
  app: 'console',
  access: { permission: 'duty.own' },
  id: 'dutyLines.tick',
  method: 'PUT',
  path: '/duty-lines/{id}',
  summary: '填报履职情况',
  input: z.object({ id, doneOn: day.nullable(), evidence: text(500).default(''), blobId: id.nullable().default(null) }),
  output: ok,
});
export const lineFile = route({
  ...read,
  id: 'dutyLines.file',
  method: 'GET',
  path: '/duty-lines/{id}/file',
  summary: '下载履职材料',
  download: 'application/octet-stream',
  input: z.object({ id }),
  output: z.any(),
});
export const exportDuties = route({
  app: 'console',
  id: 'duties.export',
  method: 'GET',
  path: '/duties/{id}/export.xlsx',
  access: { permission: 'people.read' },
  summary: '导出职责清单（Excel）',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({ id }),
  output: z.any(),
});

const reportRow = z.object({
  id,
  year: z.number(),
  unitId: id,
  unit: z.string(),
  post: z.string(),
  dueDay: day.nullable(),
  state: z.enum(['scheduled', 'submitted', 'scored']),
  words: z.string(),
  submittedAt: instant.nullable(),
  score: z.number().nullable(),
  comment: z.string(),
  late: z.boolean(),
  mine: z.boolean(),
  version: z.number(),
});
/** 述职: with the coverage meter, submitted of all. */
export const dutyReports = route({
  ...read,
  id: 'dutyReports.list',
  method: 'GET',
  path: '/duty-reports',
  summary: '述职',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2100), ...pageQuery }),
  output: page(reportRow).extend({ total: z.number(), submitted: z.number(), scored: z.number() }),
});
export const scheduleReports = route({
  ...manage,
  id: 'dutyReports.schedule',
  method: 'POST',
  path: '/duty-reports',
  summary: '安排述职',
  input: z.object({
    year: z.number().int().min(2000).max(2100),
    unitIds: z.array(id).min(1).max(300),
    post: line(40, 0).default('主要负责人'),
    dueDay: day,
  }),
  output: z.object({ added: z.number(), there: z.number() }),
});
export const submitReport = route({
  ...act,
  id: 'dutyReports.submit',
  method: 'POST',
  path: '/duty-reports/{id}/submit',
  summary: '提交述职报告',
  input: z.object({ ...seen, words: line(10000, 10) }),
  output: done,
});
export const scoreReport = route({
  ...manage,
  id: 'dutyReports.score',
  method: 'POST',
  path: '/duty-reports/{id}/score',
  summary: '评议',
  errors: ['same_person'],
  input: z.object({ ...seen, score: z.number().int().min(0).max(100), comment: line(1000, 2) }),
  output: done,
});

const checkRow = z.object({
  id,
  templateId: id,
  title: z.string(),
  unitId: id,
  day,
  attained: z.number(),
  total: z.number(),
  items: z.array(z.object({ words: z.string(), answer: z.enum(['yes', 'no', 'na']), note: z.string() })),
});
/** The last one of each unit: a map of who attained what. */
export const selfChecks = route({
  ...read,
  id: 'selfChecks.list',
  method: 'GET',
  path: '/self-checks',
  summary: '达标自查',
  input: z.object({ templateId: id, ...pageQuery }),
  output: page(checkRow),
});
export const addSelfCheck = route({
  ...act,
  id: 'selfChecks.add',
  method: 'POST',
  path: '/self-checks',
  summary: '提交自查',
  input: z.object({
    templateId: id,
    unitId: id,
    items: z
      .array(z.object({ answer: z.enum(['yes', 'no', 'na']), note: text(300).default('') }))
      .min(1)
      .max(100),
  }),
  output: z.object({ id, attained: z.number(), total: z.number() }),
});
