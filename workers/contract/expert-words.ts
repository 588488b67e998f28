import * as z from 'zod';

const names = <T extends object>(words: T) => Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];

/** What somebody did in a job; only the first two count towards the years a pool asks for. */
export const WORK_KINDS = { technology: '安全技术', management: '安全管理', other: '其他工作' } as const;
export type WorkKind = keyof typeof WORK_KINDS;
export const workKind = z.enum(names(WORK_KINDS));

export const CREDENTIAL_KINDS = { title: '职称', registration: '执业资格', education: '学历' } as const;
export type CredentialKind = keyof typeof CREDENTIAL_KINDS;
export const credentialKind = z.enum(names(CREDENTIAL_KINDS));

/** Why an expert must not judge an enterprise. */
export const TIE_KINDS = {
  employee: '任职或曾任职',
  shareholder: '持股或投资',
  adviser: '受聘顾问',
  served: '提供过有偿服务',
  kin: '近亲属任职或投资',
} as const;
export type TieKind = keyof typeof TIE_KINDS;
export const tieKind = z.enum(names(TIE_KINDS));

/** An expert's place in a pool, from the application on. */
export const SEAT_STATES = {
  applied: '待核验',
  supplement: '待补正',
  checked: '待评审',
  reviewed: '待公示',
  publicised: '公示中',
  appointed: '在聘',
  suspended: '暂停',
  refused: '未通过',
  withdrawn: '已撤回',
  removed: '已解聘',
  ended: '聘期届满',
} as const;
export type SeatState = keyof typeof SEAT_STATES;
export const seatState = z.enum(names(SEAT_STATES));

export const DRAW_STATES = {
  drafted: '草稿',
  committed: '名单已封存',
  drawn: '已抽取',
  done: '已完成',
  void: '已作废',
} as const;
export type DrawState = keyof typeof DRAW_STATES;
export const drawState = z.enum(names(DRAW_STATES));

/** What became of one who was drawn. */
export const PICK_STATES = {
  waiting: '候补',
  called: '已通知',
  accepted: '已接受',
  refused: '谢绝',
  no_show: '未到',
  recused: '回避',
} as const;
export type PickState = keyof typeof PICK_STATES;
export const pickState = z.enum(names(PICK_STATES));

/** Why a member of the pool was left out of a draw. */
export const EXCLUSIONS = {
  conflict: '与受检单位有利害关系',
  expired: '聘期已满或资格到期',
  suspended: '暂停聘用',
  ineligible: '不符合现行入库条件',
  load: '手头工作已满',
  cooling: '近期检查过该单位',
  leave: '请假',
  elsewhere: '已列入本次抽取的另一专业',
} as const;
export type Exclusion = keyof typeof EXCLUSIONS;
export const exclusion = z.enum(names(EXCLUSIONS));

export const ENGAGEMENT_KINDS = {
  resident: '驻企检查',
  deep: '解剖式检查',
  check: '随同检查',
  opinion: '咨询论证',
  incident: '事故技术分析',
} as const;
export type EngagementKind = keyof typeof ENGAGEMENT_KINDS;
export const engagementKind = z.enum(names(ENGAGEMENT_KINDS));

export const ENGAGEMENT_STATES = {
  planned: '筹备中',
  invited: '已邀请专家',
  under_way: '检查中',
  reported: '意见已提交',
  accepted: '成果已认可',
  closed: '已完成',
  cancelled: '已取消',
} as const;
export type EngagementState = keyof typeof ENGAGEMENT_STATES;
export const engagementState = z.enum(names(ENGAGEMENT_STATES));

/** One expert's part in an engagement. */
export const PART_STATES = {
  invited: '待答复',
  accepted: '已接受',
  declined: '谢绝',
  recused: '回避',
  absent: '未到场',
  signed: '意见已签署',
} as const;
export type PartState = keyof typeof PART_STATES;
export const partState = z.enum(names(PART_STATES));

export const FEE_STATES = { proposed: '待审批', approved: '待发放', refused: '未批准', paid: '已发放' } as const;
export type FeeState = keyof typeof FEE_STATES;
export const feeState = z.enum(names(FEE_STATES));
