import type { RankRule } from './settings.ts';

/** What a unit is ranked by. */
export interface Ranked {
  readonly unitId: string;
  readonly name: string;
  readonly accepted: number;
  /** Handed in this month, and run late this month. */
  readonly submitted: number;
  readonly overdue: number;
  /** To do now, and past its day now. */
  readonly open: number;
  readonly overdueOpen: number;
  readonly reportsDue: number;
  readonly reportsOnTime: number;
}
export type WithRank<T> = T & { readonly rank: number | null; readonly score: number };

const share = (part: number, whole: number): number => (whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole)));

/** Up to 100, to a tenth: the tenant's weights over four shares, each of which falls when more is overdue or missing. */
export function scoreOf(unit: Ranked, { weights }: Pick<RankRule, 'weights'>): number {
  const total = weights.onTime + weights.progress + weights.overdue + weights.reports;
  if (total === 0) return 0;
  const sum =
    weights.onTime * share(unit.submitted, unit.submitted + unit.overdue) +
    weights.progress * share(unit.accepted, unit.accepted + unit.open) +
    weights.overdue * share(unit.open - unit.overdueOpen, unit.open) +
    weights.reports * share(unit.reportsOnTime, unit.reportsDue);
  return Math.round((sum / total) * 1000) / 10;
}

/** A unit with nothing to do and nothing to report has no rank. */
const idle = (u: Ranked): boolean => u.accepted + u.submitted + u.overdue + u.open + u.reportsDue === 0;

/**
 * Best first: by score, then less overdue, then more accepted, then as the units stand in the list given. Equal scores share
 * a rank, and the next one counts on from how many stand before it (1, 2, 2, 4). Those without a rank come last.
 */
export function rankingOf<T extends Ranked>(units: readonly T[], rule: Pick<RankRule, 'weights'>): WithRank<T>[] {
  const scored = units.map((unit, at) => ({ unit, at, score: scoreOf(unit, rule) }));
  const active = scored
    .filter(({ unit }) => !idle(unit))
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        a.unit.overdue + a.unit.overdueOpen - (b.unit.overdue + b.unit.overdueOpen) ||
        b.unit.accepted - a.unit.accepted ||
        a.at - b.at,
    );
  let rank = 0;
  const ranked = active.map(({ unit, score }, i) => {
    if (i === 0 || active[i - 1]?.score !== score) rank = i + 1;
    return { ...unit, rank, score };
  });
  return [...ranked, ...scored.filter(({ unit }) => idle(unit)).map(({ unit }) => ({ ...unit, rank: null, score: 0 }))];
}
