import * as z from 'zod';

/** The words of a hazard: states, levels, sources, categories, each with its Chinese term. */
export const HAZARD_STATES = {
  reported: '已上报',
  confirmed: '已认定',
  not_established: '不成立',
  merged: '已并入',
  assigned: '已交办',
  rectifying: '整改中',
  submitted: '待复查',
  verified: '已验收',
  returned: '退回重改',
  closed: '已销号',
} as const;
export type HazardState = keyof typeof HAZARD_STATES;
export const HAZARD_STATE_NAMES = Object.keys(HAZARD_STATES) as [HazardState, ...HazardState[]];

export const HAZARD_LEVELS = { general: '一般隐患', major: '重大事故隐患' } as const;
/** The eleven channels by which a hazard becomes known (document 004-4, and rules.md). */
export const HAZARD_SOURCES = {
  self_check: '企业自查',
  department: '部门确认',
  supervision: '督导检查',
  covert: '暗查暗访',
  enforcement: '执法检查',
  tip: '群众举报',
  expert: '专家检查',
  grid: '网格巡查',
  higher: '上级交办',
  resident: '企业直报',
  monitoring: '监测预警',
} as const;
export const URGENCIES = { overdue: '已超期', soon: '即将到期', danger: '现场危险', normal: '正常' } as const;
export const CATEGORIES = {
  fire: '消防通道、火灾',
  gas: '燃气',
  construction: '建筑施工',
  chemicals: '危险化学品',
  traffic: '道路交通',
  mine: '矿山',
  special_equipment: '电梯、特种设备',
  fireworks: '烟花爆竹',
  production: '工厂车间',
  crowded: '人员密集场所',
  electric: '用电',
  water: '水上、防汛',
  forest: '森林防火',
  concealed: '瞒报事故',
  illegal: '非法生产经营',
  other: '其他',
} as const;
export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];
export const hazardLevel = z.enum(Object.keys(HAZARD_LEVELS) as ['general', 'major']);
export const hazardSource = z.enum(
  Object.keys(HAZARD_SOURCES) as [keyof typeof HAZARD_SOURCES, ...(keyof typeof HAZARD_SOURCES)[]],
);
