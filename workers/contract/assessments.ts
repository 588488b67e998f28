import * as z from 'zod';
import { day, id, line, page, pageQuery, text } from './common.ts';
import { route } from './route.ts';

const read = { app: 'console' as const, access: { permission: 'expert.read' } as const };
const engage = { app: 'console' as const, access: { permission: 'expert.engage' } as const };
const keep = { app: 'console' as const, access: { permission: 'expert.manage' } as const };
const score = z.number().int().min(0).max(100);
const year = z.coerce.number().int().min(2000).max(2100);
const seen = { id, version: z.number().int() };

export const GRADES = { excellent: '优秀', qualified: '合格', unqualified: '不合格' } as const;
export type Grade = keyof typeof GRADES;
const grade = z.enum(Object.keys(GRADES) as [Grade, ...Grade[]]);

/** The office's word on a job well done or not; may be corrected until the engagement is closed. */
export const scorePart = route({
  ...engage,
  id: 'engagementParts.score',
  method: 'POST',
  path: '/engagement-parts/{id}/score',
  summary: '为专家的工作评分',
  errors: ['wrong_state'],
  input: z.object({ ...seen, score, words: text(300).default('') }),
  output: z.object(seen),
});
/** An opinion that was found to be false: counted for good, shown where the seat is renewed or ended. */
export const falseOpinion = route({
  ...engage,
  id: 'engagementParts.falseOpinion',
  method: 'POST',
  path: '/engagement-parts/{id}/false-opinion',
  summary: '认定意见失实',
  errors: ['wrong_state'],
  input: z.object({ ...seen, reason: line(300, 2) }),
  output: z.object(seen),
});
/** A link for the enterprise to score by, without an account; a new one replaces the old. */
export const scoreLink = route({
  ...engage,
  id: 'engagements.scoreLink',
  method: 'POST',
  path: '/engagements/{id}/score-link',
  summary: '生成企业评分链接',
  secretAnswer: true,
  errors: ['wrong_state'],
  input: z.object(seen),
  output: z.object({ ...seen, token: z.string() }),
});

const token = z.string().regex(/^[A-Za-z0-9_-]{22,43}$/);
/** What the enterprise scores: who came, and when. Nothing of what they found. */
export const scoreSheet = route({
  app: 'public',
  access: 'public',
  id: 'expertScores.sheet',
  method: 'POST',
  path: '/expert-scores/sheet',
  summary: '企业评分：查看',
  unkeyed: '只读；令牌放在请求体里，不进网址',
  limit: 'link',
  errors: ['link_invalid'],
  input: z.object({ token }),
  output: z.object({
    enterprise: z.string(),
    title: z.string(),
    fromDay: day,
    toDay: day,
    parts: z.array(z.object({ id, expert: z.string(), score: score.nullable() })),
  }),
});
export const sendScores = route({
  app: 'public',
  access: 'public',
  id: 'expertScores.send',
  method: 'POST',
  path: '/expert-scores',
  summary: '企业评分：提交',
  limit: 'link',
  errors: ['link_invalid'],
  input: z.object({
    token,
    scores: z
      .array(z.object({ partId: id, score }))
      .min(1)
      .max(20),
    words: text(300).default(''),
  }),
  output: z.object({ ok: z.literal(true) }),
});

const training = z.object({ id, day, title: z.string(), hours: z.number() });
export const trainings = route({
  ...read,
  id: 'trainings.list',
  method: 'GET',
  path: '/experts/{expertId}/trainings',
  summary: '专家培训记录',
  input: z.object({ expertId: id, ...pageQuery }),
  output: page(training.extend({ blobId: id.nullable() })),
});
/** Everybody's, as it was entered: newest first. */
export const trainingLog = route({
  ...read,
  id: 'trainings.log',
  method: 'GET',
  path: '/expert-trainings',
  summary: '培训记录',
  input: z.object(pageQuery),
  output: page(training.extend({ expertId: id, expert: z.string(), enteredBy: z.string() })),
});
/** An expert's own. */
export const myTrainings = route({
  app: 'console',
  access: { permission: 'expert.self' },
  id: 'trainings.mine',
  method: 'GET',
  path: '/my-expert/trainings',
  summary: '我的培训记录',
  input: z.object(pageQuery),
  output: page(training),
});
export const addTraining = route({
  ...keep,
  id: 'trainings.add',
  method: 'POST',
  path: '/expert-trainings',
  summary: '登记培训',
  input: z.object({
    expertIds: z.array(id).min(1).max(200),
    day,
    title: line(80, 2),
    hours: z.number().int().min(1).max(400),
  }),
  output: z.object({ added: z.number() }),
});

const line_ = z.object({
  seatId: id,
  expertId: id,
  expert: z.string(),
  number: z.string().nullable(),
  /** Jobs of the year by their last day: signed, refused or missed, days, mean scores, money approved. */
  jobs: z.number(),
  missed: z.number(),
  days: z.number(),
  scoreOffice: z.number().nullable(),
  scoreEnterprise: z.number().nullable(),
  falseOpinions: z.number(),
  trainingHours: z.number(),
  drawn: z.number(),
  fees: z.number(),
  /** What the figures suggest; the person decides. */
  suggested: z.number().nullable(),
  assessment: z.object({ score: z.number(), grade, words: z.string() }).nullable(),
});
/** A year of a pool, member by member: the sheet for the yearly assessment and for the chart of load and pay. */
export const assessments = route({
  ...read,
  id: 'assessments.list',
  method: 'GET',
  path: '/expert-pools/{poolId}/assessments',
  summary: '专家年度考评',
  input: z.object({ poolId: id, year, ...pageQuery }),
  output: page(line_),
});
export const assess = route({
  ...keep,
  id: 'assessments.set',
  method: 'PUT',
  path: '/expert-assessments',
  summary: '评定年度考评',
  errors: ['assessed'],
  input: z.object({ seatId: id, year, score, grade, words: text(300).default('') }),
  output: z.object({ ok: z.literal(true) }),
});
/** How evenly work and money lie: the whole pool in a few figures. */
export const fairness = route({
  ...read,
  id: 'assessments.fairness',
  method: 'GET',
  path: '/expert-pools/{poolId}/fairness',
  summary: '工作量与费用分布',
  input: z.object({ poolId: id, year }),
  output: z.object({
    members: z.number(),
    /** Members by number of jobs: `[jobs, members]`, ascending. */
    jobs: z.array(z.tuple([z.number(), z.number()])),
    days: z.number(),
    fees: z.number(),
    /** Share of the work done by the busiest fifth, in percent; null while nobody worked. */
    busiestFifth: z.number().nullable(),
  }),
});
