import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { awardLevel, awardState, registerAction, registerClock, registerEvent } from './register-words.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'people.read' } as const };
const manage = { app: 'console' as const, access: { permission: 'committee.manage' } as const };
const decide = { ...manage, method: 'POST' as const };
const own = { app: 'console' as const, method: 'POST' as const, access: { permission: 'duty.do' } as const };
const seen = { id, version: z.number().int() };
const reason = line(500, 2);

const programmeFields = {
  title: line(80, 2),
  level: awardLevel,
  basis: line(200, 0).default(''),
  /** How long it holds, and after how many months it is looked at again. */
  validMonths: z.number().int().min(1).max(120),
  recheckMonths: z.number().int().min(1).max(120),
};
export const programmeRow = z.object({
  id,
  ...programmeFields,
  basis: z.string(),
  templateId: id,
  criteria: z.array(z.string()),
  state: z.enum(['open', 'closed']),
  waiting: z.number(),
  awarded: z.number(),
  version: z.number(),
});
export const programmes = route({
  ...read,
  id: 'awardProgrammes.list',
  path: '/award-programmes',
  summary: '示范创建项目',
  input: z.object({ open: flag.optional(), ...pageQuery }),
  output: page(programmeRow),
});
/** The criteria are those of a checklist template as it stands then. */
export const addProgramme = route({
  ...decide,
  id: 'awardProgrammes.add',
  path: '/award-programmes',
  summary: '新建示范创建项目',
  input: z.object({ templateId: id, ...programmeFields }),
  output: z.object({ id, version: z.number() }),
});
export const editProgramme = route({
  ...manage,
  id: 'awardProgrammes.edit',
  method: 'PUT',
  path: '/award-programmes/{id}',
  summary: '修改、停止示范创建项目',
  input: z.object({ ...seen, state: z.enum(['open', 'closed']), ...programmeFields }),
  output: z.object({ id, version: z.number() }),
});

export const awardRow = z.object({
  id,
  programmeId: id,
  programme: z.string(),
  level: awardLevel,
  unitId: id,
  unit: z.string(),
  subject: z.string(),
  state: awardState,
  attained: z.number(),
  total: z.number(),
  score: z.number().nullable(),
  certificate: z.string().nullable(),
  awardedOn: day.nullable(),
  validUntil: day.nullable(),
  recheckOn: day.nullable(),
  /** The re-check is late, or the award has run out. */
  late: z.boolean(),
  expired: z.boolean(),
  createdAt: instant,
  version: z.number(),
});
export const awards = route({
  ...read,
  id: 'awards.list',
  path: '/awards',
  summary: '示范创建申报与命名',
  input: z.object({
    programmeId: id.optional(),
    unitId: id.optional(),
    state: awardState.optional(),
    /** Those to be looked at again, the nearest day first. */
    recheck: flag.optional(),
    ...pageQuery,
  }),
  output: page(awardRow),
});
const answer = z.enum(['yes', 'no', 'na']);
export const award = route({
  ...read,
  id: 'awards.one',
  path: '/awards/{id}',
  summary: '一件申报',
  input: z.object({ id }),
  output: awardRow.extend({
    items: z.array(z.object({ words: z.string(), answer, note: z.string() })),
    words: z.string(),
    opinion: z.string(),
    recheckedOn: day.nullable(),
    recheckOpinion: z.string(),
    reason: z.string(),
    validMonths: z.number(),
    recheckMonths: z.number(),
    clock: registerClock.nullable(),
    actions: z.array(registerAction),
  }),
});
export const awardEvents = route({
  ...read,
  id: 'awards.events',
  path: '/awards/{id}/events',
  summary: '办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(registerEvent),
});

const done = z.object({ id, state: awardState, version: z.number() });
const application = {
  /** One answer a criterion, in their order. */
  items: z.array(z.object({ answer, note: line(200, 0).default('') })).max(200),
  words: text(4000).default(''),
};
export const applyAward = route({
  ...own,
  id: 'awards.apply',
  path: '/awards',
  summary: '申报示范创建',
  input: z.object({ programmeId: id, unitId: id, subject: line(60, 0).default(''), ...application }),
  output: done,
});
export const resubmitAward = route({
  ...own,
  id: 'awards.resubmit',
  path: '/awards/{id}/resubmit',
  summary: '修改后重新申报',
  input: z.object({ ...seen, ...application }),
  output: done,
});
export const cancelAward = route({
  ...own,
  id: 'awards.cancel',
  path: '/awards/{id}/cancel',
  summary: '撤回申报',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const reviewAward = route({
  ...decide,
  id: 'awards.review',
  path: '/awards/{id}/review',
  summary: '评审',
  errors: ['same_person'],
  input: z.object({ ...seen, score: z.number().int().min(0).max(100), opinion: line(1000, 2) }),
  output: done,
});
export const sendBackAward = route({
  ...decide,
  id: 'awards.sendBack',
  path: '/awards/{id}/return',
  summary: '退回修改',
  input: z.object({ ...seen, reason }),
  output: done,
});
export const rejectAward = route({
  ...decide,
  id: 'awards.reject',
  path: '/awards/{id}/reject',
  summary: '评审不通过',
  input: z.object({ ...seen, reason }),
  output: done,
});
/** Until when it holds and when it is looked at again follows from the programme. */
export const grantAward = route({
  ...decide,
  id: 'awards.grant',
  path: '/awards/{id}/grant',
  summary: '命名发证',
  input: z.object({ ...seen, certificate: line(60, 2), awardedOn: day }),
  output: done,
});
/** 回头看 passed: the next one is set, as long as the award lasts. */
export const recheckAward = route({
  ...decide,
  id: 'awards.recheck',
  path: '/awards/{id}/recheck',
  summary: '“回头看”合格',
  input: z.object({ ...seen, recheckedOn: day, opinion: line(1000, 2) }),
  output: done,
});
export const withdrawAward = route({
  ...decide,
  id: 'awards.withdraw',
  path: '/awards/{id}/withdraw',
  summary: '撤销命名',
  input: z.object({ ...seen, reason }),
  output: done,
});
