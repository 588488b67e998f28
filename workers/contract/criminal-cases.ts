import * as z from 'zod';
import { day, id, line, page, pageQuery, text } from './common.ts';
import { caseOrgan, caseState, registerAction, registerEvent } from './register-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'case.read' } as const };
const write = { app: 'console' as const, access: { permission: 'case.write' } as const };
const step = { ...write, method: 'POST' as const };
const seen = { id, version: z.number().int() };

/** What is written down of a case. An enterprise is accused here, never a person by name. */
const fields = {
  number: line(60, 2),
  accused: line(80, 2),
  /** A key of the tenant's list of charges. */
  charge: line(40, 2),
  facts: text(2000).default(''),
  foundOn: day,
  unitId: id.nullable().default(null),
  hazardId: id.nullable().default(null),
};
const caseRow = z.object({
  id,
  number: z.string(),
  accused: z.string(),
  charge: z.string(),
  chargeName: z.string(),
  state: caseState,
  organ: caseOrgan.nullable(),
  foundOn: day,
  referredOn: day.nullable(),
  filedOn: day.nullable(),
  prosecutedOn: day.nullable(),
  judgedOn: day.nullable(),
  endedOn: day.nullable(),
  unitId: id.nullable(),
  unit: z.string(),
  version: z.number(),
});
export const criminalCases = route({
  ...read,
  id: 'criminalCases.list',
  path: '/criminal-cases',
  summary: '事前刑责案件',
  input: z.object({ state: caseState.optional(), charge: line(40).optional(), ...pageQuery }),
  output: page(caseRow),
});
export const criminalCase = route({
  ...read,
  id: 'criminalCases.one',
  path: '/criminal-cases/{id}',
  summary: '一件事前刑责案件',
  input: z.object({ id }),
  output: caseRow.extend({
    facts: z.string(),
    outcome: z.string(),
    hazard: z.object({ id, number: z.string(), title: z.string() }).nullable(),
    actions: z.array(registerAction),
  }),
});
export const caseEvents = route({
  ...read,
  id: 'criminalCases.events',
  path: '/criminal-cases/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(registerEvent),
});
export const charges = route({
  ...read,
  id: 'criminalCases.charges',
  path: '/criminal-charges',
  summary: '罪名清单',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ key: z.string(), name: z.string(), article: z.string() })) }),
});
const done = z.object({ id, state: caseState, version: z.number() });
export const addCase = route({
  ...step,
  id: 'criminalCases.add',
  path: '/criminal-cases',
  summary: '登记事前刑责案件',
  errors: ['name_taken'],
  input: z.object(fields),
  output: done,
});
export const editCase = route({
  ...write,
  id: 'criminalCases.edit',
  method: 'PUT',
  path: '/criminal-cases/{id}',
  summary: '修改登记',
  errors: ['name_taken'],
  input: z.object({ ...seen, ...fields }),
  output: done,
});
const on = { ...seen, day };
const outcome = line(500, 2);
export const referCase = route({
  ...step,
  id: 'criminalCases.refer',
  path: '/criminal-cases/{id}/refer',
  summary: '移送',
  input: z.object({ ...on, organ: caseOrgan }),
  output: done,
});
export const fileCase = route({
  ...step,
  id: 'criminalCases.file',
  path: '/criminal-cases/{id}/file',
  summary: '登记立案',
  input: z.object(on),
  output: done,
});
export const declineCase = route({
  ...step,
  id: 'criminalCases.decline',
  path: '/criminal-cases/{id}/decline',
  summary: '登记不予立案',
  input: z.object({ ...on, outcome }),
  output: done,
});
export const prosecuteCase = route({
  ...step,
  id: 'criminalCases.prosecute',
  path: '/criminal-cases/{id}/prosecute',
  summary: '登记提起公诉',
  input: z.object(on),
  output: done,
});
export const dropCase = route({
  ...step,
  id: 'criminalCases.drop',
  path: '/criminal-cases/{id}/drop',
  summary: '登记撤案、不起诉',
  input: z.object({ ...on, outcome }),
  output: done,
});
export const judgeCase = route({
  ...step,
  id: 'criminalCases.judge',
  path: '/criminal-cases/{id}/judge',
  summary: '登记判决',
  input: z.object({ ...on, outcome }),
  output: done,
});

const counts = { found: z.number(), referred: z.number(), filed: z.number(), prosecuted: z.number() };
const tally = z.object({ ...counts, judged: z.number(), notFiled: z.number(), dropped: z.number() });
/** 定期通报: what happened in the period, by charge; a case counts under each step that falls into it. */
export const caseBulletin = route({
  ...read,
  id: 'criminalCases.bulletin',
  path: '/criminal-bulletin',
  summary: '一个时段的案件统计',
  input: z.object({ from: day, to: day }),
  output: z.object({
    total: tally,
    byCharge: z.array(z.object({ charge: z.string(), name: z.string(), ...tally.shape })),
  }),
});
export const exportCases = route({
  app: 'console',
  id: 'criminalCases.export',
  method: 'GET',
  path: '/criminal-bulletin.xlsx',
  access: { permission: 'case.read' },
  summary: '导出一个时段的通报表（Excel）',
  limit: 'export',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  input: z.object({ from: day, to: day }),
  output: z.any(),
});
