import { dayNo } from '../../workers/protocol/eligibility-days.ts';
import type { ExpertFacts, Verdict } from '../../workers/protocol/eligibility-types.ts';

/** Days → parts of the width. */
export interface Scale {
  readonly last: number;
  at(day: number): number;
  /** Undefined for days that cannot be. An open end reaches to the edge. */
  place(from: string, to: string | null): readonly [number, number] | undefined;
  readonly ticks: readonly { readonly at: number; readonly year: number }[];
}

const YEAR = 365.25;
const newYear = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000;

/** From the first job's year to today, to the day of the pass where it is near, and to jobs that end later. */
export function scaleOf(verdict: Verdict, facts: ExpertFacts): Scale | undefined {
  const today = dayNo(verdict.day) as number;
  const begins: number[] = [];
  const ends: number[] = [today];
  for (const { from, to } of facts.periods) {
    const [a, b] = [dayNo(from), to === null ? today : dayNo(to)];
    if (a === undefined || b === undefined || a > b) continue;
    begins.push(a);
    ends.push(Math.max(a, Math.min(b, today + 5 * YEAR)));
  }
  if (begins.length === 0) return undefined;
  const passesOn = verdict.passesOn === null ? undefined : dayNo(verdict.passesOn);
  if (passesOn !== undefined && passesOn < today + 10 * YEAR) ends.push(passesOn);
  const first = Math.min(...begins, today - 30);
  const last = Math.max(...ends) + 30;
  const at = (day: number): number => Math.min(1, Math.max(0, (day - first) / (last - first)));
  const place = (from: string, to: string | null) => {
    const [a, b] = [dayNo(from), to === null ? last : dayNo(to)];
    return a === undefined || b === undefined || a > b ? undefined : ([at(a), at(b)] as const);
  };
  return { last, at, place, ticks: ticksOf(first, last).map((year) => ({ year, at: at(newYear(year)) })) };
}

/** At most six years named, evenly apart. */
function ticksOf(first: number, last: number): number[] {
  const from = new Date(first * 86_400_000).getUTCFullYear() + 1;
  const to = new Date(last * 86_400_000).getUTCFullYear();
  const step = Math.max(1, Math.ceil((to - from + 1) / 6));
  const years: number[] = [];
  for (let year = from; year <= to; year += step) years.push(year);
  return years;
}
