import { dayNo, LAST_DAY } from './eligibility-days.ts';
import { fieldMatches } from './eligibility-tables.ts';
import type { EligibilityRule, PeriodCode, WorkPeriod } from './eligibility-types.ts';
import type { Work } from './eligibility-years.ts';

/** A period with what the rule makes of it; `work` is what would count, not yet cut at the day asked. */
export interface Judged {
  readonly period: WorkPeriod;
  readonly code: PeriodCode;
  readonly work: Work | undefined;
}

/** What the rule makes of one period, whatever the others. */
export function judge(rule: EligibilityRule, period: WorkPeriod, on: number): Judged {
  const from = dayNo(period.from);
  const to = period.to === null ? LAST_DAY + 1 : dayNo(period.to);
  const share = period.share;
  const no = (code: PeriodCode): Judged => ({ period, code, work: undefined });
  if (from === undefined || to === undefined || from > to) return no('invalid');
  if (!Number.isInteger(share) || share < 1 || share > 100) return no('invalid');
  if (!rule.works.includes(period.work)) return no('work');
  if (!fieldMatches(rule.field, rule.fields, period.field)) return no('field');
  if (rule.needsEvidence && !period.evidenced) return no('evidence');
  if (share < 100 && rule.partTime === 'ignore') return no('part_time_ignored');
  const counted = rule.partTime === 'full' ? 100 : share;
  const code = from >= on ? 'future' : counted < 100 ? 'part_time' : 'counted';
  return { period, code, work: from === to ? undefined : { from, to, share: counted } };
}
