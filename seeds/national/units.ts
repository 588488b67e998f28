import type { PackUnit } from '../../workers/domain/packs/pack.ts';

/** Departments a county has in one form or another: key, full name, short name. */
const DEPARTMENTS = [
  ['emergency', '应急管理局', '应急局'],
  ['police', '公安局', '公安局'],
  ['traffic_police', '公安局交通警察大队', '交警大队'],
  ['fire', '消防救援大队', '消防大队'],
  ['housing', '住房和城乡建设局', '住建局'],
  ['urban', '城市管理局', '城管局'],
  ['transport', '交通运输局', '交通局'],
  ['market', '市场监督管理局', '市监局'],
  ['industry', '工业和信息化局', '工信局'],
  ['commerce', '商务局', '商务局'],
  ['reform', '发展和改革局', '发改局'],
  ['resources', '自然资源局', '自然资源局'],
  ['ecology', '生态环境分局', '生态环境局'],
  ['agriculture', '农业农村局', '农业农村局'],
  ['water', '水利局', '水利局'],
  ['forestry', '林业局', '林业局'],
  ['culture', '文化旅游广电局', '文旅局'],
  ['education', '教育体育局', '教体局'],
  ['health', '卫生健康局', '卫健局'],
  ['civil_affairs', '民政局', '民政局'],
  ['labour', '人力资源和社会保障局', '人社局'],
  ['justice', '司法局', '司法局'],
  ['finance', '财政局', '财政局'],
  ['weather', '气象局', '气象局'],
  ['power', '供电公司', '供电公司'],
  ['publicity', '党委宣传部', '宣传部'],
  ['staffing', '党委编办', '编办'],
  ['discipline', '纪委监委', '纪委监委'],
  ['union', '总工会', '总工会'],
] as const;
export type DepartmentKey = (typeof DEPARTMENTS)[number][0];

/** Commission, its office and the departments, named for the area: `区` gives 区应急管理局. */
export function departments(
  prefix: string,
  names: { readonly [key in DepartmentKey]?: readonly [name: string, shortName: string] } = {},
  without: readonly DepartmentKey[] = [],
): PackUnit[] {
  const commission: PackUnit[] = [
    { key: 'commission', kind: 'commission', name: `${prefix}安全生产委员会`, shortName: '安委会' },
    {
      key: 'office',
      kind: 'commission_office',
      name: `${prefix}安全生产委员会办公室`,
      shortName: '安委办',
      parent: 'commission',
    },
  ];
  const rest = DEPARTMENTS.filter(([key]) => !without.includes(key)).map(([key, name, shortName]): PackUnit => {
    const own = names[key];
    return { key, kind: 'department', name: own?.[0] ?? `${prefix}${name}`, shortName: own?.[1] ?? shortName };
  });
  return [...commission, ...rest];
}

/** Streets and towns from their names; the key is given, because a name may change and an id may not. */
export function streets(names: readonly (readonly [key: string, name: string, divisionCode?: string])[]): PackUnit[] {
  return names.map(([key, name, divisionCode]) => ({
    key,
    kind: 'street',
    name,
    shortName: name.replace(/街道$|镇$|乡$/, ''),
    divisionCode,
  }));
}
