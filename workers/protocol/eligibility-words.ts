import { chineseDay } from './eligibility-days.ts';
import type { EligibilityRule, PeriodCode, WorkPeriod } from './eligibility-types.ts';

const WORKS: Readonly<Record<string, string>> = { technology: '安全技术', management: '安全管理', other: '其他' };

/** 4 年 364 天 */
export function yearsText(years: number, days: number): string {
  if (years === 0) return `${days} 天`;
  return days === 0 ? `${years} 年` : `${years} 年 ${days} 天`;
}

export interface YearsSaid {
  readonly years: number;
  readonly restDays: number;
  readonly missingDays: number;
  readonly minYears: number;
  /** The day from which the years are there; null: never of itself. */
  readonly reached: string | null;
  /** Everything else holds on that day too. */
  readonly whole: boolean;
}

export function yearsWords(rule: EligibilityRule, said: YearsSaid): string {
  if (said.minYears === 0) return '不要求工作年限';
  const name = rule.continuous ? '连续合格年限' : '合格年限';
  const have = `${name} ${yearsText(said.years, said.restDays)}`;
  if (said.missingDays === 0) return `${have}，达到 ${said.minYears} 年的要求`;
  const short = `${have}，还差 ${said.missingDays} 天`;
  if (said.reached === null) return `${short}，现有任职不再增加，须补充新的经历`;
  return `${short}，${chineseDay(said.reached)}起${said.whole ? '' : '年限'}符合`;
}

export function periodWords(code: PeriodCode, rule: EligibilityRule, period: WorkPeriod, days: number): string {
  switch (code) {
    case 'counted':
      return `计入 ${days} 天`;
    case 'part_time':
      return `非全职，按 ${period.share}% 计入 ${days} 天`;
    case 'invalid':
      return '起止日期或工作占比有误，不计';
    case 'future':
      return '尚未开始，不计';
    case 'work':
      return `不属于${rule.works.map((w) => WORKS[w] ?? w).join('、')}工作，不计`;
    case 'field':
      return '从事的领域与本库不符，不计';
    case 'evidence':
      return '缺少证明材料，暂不计';
    case 'part_time_ignored':
      return '非全职，按入库条件不计';
    case 'outside_chain':
      return '与主要经历不连续，不计';
  }
}
