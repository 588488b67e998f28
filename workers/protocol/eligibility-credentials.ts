import { anniversary, chineseDay, dayNo, dayText } from './eligibility-days.ts';
import { registrationMatches, titleMatches } from './eligibility-tables.ts';
import type { Credential, EligibilityRule, ExpertFacts, Reason } from './eligibility-types.ts';

/** One condition: whether it holds, in words, and the last day on which it does (null: for good). */
export interface Condition {
  readonly ok: boolean;
  readonly until: number | null;
  readonly reasons: readonly Reason[];
}

const FULFILLED: Condition = { ok: true, until: null, reasons: [] };

interface Found {
  readonly ok: boolean;
  readonly until: number | null;
  readonly words: string;
}

/** The longest holding one of those that match; or why none of them does. */
function best(matching: readonly Credential[], rule: EligibilityRule, what: string, day: number): Found {
  let found: Found | undefined;
  const faults: string[] = [];
  for (const c of matching) {
    const until = c.expires === null ? null : (dayNo(c.expires) ?? -Infinity);
    if (rule.needsEvidence && !c.evidenced) faults.push(`${c.name}缺少证明材料`);
    else if (until === -Infinity) faults.push(`${c.name}的有效期写法有误`);
    else if (until !== null && until < day) faults.push(`${c.name}已于 ${chineseDay(dayText(until))}到期`);
    else if (!found || (found.until !== null && (until === null || until > found.until))) {
      found = { ok: true, until, words: `${what}：${c.name}` };
    }
  }
  return found ?? { ok: false, until: null, words: faults.length > 0 ? faults.join('；') : `没有要求的${what}` };
}

/** Titles and registrations on that day. */
export function credentialsOn(rule: EligibilityRule, facts: ExpertFacts, day: number): Condition {
  const { titles, registrations } = rule;
  const found: Found[] = [];
  if (titles.length > 0) {
    const mine = facts.credentials.filter(
      (c) => c.kind === 'title' && titles.some((t) => titleMatches(t, c.name, c.level)),
    );
    found.push(best(mine, rule, `职称（${titles.join('、')}）`, day));
  }
  if (registrations.length > 0) {
    const mine = facts.credentials.filter(
      (c) => c.kind === 'registration' && registrations.some((r) => registrationMatches(r, c.name)),
    );
    found.push(best(mine, rule, `执业资格（${registrations.join('、')}）`, day));
  }
  if (found.length === 0) return FULFILLED;
  const any = rule.titlesNeeded === 'any';
  const ok = any ? found.some((f) => f.ok) : found.every((f) => f.ok);
  const holding = found.filter((f) => f.ok).map((f) => f.until);
  const told = ok && any ? found.filter((f) => f.ok) : found;
  const reasons = told.map((f): Reason => ({ code: 'title', ok: f.ok ? true : ok ? null : false, words: f.words }));
  return { ok, until: ok ? lasting(holding, any) : null, reasons };
}

/** Of several: as long as one holds, or as long as all do. */
function lasting(ends: readonly (number | null)[], any: boolean): number | null {
  const dated = ends.filter((end) => end !== null);
  if (any) return dated.length < ends.length ? null : Math.max(...dated);
  return dated.length > 0 ? Math.min(...dated) : null;
}

/** Age in completed years; the birthday of a 29 February is the last of February. */
export function ageOn(rule: EligibilityRule, facts: ExpertFacts, day: number): Condition {
  if (rule.maxAge === null) return FULFILLED;
  const birth = dayNo(facts.birthDay);
  if (birth === undefined) {
    return { ok: false, until: null, reasons: [{ code: 'age', ok: false, words: '出生日期不明，无法核对年龄' }] };
  }
  const over = anniversary(birth, rule.maxAge + 1);
  const ok = day < over;
  const turns = `${chineseDay(dayText(over))}年满 ${rule.maxAge + 1} 周岁`;
  const words = ok ? `年龄不超过 ${rule.maxAge} 周岁（${turns}）` : `超过 ${rule.maxAge} 周岁（${turns}）`;
  return { ok, until: over - 1, reasons: [{ code: 'age', ok, words }] };
}
