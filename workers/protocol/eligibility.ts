import { ageOn, credentialsOn } from './eligibility-credentials.ts';
import { anniversary, dayNo, dayText, each, yearsBetween } from './eligibility-days.ts';
import { type Judged, judge } from './eligibility-judge.ts';
import { doubled, holes, spanOf, told, touches } from './eligibility-spans.ts';
import type { EligibilityRule, ExpertFacts, Reason, Verdict } from './eligibility-types.ts';
import { periodWords, yearsWords } from './eligibility-words.ts';
import { chains, countAt, missing, reachedOn, type Work } from './eligibility-years.ts';

export type * from './eligibility-types.ts';

/** Years asked for in the rule's own field. */
export const yearsNeeded = (rule: EligibilityRule): number =>
  rule.special.find((s) => s.trade === rule.field)?.minYears ?? rule.minYears;

/**
 * Whether somebody fulfils the conditions on a day, why, and from which day on. Days before `day` count, the day itself not
 * yet: work since 23 November 2021 makes five years on 23 November 2026. See docs/decisions/0131.
 */
export function evaluate(rule: EligibilityRule, facts: ExpertFacts, day: string): Verdict {
  const on = dayNo(day);
  if (on === undefined) throw new RangeError('not a day');
  const minYears = yearsNeeded(rule);
  const judged = facts.periods.map((period) => judge(rule, period, on));
  const works = each(judged, (j) => (j.work ? [j.work] : []));
  const all = chains(works, rule.continuous ? rule.maxGapDays : undefined);
  const { chain, count } = bestChain(all, minYears, on);
  const { start, needed, hundredths } = count;
  const days = Math.floor(hundredths / 100);
  const missingDays = Math.max(0, Math.ceil(missing(count) / 100));
  const said = yearsBetween(start, start + days);

  const reached = minYears === 0 ? on : least(all.map((c) => reachedOn(c, minYears)));
  const begin = reached === undefined ? undefined : Math.max(on, reached);
  const then = begin !== undefined && credentialsOn(rule, facts, begin).ok && ageOn(rule, facts, begin).ok;
  const conditions = [credentialsOn(rule, facts, on), ageOn(rule, facts, on)];
  const passes = missingDays === 0 && conditions.every((c) => c.ok);
  const passesOn = then ? dayText(begin) : null;

  const periods = judged.map((j) => {
    const outside = j.work !== undefined && j.work.from < on && !chain.some((s) => touches(s, j.work as Work));
    const code = outside ? ('outside_chain' as const) : j.code;
    const counts = code === 'counted' || code === 'part_time';
    const span = counts && j.work ? spanOf(j.work, on) : null;
    const own = counts && j.work ? Math.floor(((Math.min(j.work.to, on) - j.work.from) * j.work.share) / 100) : 0;
    return { id: j.period.id, code, counted: span, days: own, why: periodWords(code, rule, j.period, own) };
  });
  const cut = each(works, (w) => (w.from < on ? [{ ...w, to: Math.min(w.to, on) }] : []));
  const overlaps = doubled(cut.filter((w) => chain.some((s) => touches(s, w))));
  const gaps = holes(chain, on);
  const reasons: Reason[] = [
    {
      code: 'years',
      ok: missingDays === 0,
      words: yearsWords(rule, {
        ...{ years: said.years, restDays: said.days, missingDays, minYears, whole: then },
        reached: reached === undefined ? null : dayText(reached),
      }),
    },
    ...each(conditions, (c) => c.reasons),
    ...told('overlap', overlaps, '天任职重叠，同一天只计一次'),
    ...told('gap', gaps, '天空档，不计'),
    ...each(periods, (p): Reason[] => (p.counted ? [] : [{ code: 'period', ok: null, words: p.why, periodId: p.id }])),
  ];
  const doubt = doubtOf(rule, facts, day, passes, judged);
  if (doubt) reasons.push({ code: 'doubt', ok: null, words: doubt });
  return {
    ...{ passes, day, minYears, days, neededDays: needed, missingDays, years: said.years, restDays: said.days },
    ...{ passesOn, doubtful: doubt !== '', reasons, periods, overlaps, gaps },
  };
}

/** The chain nearest to the bar, and where it stands; without any work the bar as it would be from today. */
function bestChain(all: readonly Work[][], years: number, on: number) {
  const none = { start: on, needed: anniversary(on, years) - on, hundredths: 0 };
  let best = { chain: [] as Work[], count: none };
  for (const chain of all) {
    const count = countAt(chain, years, on);
    if (count && (best.chain.length === 0 || missing(count) < missing(best.count))) best = { chain, count };
  }
  return best;
}

const least = (days: readonly (number | undefined)[]): number | undefined => {
  const known = days.filter((d) => d !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/** Why a person should look: something cannot be right, or proof alone decides. '' when nothing is in doubt. */
function doubtOf(
  rule: EligibilityRule,
  facts: ExpertFacts,
  day: string,
  passes: boolean,
  judged: readonly Judged[],
): string {
  if (judged.some((j) => j.code === 'invalid')) return '有工作经历的日期不可能成立，请核对';
  if (!passes && rule.needsEvidence && evaluate({ ...rule, needsEvidence: false }, facts, day).passes) {
    return '只差证明材料：补齐后即符合';
  }
  const unproven = judged.some((j) => j.work && !j.period.evidenced);
  return passes && unproven ? '符合，但有计入的经历没有证明材料' : '';
}
