import * as z from 'zod';
import { instant } from './common.ts';

/** A button of a register, drawn from its machine: what it needs, whether this person may press it, and why not. */
export const registerAction = z.object({
  action: z.string(),
  label: z.string(),
  needs: z.array(z.string()),
  allowed: z.boolean(),
  why: z.string(),
});
export const registerEvent = z.object({
  seq: z.number(),
  at: instant,
  actorName: z.string(),
  action: z.string(),
  label: z.string(),
  to: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
/** A time limit with where it comes from. */
export const registerClock = z.object({
  dueAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  basis: z.string(),
  basisChecked: z.boolean(),
});

export const AWARD_LEVELS = { national: '国家级', province: '省级', city: '市级', county: '县（区）级' } as const;
export type AwardLevel = keyof typeof AWARD_LEVELS;
export const awardLevel = z.enum(Object.keys(AWARD_LEVELS) as [AwardLevel, ...AwardLevel[]]);

/** Steps of an award (示范创建). */
export const AWARD_STATES = {
  applied: '待评审',
  returned: '退回修改',
  reviewed: '待命名',
  awarded: '已命名',
  rejected: '未通过',
  cancelled: '已撤回申报',
  withdrawn: '已撤销命名',
} as const;
export type AwardState = keyof typeof AWARD_STATES;
export const awardState = z.enum(Object.keys(AWARD_STATES) as [AwardState, ...AwardState[]]);

/** Grades of an accident, as the regulation on reporting accidents has them. */
export const ACCIDENT_GRADES = {
  general: '一般事故',
  larger: '较大事故',
  major: '重大事故',
  extraordinary: '特别重大事故',
} as const;
export type AccidentGrade = keyof typeof ACCIDENT_GRADES;
export const accidentGrade = z.enum(Object.keys(ACCIDENT_GRADES) as [AccidentGrade, ...AccidentGrade[]]);

/** Steps of the evaluation of what an accident's report asked for (事故整改评估). */
export const ACCIDENT_STATES = {
  drafted: '录入措施',
  rectifying: '整改评估中',
  concluded: '待公开',
  published: '已公开',
} as const;
export type AccidentState = keyof typeof ACCIDENT_STATES;
export const accidentState = z.enum(Object.keys(ACCIDENT_STATES) as [AccidentState, ...AccidentState[]]);

export const MEASURE_VERDICTS = { done: '已落实', partly: '部分落实', not_done: '未落实' } as const;
export type MeasureVerdict = keyof typeof MEASURE_VERDICTS;
export const measureVerdict = z.enum(Object.keys(MEASURE_VERDICTS) as [MeasureVerdict, ...MeasureVerdict[]]);
export const CONCLUSIONS = { full: '全部落实', mostly: '基本落实', lacking: '落实不到位' } as const;
export type Conclusion = keyof typeof CONCLUSIONS;
export const conclusion = z.enum(Object.keys(CONCLUSIONS) as [Conclusion, ...Conclusion[]]);

/** Steps of a case about a danger that is a crime before anybody is hurt (事前刑责). */
export const CASE_STATES = {
  found: '已发现',
  referred: '已移送',
  filed: '已立案',
  prosecuted: '已起诉',
  judged: '已判决',
  not_filed: '不予立案',
  dropped: '撤案、不起诉',
} as const;
export type CaseState = keyof typeof CASE_STATES;
export const caseState = z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]);
export const CASE_ORGANS = { police: '公安机关', procuratorate: '检察机关', court: '人民法院' } as const;
export type CaseOrgan = keyof typeof CASE_ORGANS;
export const caseOrgan = z.enum(Object.keys(CASE_ORGANS) as [CaseOrgan, ...CaseOrgan[]]);
