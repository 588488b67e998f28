import * as z from 'zod';
import { day, flag, id, instant, line, page, pageQuery, text } from './common.ts';
import { engagementRow, engagementView, findingView, milestoneKind } from './engagement-views.ts';
import { engagementKind, engagementState, exclusion, partState, tieKind } from './expert-words.ts';
import { CATEGORY_NAMES, hazardLevel } from './hazard-words.ts';
import { route } from './route.ts';

export * from './engagement-views.ts';

const read = { app: 'console' as const, method: 'GET' as const, access: { permission: 'expert.read' } as const };
const act = { app: 'console' as const, method: 'POST' as const, access: { permission: 'expert.engage' } as const };
const seen = { id, version: z.number().int() };
const done = z.object({ id, state: engagementState, version: z.number() });
const partDone = z.object({ id, state: partState, version: z.number() });
const reason = line(300, 2);

export const engagements = route({
  ...read,
  id: 'engagements.list',
  path: '/engagements',
  summary: '专家检查清单',
  input: z.object({
    state: engagementState.optional(),
    kind: engagementKind.optional(),
    poolId: id.optional(),
    unitId: id.optional(),
    late: flag.optional(),
    /** A part of the enterprise's name. */
    q: z.string().trim().max(60).optional(),
    ...pageQuery,
  }),
  output: page(engagementRow),
});
export const engagementCounts = route({
  ...read,
  id: 'engagements.counts',
  path: '/engagement-counts',
  summary: '各状态的专家检查数量',
  input: z.object({}),
  output: z.object({ byState: z.record(z.string(), z.number()), late: z.number() }),
});
/** By day: what is at work in a span of at most a hundred days. */
export const engagementCalendar = route({
  ...read,
  id: 'engagements.calendar',
  path: '/engagement-calendar',
  summary: '专家检查日程',
  input: z.object({ from: day, to: day, ...pageQuery }),
  output: page(
    engagementRow.pick({
      ...{ id: true, number: true, title: true, kind: true, state: true },
      ...{ enterprise: true, fromDay: true, toDay: true, experts: true },
    }),
  ),
});
export const engagement = route({
  ...read,
  id: 'engagements.one',
  path: '/engagements/{id}',
  summary: '一次专家检查',
  input: z.object({ id }),
  output: engagementView,
});
export const engagementFindings = route({
  ...read,
  id: 'engagements.findings',
  path: '/engagements/{id}/findings',
  summary: '专家检查发现的隐患',
  input: z.object({ id, ...pageQuery }),
  output: page(findingView),
});
export const engagementEvents = route({
  ...read,
  id: 'engagements.events',
  path: '/engagements/{id}/events',
  summary: '专家检查办理过程',
  input: z.object({ id, ...pageQuery }),
  output: page(
    z.object({
      at: instant,
      actorName: z.string(),
      /** The expert a step of a part is about; '' for the whole. */
      expert: z.string(),
      label: z.string(),
      to: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
});
export const engagementFile = route({
  ...read,
  id: 'engagements.file',
  path: '/engagements/{id}/files/{blobId}',
  summary: '查看检查发现的照片',
  download: 'image/*',
  input: z.object({ id, blobId: id }),
  output: z.any(),
});

/** What the form of planning begins with: duties of the field, who came out of the draw. */
export const planForm = route({
  ...act,
  method: 'GET',
  id: 'engagements.form',
  path: '/engagement-form',
  summary: '安排专家检查时的预填内容',
  input: z.object({ poolId: id.optional(), drawId: id.optional(), kind: engagementKind }),
  output: z.object({
    poolId: id.nullable(),
    duties: z.array(z.string()),
    milestones: z.array(milestoneKind),
    draw: z
      .object({
        number: z.string(),
        enterprise: z.string(),
        creditCode: z.string(),
        experts: z.array(z.object({ seatId: id, expert: z.string() })),
      })
      .nullable(),
  }),
});
/** Members of a pool, with what speaks against each for this enterprise and these days. */
export const candidates = route({
  ...act,
  method: 'GET',
  id: 'engagements.candidates',
  path: '/engagement-candidates',
  summary: '可安排的专家',
  input: z.object({
    poolId: id,
    enterprise: z.string().trim().max(80).default(''),
    creditCode: z.string().trim().max(18).default(''),
    fromDay: day.optional(),
    toDay: day.optional(),
    q: z.string().trim().max(30).optional(),
    ...pageQuery,
  }),
  output: page(
    z.object({
      seatId: id,
      expertId: id,
      expert: z.string(),
      employer: z.string(),
      openParts: z.number(),
      lastDay: day.nullable(),
      hasAccount: z.boolean(),
      against: z.array(exclusion),
      /** Conflict, suspension, end of term: not to be taken. */
      barred: z.boolean(),
    }),
  ),
});

const words = {
  title: line(80, 2),
  address: text(200).default(''),
  placeUnitId: id.nullable().default(null),
  sector: z.string().max(40).nullable().default(null),
  brief: text(4000).default(''),
  fromDay: day,
  toDay: day,
  residentBy: day.nullable().default(null),
  checkedBy: day.nullable().default(null),
  rectifiedBy: day.nullable().default(null),
};
const enterprise = { enterprise: line(80, 2), creditCode: z.string().trim().max(18).default('') };
const duties = z.array(line(120, 2)).max(30);
/** By hand in a pool, or from a finished draw, whose accepted experts get their parts. */
export const planEngagement = route({
  ...act,
  id: 'engagements.plan',
  path: '/engagements',
  summary: '安排专家检查',
  input: z.object({
    kind: engagementKind,
    unitId: id,
    poolId: id.nullable().default(null),
    drawId: id.nullable().default(null),
    ...enterprise,
    ...words,
    duties: duties.default([]),
    seatIds: z.array(id).max(30).default([]),
  }),
  output: z.object({ id, number: z.string(), version: z.number() }),
});
/** The enterprise only while nobody was invited. */
export const editEngagement = route({
  ...act,
  id: 'engagements.edit',
  path: '/engagements/{id}/edit',
  summary: '修改专家检查安排',
  input: z.object({ ...seen, ...enterprise, ...words }),
  output: done,
});
export const addExperts = route({
  ...act,
  id: 'engagements.add',
  path: '/engagements/{id}/parts',
  summary: '增加专家',
  input: z.object({ ...seen, seatIds: z.array(id).min(1).max(30) }),
  output: done,
});
const step = (name: string, summary: string) => ({
  ...act,
  id: `engagements.${name}`,
  path: `/engagements/{id}/${name}` as const,
  summary,
});
export const invite = route({
  ...step('invite', '邀请专家'),
  errors: ['parts_missing'],
  input: z.object(seen),
  output: done,
});
export const startEngagement = route({
  ...step('start', '开始检查'),
  errors: ['parts_unanswered'],
  input: z.object(seen),
  output: done,
});
export const tickMilestone = route({
  ...step('milestone', '登记节点完成日期'),
  errors: ['findings_open'],
  input: z.object({ ...seen, kind: milestoneKind, day }),
  output: done,
});
export const tickDuty = route({
  ...step('duty', '登记职责完成情况'),
  input: z.object({ ...seen, duty: z.number().int().min(0).max(29), day: day.nullable() }),
  output: done,
});
export const acceptEngagement = route({
  ...step('accept', '认可专家检查成果'),
  input: z.object(seen),
  output: done,
});
export const closeEngagement = route({
  ...step('close', '办结专家检查'),
  errors: ['findings_open'],
  input: z.object(seen),
  output: done,
});
export const cancelEngagement = route({
  ...step('cancel', '取消专家检查'),
  input: z.object({ ...seen, reason }),
  output: done,
});

/** What an expert declares: each kind of tie the rule asks about, and own words. */
export const statement = z.object({
  ties: z.array(z.object({ kind: tieKind, has: z.boolean() })).max(10),
  words: text(500).default(''),
});
export const finding = {
  title: line(80, 2),
  description: text(4000).default(''),
  level: hazardLevel.default('general'),
  category: z.enum(CATEGORY_NAMES).nullable().default(null),
  address: text(200).default(''),
  danger: z.boolean().default(false),
  casualty: z.boolean().default(false),
  evidence: z.array(id).max(20).default([]),
};
/** On behalf of an expert of this engagement who cannot do it on the spot. */
export const addFinding = route({
  ...step('findings', '代专家登记检查发现的隐患'),
  id: 'engagements.addFinding',
  input: z.object({ id, partId: id, ...finding }),
  output: z.object({ hazardId: id, number: z.string() }),
});
/** An answer given by telephone or letter, taken down by the office. */
export const answerFor = route({
  ...act,
  id: 'engagementParts.answer',
  path: '/engagement-parts/{id}/answer',
  summary: '代专家登记答复',
  input: z.object({
    ...seen,
    answer: z.enum(['accept', 'decline', 'recuse']),
    statement: statement.optional(),
    reason: text(300).default(''),
  }),
  output: partDone,
});
export const markAbsent = route({
  ...act,
  id: 'engagementParts.absent',
  path: '/engagement-parts/{id}/absent',
  summary: '登记专家未到场',
  input: z.object({ ...seen, reason }),
  output: partDone,
});
/** Once, before the work is accepted; the old signature stays in the ledger. */
export const sendBackOpinion = route({
  ...act,
  id: 'engagementParts.sendBack',
  path: '/engagement-parts/{id}/return',
  summary: '退回专家意见',
  input: z.object({ ...seen, reason }),
  output: partDone,
});
