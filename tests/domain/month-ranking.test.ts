import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOfText, dayText } from '../../workers/domain/clocks/days.ts';
import { halvesOf, lastDayOf, periodsEnding, shiftMonth, twelveTo } from '../../workers/domain/month/periods.ts';
import { type Ranked, rankingOf, scoreOf } from '../../workers/domain/month/ranking.ts';

const n = fc.integer({ min: 0, max: 40 });
const weight = fc.integer({ min: 0, max: 100 });
const rule = fc.record({
  weights: fc.record({ onTime: weight, progress: weight, overdue: weight, reports: weight }),
});
const unit = fc
  .record({ accepted: n, submitted: n, overdue: n, open: n, late: n, reportsDue: n, missed: n })
  .map(({ late, missed, ...u }) => ({
    ...u,
    unitId: '',
    name: '',
    overdueOpen: Math.min(late, u.open),
    reportsOnTime: Math.max(0, u.reportsDue - missed),
  }));
const named = (all: Omit<Ranked, 'unitId' | 'name'>[]): Ranked[] =>
  all.map((u, i) => ({ ...u, unitId: `u${i}`, name: `单位${i}` }));
const units = fc.array(unit, { maxLength: 30 }).map(named);

describe('ranking', () => {
  test('holds every unit once, in one order however they come in, save for equals', () => {
    fc.assert(
      fc.property(units, rule, (all, r) => {
        const ranking = rankingOf(all, r);
        expect(ranking.map((u) => u.unitId).sort()).toEqual(all.map((u) => u.unitId).sort());
        const key = (u: Ranked) => [scoreOf(u, r), u.overdue + u.overdueOpen, u.accepted].join();
        const active = (list: readonly (Ranked & { rank: number | null })[]) => list.filter((u) => u.rank !== null);
        expect(active(rankingOf(all.toReversed(), r)).map(key)).toEqual(active(ranking).map(key));
        // The same list again is the same ranking: no tie is left to chance.
        expect(rankingOf(all, r)).toEqual(ranking);
      }),
    );
  });

  test('ranks fall in steps of 1, 2, 2, 4; a better score never has a worse rank', () => {
    fc.assert(
      fc.property(units, rule, (all, r) => {
        const ranked = rankingOf(all, r).filter((u) => u.rank !== null);
        for (const [i, u] of ranked.entries()) {
          const better = ranked.filter((other) => other.score > u.score).length;
          expect(u.rank).toBe(better + 1);
          if (i > 0) expect(u.score).toBeLessThanOrEqual(ranked[i - 1]!.score);
        }
      }),
    );
  });

  test('more overdue never ranks higher, all else equal', () => {
    fc.assert(
      fc.property(units, unit, rule, fc.integer({ min: 1, max: 9 }), fc.boolean(), (others, u, r, more, now) => {
        const worse = now
          ? { ...u, overdueOpen: Math.min(u.open, u.overdueOpen + more) }
          : { ...u, overdue: u.overdue + more };
        const [good, bad] = [
          { ...u, unitId: 'good' },
          { ...worse, unitId: 'bad' },
        ];
        // The worse one comes first in the list: its place there must not help it.
        const ranking = rankingOf([bad, ...others, good], r);
        const rank = (id: string) => ranking.find((x) => x.unitId === id)?.rank ?? Number.POSITIVE_INFINITY;
        expect(scoreOf(bad, r)).toBeLessThanOrEqual(scoreOf(good, r));
        if (rank('good') !== Number.POSITIVE_INFINITY) expect(rank('good')).toBeLessThanOrEqual(rank('bad'));
        const at = (id: string) => ranking.findIndex((x) => x.unitId === id);
        const changed = worse.overdue !== u.overdue || worse.overdueOpen !== u.overdueOpen;
        if (changed && rank('good') !== Number.POSITIVE_INFINITY) expect(at('good')).toBeLessThan(at('bad'));
      }),
    );
  });

  test('a unit with nothing to do has no rank and stands last', () => {
    const idle = { accepted: 0, submitted: 0, overdue: 0, open: 0, overdueOpen: 0, reportsDue: 0, reportsOnTime: 0 };
    const all = named([idle, { ...idle, open: 3, overdueOpen: 3 }]);
    const weights = { onTime: 40, progress: 30, overdue: 20, reports: 10 };
    expect(rankingOf(all, { weights }).map((u) => [u.unitId, u.rank])).toEqual([
      ['u1', 1],
      ['u0', null],
    ]);
  });
});

describe('periods', () => {
  test('months and half months end where the calendar says, February of a leap year too', () => {
    const ends = (period: string) => dayText(lastDayOf(period));
    expect(['2026-10', '2026-10-1', '2026-10-2', '2028-02', '2028-02-2', '2026-12'].map(ends)).toEqual([
      '2026-10-31',
      '2026-10-15',
      '2026-10-31',
      '2028-02-29',
      '2028-02-29',
      '2026-12-31',
    ]);
    expect([shiftMonth('2026-01', -1), shiftMonth('2026-12', 1), shiftMonth('2026-03', -12)]).toEqual([
      '2025-12',
      '2027-01',
      '2025-03',
    ]);
    expect(twelveTo('2026-03')).toHaveLength(12);
    expect(twelveTo('2026-03')[0]).toBe('2025-04');
    expect(halvesOf('2026-10')).toEqual(['2026-10-1', '2026-10-2']);
    expect(halvesOf('2026-10-2')).toEqual(['2026-10-2']);
  });

  test('every period ends in exactly one of two stretches of days that follow each other', () => {
    const day = fc.integer({ min: dayOfText('2024-01-01'), max: dayOfText('2030-01-01') });
    const span = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(day, span, span, fc.constantFrom('month' as const, 'half_month' as const), (from, a, b, cadence) => {
        const parts = [
          ...periodsEnding(cadence, from, from + a),
          ...periodsEnding(cadence, from + a + 1, from + a + 1 + b),
        ];
        expect(parts).toEqual(periodsEnding(cadence, from, from + a + 1 + b));
      }),
    );
  });
});
