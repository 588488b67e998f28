import { dayNo, dayText, each } from './eligibility-days.ts';
import type { Reason, Span } from './eligibility-types.ts';
import { segments, type Work } from './eligibility-years.ts';

export const touches = (a: Work, b: Work): boolean => a.from < b.to && b.from < a.to;
export const spanOf = (work: Work, on: number): Span => [dayText(work.from), dayText(Math.min(work.to, on))];
const lengthOf = ([from, to]: Span): number => (dayNo(to) as number) - (dayNo(from) as number);

/** Spans on which more than one counts. */
export function doubled(works: readonly Work[]): Span[] {
  return segments(works.map((w) => ({ ...w, share: 1 })))
    .filter((s) => s.share > 1)
    .map(({ from, to }) => [dayText(from), dayText(to)]);
}

export function holes(chain: readonly Work[], on: number): Span[] {
  return each(chain, (s, i): Span[] => {
    const last = chain[i - 1];
    return last && last.to < s.from && s.from < on ? [[dayText(last.to), dayText(s.from)]] : [];
  });
}

export function told(code: 'overlap' | 'gap', spans: readonly Span[], words: string): Reason[] {
  const days = spans.reduce((sum, span) => sum + lengthOf(span), 0);
  return days > 0 ? [{ code, ok: null, words: `${days} ${words}` }] : [];
}
