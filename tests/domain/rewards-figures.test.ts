import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Shown, suppressColumn, suppressSums } from '../../workers/domain/rewards/suppress.ts';

test('what is told and what is not', () => {
  expect(suppressColumn([])).toEqual({ cells: [], total: 0 });
  expect(suppressColumn([0, 5, 12])).toEqual({ cells: [0, 5, 12], total: 17 });
  expect(suppressColumn([0, 3, 0])).toEqual({ cells: [0, 'few', 0], total: 'few' });
  expect(suppressColumn([1, 1, 1, 1])).toEqual({ cells: ['few', 'few', 'few', 'few'], total: 'withheld' });
  // One beside it is withheld, so that the total does not give it away; not if that one is too small to hide it.
  expect(suppressColumn([3, 20, 8, 0])).toEqual({ cells: ['few', 20, 'withheld', 0], total: 31 });
  expect(suppressColumn([1, 5])).toEqual({ cells: ['few', 5], total: 'withheld' });
  expect(suppressColumn([1, 5, 9])).toEqual({ cells: ['few', 'withheld', 'withheld'], total: 15 });
});

/** All that a reader who knows the rules can still think possible for one hidden cell. */
function possible(cells: readonly Shown[], total: Shown, at: number): Set<number> {
  const hidden = cells.map((cell, i) => ({ cell, i })).filter(({ cell }) => typeof cell !== 'number');
  const told = cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0);
  const others = hidden.filter(({ i }) => i !== at);
  const few = others.filter(({ cell }) => cell === 'few').length;
  const withheld = others.length - few;
  const found = new Set<number>();
  for (let value = 1; value <= 4; value++) {
    const [least, most] = [few + 5 * withheld, withheld > 0 ? Number.POSITIVE_INFINITY : 4 * few];
    const fits = (rest: number) => rest >= least && rest <= most;
    const sums = total === 'few' ? [1, 2, 3, 4] : total === 'withheld' ? [] : [total];
    if (total === 'withheld' || sums.some((sum) => fits(sum - value - told))) found.add(value);
  }
  return found;
}

test('no total ever tells a small count: each could still be 1, 2, 3 or 4', () => {
  const column = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 500 })), {
    maxLength: 16,
  });
  fc.assert(
    fc.property(column, (counts) => {
      const { cells, total } = suppressColumn(counts);
      const sum = counts.reduce((a, b) => a + b, 0);
      if (typeof total === 'number') expect(total).toBe(sum);
      cells.forEach((cell, i) => {
        const n = counts[i] as number;
        if (typeof cell === 'number') expect(cell).toBe(n);
        if (n > 0 && n < 5) {
          expect(cell).toBe('few');
          expect([...possible(cells, total, i)]).toEqual([1, 2, 3, 4]);
        } else if (cell === 'few') throw new Error('a large count called small');
      });
    }),
    { numRuns: 2000 },
  );
});

test('sums are told where the count is; the rest of the total is never one of few', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 300, max: 300_000 })), {
    maxLength: 16,
  });
  fc.assert(
    fc.property(rows, (pairs) => {
      const counts = pairs.map(([n]) => n);
      const amounts = pairs.map(([n, each]) => n * each);
      const shown = suppressColumn(counts);
      const sums = suppressSums(shown, amounts);
      sums.cells.forEach((cell, i) => {
        expect(cell === 'withheld' ? 'hidden' : cell).toBe(typeof shown.cells[i] === 'number' ? amounts[i] : 'hidden');
      });
      const hidden = counts.filter((_, i) => sums.cells[i] === 'withheld').reduce((a, b) => a + b, 0);
      if (typeof sums.total === 'number') expect(hidden === 0 || hidden >= 9).toBe(true);
    }),
  );
});
