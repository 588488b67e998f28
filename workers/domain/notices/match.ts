import type { NoticeUnit } from '../../contract/notices.ts';

/** A unit of the tenant, as the reader needs it. */
export interface UnitRef {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly aliases?: readonly string[];
  /** Names a person said are this unit's, word for word: they stand over everything else. */
  readonly known?: readonly string[];
}

const REGION = /^(?:[\u4e00-\u9fa5]{2,8}?(?:自治州|自治县|高新区|开发区|新区|[省市县区州旗]))?(?:全)?([省市县区州旗])?/;
/** One form of what offices call themselves: 工业和信息化局 = 工信局 is an alias of the tenant's; 委员会 = 委 is not. */
const SHORT: [RegExp, string][] = [
  [/人力资源和?社会保障/, '人社'],
  [/住房和?城乡建设/, '住建'],
  [/工业和?信息化/, '工信'],
  [/发展和?改革|发展改革/, '发改'],
  [/卫生健康/, '卫健'],
  [/市场监督管理/, '市场监管'],
  [/应急管理/, '应急'],
  [/农业农村/, '农业农村'],
  [/文化和?旅游/, '文旅'],
  [/自然资源和?规划/, '自然资源'],
  [/安全生产委员会/, '安委会'],
  [/安委会办公室/, '安委办'],
  [/委员会$/, '委'],
  [/人民政府$/, '政府'],
  [/街道办事处$/, '街道'],
  [/消防救援/, '消防'],
];

const STREETS = /^各(?:有关|相关)?(?:[乡镇街道办事处、()区级]{1,14}|乡街|街乡|镇街)(?:党工委|人民政府|政府|管委会)?$/;
const DEPARTMENTS = /^(?:[省市县区]?各|各)(?:[省市县区]?级?直?属?)?(?:部门|委办局|部门单位|成员单位)$/;
const COUNTIES = /^各(?:[市县区州旗、()自治]|县区|区县){1,14}(?:人民)?(?:政府)?$/;
const OPEN = /有关|相关|其他|负有|主管|牵头单位|行业管理|职责的|成员单位|企业|集团|各部门|各单位/;

/** Forms of a name that mean the same office: without its place, and with the usual short words. */
function forms(name: string): string[] {
  const plain = name.replace(/[\s()（）〔〕【】[\]]/g, '');
  let short = plain;
  for (const [long, word] of SHORT) short = short.replace(long, word);
  const out = [plain, short];
  for (const form of [plain, short]) {
    // 区城市管理局: its place is 区 alone, though 区城市 reads like one.
    for (const bare of [form.replace(/^[省市县区州旗]/, ''), form.replace(REGION, '')]) {
      if (bare.length >= 2 && /[局委办会队院校联社部厅]|公司|中心/.test(bare)) out.push(bare);
    }
  }
  return [...new Set(out)];
}

/** Finds the tenant's unit behind each name. What is not sure is said to be so. */
export function matcher(units: readonly UnitRef[]): (name: string) => Pick<NoticeUnit, 'unitId' | 'unitIds' | 'match'> {
  const exact = new Map<string, Set<string>>();
  const loose = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, id: string) => {
    map.set(key, (map.get(key) ?? new Set()).add(id));
  };
  for (const { id, name, aliases = [] } of units) {
    for (const word of [name, ...aliases]) {
      put(exact, forms(word)[0]!, id);
      for (const form of forms(word)) put(loose, form, id);
    }
  }
  for (const { id, known = [] } of units) for (const word of known) exact.set(forms(word)[0]!, new Set([id]));
  const of = (...kinds: string[]) => units.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  return (name) => {
    const [plain = '', ...others] = forms(name);
    const same = exact.get(plain);
    if (same?.size === 1) return { match: 'exact', unitId: [...same][0]! };
    if (same) return { match: 'doubtful', unitIds: [...same] };
    const group = groupOf(name.replace(/[（〔【[]/g, '(').replace(/[）〕】\]]/g, ')'), of);
    if (group) return group;
    for (const form of [plain, ...others]) {
      const ids = loose.get(form);
      if (ids?.size === 1) return { match: 'alias', unitId: [...ids][0]! };
      if (ids) return { match: 'doubtful', unitIds: [...ids] };
    }
    return OPEN.test(name) ? { match: 'open' } : { match: 'none' };
  };
}

function groupOf(name: string, of: (...kinds: string[]) => string[]): Pick<NoticeUnit, 'unitIds' | 'match'> | null {
  if (/有关|相关/.test(name) && !STREETS.test(name)) return null;
  const kinds = STREETS.test(name)
    ? ['street']
    : COUNTIES.test(name)
      ? ['county']
      : DEPARTMENTS.test(name)
        ? ['department']
        : null;
  const ids = kinds ? of(...kinds) : [];
  return ids.length > 0 ? { match: 'group', unitIds: ids } : null;
}
