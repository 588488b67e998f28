import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths } from '../../workers/domain/clocks/months.ts';

const day = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2099, 11, 31) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const parts = (text: string) => text.split('-').map(Number) as [number, number, number];
const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

test.each([
  ['2026-12-31', 1, '2027-01-31'],
  ['2027-01-31', 1, '2027-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-11-18', 1, '2026-12-18'],
  ['2026-10-31', 13, '2027-11-30'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});

test('so many months later, on the same day or the last one of a shorter month', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 36 }), (from, months) => {
      const [y, m, d] = parts(from);
      const [ty, tm, td] = parts(addMonths(from, months));
      expect(ty * 12 + tm).toBe(y * 12 + m + months);
      expect(td).toBe(Math.min(d, lengthOf(ty, tm)));
    }),
  );
});

test('a later day is never due before an earlier one', () => {
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 12 }), (a, b, months) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(addMonths(first, months) <= addMonths(second, months)).toBe(true);
    }),
  );
});
