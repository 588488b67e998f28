import * as z from 'zod';

/** Steps of a supervision visit (督导检查), and of a round of re-checks (回头看), which takes the same ones. */
export const CHECK_STATES = {
  planned: '待检查',
  started: '检查中',
  recorded: '待定稿',
  finished: '已完成',
  cancelled: '已取消',
} as const;
export type CheckState = keyof typeof CHECK_STATES;
export const checkState = z.enum(Object.keys(CHECK_STATES) as [CheckState, ...CheckState[]]);

export const CHECK_KINDS = { visit: '检查', recheck: '回头看' } as const;
export type CheckKind = keyof typeof CHECK_KINDS;
export const checkKind = z.enum(Object.keys(CHECK_KINDS) as [CheckKind, ...CheckKind[]]);

/** 七个相结合: of each pair a check is one, the other, or neither. */
export const CHECK_PAIRS = {
  openness: { open: '明察', covert: '暗访' },
  range: { special: '专项', general: '综合' },
  rhythm: { spot: '抽查', routine: '日常' },
  across: { sector: '行业', cross: '交叉' },
  nature: { administrative: '行政', technical: '技术' },
  power: { supervision: '督导', enforcement: '执法' },
  aim: { directed: '定向', quantified: '定量' },
} as const;
/** Every choice of every pair by its name. */
export const CHECK_TAGS = {
  ...CHECK_PAIRS.openness,
  ...CHECK_PAIRS.range,
  ...CHECK_PAIRS.rhythm,
  ...CHECK_PAIRS.across,
  ...CHECK_PAIRS.nature,
  ...CHECK_PAIRS.power,
  ...CHECK_PAIRS.aim,
} as const;
export type CheckTag = keyof typeof CHECK_TAGS;
export const checkTag = z.enum(Object.keys(CHECK_TAGS) as [CheckTag, ...CheckTag[]]);

export const UNANNOUNCED = '四不两直';
export const ITEM_ANSWERS = { pass: '符合', problem: '有问题', na: '不涉及' } as const;
export type ItemAnswer = keyof typeof ITEM_ANSWERS;
export const itemAnswer = z.enum(Object.keys(ITEM_ANSWERS) as [ItemAnswer, ...ItemAnswer[]]);

/** Why a visit has no point on the map, if it has none. */
export const POSITIONS = { given: '已取得', refused: '检查人员未允许定位', unavailable: '手机未取得定位' } as const;
export type Position = keyof typeof POSITIONS;
export const FINDING_KINDS = { hazard: '隐患', duty: '履职问题' } as const;
export type FindingKind = keyof typeof FINDING_KINDS;
export const findingKind = z.enum(Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]]);
export const RECHECK_RESULTS = { ok: '整改到位', reopened: '问题反弹' } as const;
export type RecheckResult = keyof typeof RECHECK_RESULTS;
export const recheckResult = z.enum(Object.keys(RECHECK_RESULTS) as [RecheckResult, ...RecheckResult[]]);
export const TEAM_STATES = { active: '在岗', ended: '已撤销' } as const;
export type TeamState = keyof typeof TEAM_STATES;
export const teamState = z.enum(Object.keys(TEAM_STATES) as [TeamState, ...TeamState[]]);

/** Ticked by whoever starts a visit. */
export const CHECK_STATEMENT =
  '本人与被检查对象没有利害关系，存在应当回避的情形已经报告；检查中遵守廉洁纪律，不接受被检查对象的宴请、礼品和其他利益。';
