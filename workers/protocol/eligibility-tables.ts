/** Work in these fields counts for a pool of the field: the same processes and dangers under another name. */
export const RELATED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  chemicals: ['pipelines', 'fireworks'],
  construction: ['self_built'],
  industry_trade: ['special_equipment'],
  gas: ['pipelines'],
  fire: ['crowded'],
  mine: ['geology', 'civil_explosives'],
  special_equipment: ['industry_trade'],
  road: ['transport', 'school_bus'],
  electric: [],
  fireworks: ['civil_explosives'],
};

/** Work in general safety supervision or management, whatever the field. */
export const GENERAL_FIELD = 'general';

/** Grades of professional titles: 高级 is 副高级 or 正高级. */
export const TITLE_GRADES: Readonly<Record<string, readonly string[]>> = {
  正高级: ['正高级', '正高'],
  副高级: ['副高级', '副高'],
  高级: ['高级', '副高级', '副高', '正高级', '正高'],
  中级: ['中级'],
  初级: ['初级', '助理级', '员级'],
};

/** Titles whose grade their name says. */
const NAMED: readonly (readonly [grade: string, names: readonly string[]])[] = [
  ['正高级', ['教授', '研究员', '教授级高级工程师', '主任医师']],
  ['副高级', ['副教授', '副研究员', '高级讲师', '副主任医师']],
  ['中级', ['讲师', '助理研究员', '工程师', '经济师', '安全工程师']],
  ['初级', ['助教', '助理工程师', '技术员']],
];

/** Grade that a title's name says: 正高级工程师 → 正高级, 高级工程师 → 副高级; '' when it does not say. */
export function gradeOfTitle(name: string): string {
  const bare = plain(name);
  for (const [grade, names] of NAMED) if (names.includes(bare)) return grade;
  if (bare.startsWith('正高')) return '正高级';
  return bare.startsWith('高级') || bare.startsWith('副高') ? '副高级' : '';
}

/** The same registration under another name or grade. */
const SAME_REGISTRATION: Readonly<Record<string, readonly string[]>> = {
  注册安全工程师: ['中级注册安全工程师', '高级注册安全工程师', '国家注册安全工程师'],
  一级注册消防工程师: ['注册消防工程师一级'],
  一级建造师: ['一级注册建造师', '注册一级建造师'],
};

/** Without blanks and without what stands in brackets: 注册安全工程师（化工安全） */
const plain = (name: string): string => name.replace(/[（(][^（）()]*[)）]/g, '').replace(/\s/g, '');

export function titleMatches(accepted: string, name: string, level: string): boolean {
  const wanted = plain(accepted);
  const grades = TITLE_GRADES[wanted];
  if (!grades) return plain(name) === wanted;
  return grades.includes(plain(level) || gradeOfTitle(name));
}

export function registrationMatches(accepted: string, name: string): boolean {
  const wanted = plain(accepted);
  const bare = plain(name);
  return bare === wanted || (SAME_REGISTRATION[wanted] ?? []).includes(bare);
}

/** Whether work in `field` counts for a pool of the field `own`. */
export function fieldMatches(own: string, accepted: readonly string[], field: string): boolean {
  if (accepted.includes('*') || field === GENERAL_FIELD) return true;
  if (accepted.length > 0) return accepted.includes(field);
  return field === own || (RELATED_FIELDS[own] ?? []).includes(field);
}
