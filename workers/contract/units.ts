/** Kinds of units, with the word officials use. */
export const UNIT_KINDS = {
  commission: '安委会',
  commission_office: '安委办',
  department: '部门',
  county: '县（市、区）',
  street: '街道（镇、乡）',
  community: '社区（村）',
  grid: '网格',
  park: '园区',
  enterprise_group: '集团、运营公司',
  other: '其他单位',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;
export const UNIT_KIND_NAMES = Object.keys(UNIT_KINDS) as [UnitKind, ...UnitKind[]];

/** Places a reporter can choose: in a city its counties, elsewhere streets and towns. */
export const PLACE_KINDS: UnitKind[] = ['street', 'county'];

export const LEVELS = { province: '省', city: '市', county: '县', district: '区', zone: '功能区' } as const;
export type Level = keyof typeof LEVELS;
export const LEVEL_NAMES = Object.keys(LEVELS) as [Level, ...Level[]];

export const COMMITTEE_KINDS = {
  commission: '安委会',
  office: '安委办',
  committee: '专业委员会',
  headquarters: '专项指挥部',
} as const;
export type CommitteeKind = keyof typeof COMMITTEE_KINDS;
export const COMMITTEE_KIND_NAMES = Object.keys(COMMITTEE_KINDS) as [CommitteeKind, ...CommitteeKind[]];
export const MEMBER_ROLES = { lead: '牵头', deputy: '副牵头', member: '成员' } as const;

/** Stand in a template for many units at once; everything else in its lists is the key of a unit of the pack. */
export const UNIT_GROUPS = {
  '@streets': '各街道（镇、乡）',
  '@departments': '各有关部门',
  '@regulators': '负有安全监管职责的部门',
  '@committees': '各专委会牵头单位',
  '@groups': '各集团、园区运营公司',
} as const;
