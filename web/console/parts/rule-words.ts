import { TIE_KINDS, WORK_KINDS } from '../../../workers/contract/expert-words.ts';
import { PART_TIME } from '../../../workers/contract/pools.ts';
import type { EligibilityRule } from '../../../workers/protocol/eligibility.ts';

export type RuleBody = Omit<EligibilityRule, 'field'>;

/** The conditions of a rule as an official would write them down, one line each. */
export function ruleLines(rule: RuleBody, nameOf: (field: string) => string): [what: string, words: string][] {
  const list = (items: readonly string[], none: string) => (items.length > 0 ? items.join('、') : none);
  const works = rule.works.map((w) => WORK_KINDS[w as keyof typeof WORK_KINDS] ?? w).join('或');
  const special = rule.special.map((s) => `${nameOf(s.trade)} ${s.minYears} 年`);
  const lines: [string, string][] = [
    ['工作年限', `实际从事${works}工作不少于 ${rule.minYears} 年`],
    ['连续性', rule.continuous ? `须连续，中断不超过 ${rule.maxGapDays} 天` : '不要求连续，按天累计'],
    ['从业领域', fieldWords(rule.fields, nameOf)],
    ['非全职经历', PART_TIME[rule.partTime]],
    ['证明材料', rule.needsEvidence ? '没有证明材料的经历、证书不计' : '可先不附证明材料'],
    ['职称', list(rule.titles, '不要求')],
    ['执业资格', list(rule.registrations, '不要求')],
    ['年龄', rule.maxAge === null ? '不限' : `不超过 ${rule.maxAge} 周岁`],
    ['评审与公示', `${rule.reviewers} 人评审，公示 ${rule.publicityDays} 天`],
    ['聘期', `${rule.termYears} 年`],
    ['使用限制', `同时承担不超过 ${rule.maxOpenEngagements} 项；同一企业间隔 ${rule.coolingOffMonths} 个月`],
    [
      '回避',
      list(
        rule.recusal.map((t) => TIE_KINDS[t as keyof typeof TIE_KINDS] ?? t),
        '无',
      ),
    ],
  ];
  if (rule.titles.length > 0 && rule.registrations.length > 0) {
    lines.splice(7, 0, ['两者关系', rule.titlesNeeded === 'any' ? '职称、执业资格具备其一' : '职称、执业资格都须具备']);
  }
  if (special.length > 0) lines.splice(1, 0, ['特殊领域年限', special.join('；')]);
  return lines;
}

function fieldWords(fields: readonly string[], nameOf: (field: string) => string): string {
  if (fields.includes('*')) return '不限';
  return fields.length === 0 ? '本库领域、相近领域和综合安全监管' : fields.map(nameOf).join('、');
}

/** The lines in which two versions differ. */
export function changedLines(a: RuleBody, b: RuleBody, nameOf: (field: string) => string): Set<string> {
  const before = new Map(ruleLines(a, nameOf));
  return new Set(ruleLines(b, nameOf).flatMap(([what, words]) => (before.get(what) === words ? [] : [what])));
}
