import { expect, it } from 'vitest';
import { requestsFor, timesOf } from '../../scripts/lib/bench/measure.ts';
import { missed, print, type Row } from '../../scripts/lib/bench/table.ts';

const row = (value: number, goal: number | null): Row => ({ name: 'a page', value, unit: '×', goal });

it('a figure above its goal is a miss; one at it, or without one, is none', () => {
  expect(missed([row(2, 2), row(2.01, 2), row(9, null)])).toEqual([row(2.01, 2)]);
  expect(print([row(2, 2)])).toContain('pass (≤ 2)');
  expect(print([row(2.01, 2)])).toContain('MISS (≤ 2)');
  expect(print([row(9, null)])).not.toMatch(/pass|MISS/);
});

it('what is no number is a miss, and not passed over', () => {
  expect(missed([row(Number.NaN, 2)])).toHaveLength(1);
  expect(print([row(Number.NaN, 2)])).toContain('MISS');
});

it('a round has requests enough that one tick of 10 ms is less than 3 % of it', () => {
  for (const cost of [60, 460, 1_400]) expect(10_000 / (requestsFor(cost) * cost)).toBeLessThan(0.03);
  expect(requestsFor(30_000)).toBe(150);
});

it('a ratio is that of each round, so that a busy moment falls on both', () => {
  const costs = new Map([
    ['ours', [200, 900, 210]],
    ['floor', [100, 450, 105]],
  ]);
  expect(timesOf(costs, 'ours', 'floor')).toBe(2);
});
