import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rewards } from '../../seeds/national/rewards.ts';
import { scaleRows } from '../../workers/domain/packs/rows.ts';
import { computeReward, inForce, type RewardFacts, type ScaleRow } from '../../workers/domain/rewards/scale.ts';
import { newPayCode, parsePayCode } from '../../workers/protocol/pay-code.ts';

const national = scaleRows(rewards) as ScaleRow[];
const none: RewardFacts = { fine: null, deaths: null, grade: null, fixed: null };
const yuan = (n: number) => n * 100;
const amountOf = (facts: Partial<RewardFacts>, scale = national) => computeReward(scale, { ...none, ...facts })?.amount;

test('the national figures', () => {
  expect(amountOf({ fine: yuan(100_000) })).toBe(yuan(15_000));
  expect(amountOf({ fine: yuan(1000) })).toBe(yuan(3000));
  expect(amountOf({ fine: yuan(20_000) })).toBe(yuan(3000));
  expect(amountOf({ fine: yuan(2_000_000) })).toBe(yuan(300_000));
  expect(amountOf({ fine: yuan(9_000_000) })).toBe(yuan(300_000));
  // Half a fen goes up: 15 % of 333 333.37 yuan are 50 000.0055 yuan.
  expect(amountOf({ fine: 33_333_337 })).toBe(5_000_001);
  expect(amountOf({ deaths: 1, grade: 'general' })).toBe(yuan(30_000));
  expect(amountOf({ deaths: 2, grade: 'larger' })).toBe(yuan(80_000));
  expect(amountOf({ deaths: 3, grade: 'major' })).toBe(yuan(150_000));
  expect(amountOf({ deaths: 4, grade: 'extraordinary' })).toBe(yuan(240_000));
  expect(amountOf({ deaths: 6, grade: 'extraordinary' })).toBe(yuan(300_000));
  expect(['small', 'middle', 'large'].map((name) => amountOf({ fixed: `fixed-${name}` }))).toEqual([
    30_000, 50_000, 300_000,
  ]);
  expect(amountOf({})).toBeUndefined();
  expect(amountOf({ deaths: 2 })).toBeUndefined();
  expect(amountOf({ fixed: 'fine' })).toBeUndefined();
  // The highest, never the sum.
  const both = { fine: yuan(100_000), deaths: 1, grade: 'general' };
  expect(computeReward(national, { ...none, ...both })).toMatchObject({
    amount: yuan(30_000),
    row: { id: 'death-general', version: 1 },
  });
});

const fen = fc.integer({ min: 1, max: 500_000_000_000 });
const scaleOf = fc
  .record({
    shareBp: fc.integer({ min: 1, max: 10_000 }),
    each: fc.integer({ min: 1, max: 100_000_000 }),
    bounds: fc.tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 10 })),
  })
  .map(({ shareBp, each, bounds: [a, b] }): ScaleRow[] => {
    const bounds = { least: Math.min(a, b), most: Math.max(a, b) };
    const row = { version: 1, grade: null, shareBp: null, amount: null, ...bounds };
    return [
      { ...row, id: 'fine', kind: 'fine', shareBp },
      { ...row, id: 'death', kind: 'death', grade: 'major', amount: each },
    ];
  });
const factsOf = fc.record({
  fine: fc.option(fen),
  deaths: fc.option(fc.integer({ min: 1, max: 1000 })),
  grade: fc.constantFrom('major', 'general', null),
  fixed: fc.constant(null),
});

test('any scale, any facts: whole fen within the row’s bounds, at most the share and half a fen', () => {
  fc.assert(
    fc.property(scaleOf, factsOf, (scale, facts) => {
      const computed = computeReward(scale, facts);
      const fits = facts.fine !== null || (facts.deaths !== null && facts.grade === 'major');
      expect(computed !== undefined).toBe(fits);
      if (!computed) return;
      const { amount, row } = computed;
      expect(Number.isSafeInteger(amount)).toBe(true);
      expect(amount).toBeGreaterThanOrEqual(Math.max(1, row.least ?? 0));
      expect(amount).toBeLessThanOrEqual(row.most ?? 0);
      if (row.kind === 'fine' && amount > (row.least ?? 0)) {
        expect(amount * 10_000).toBeLessThanOrEqual((facts.fine ?? 0) * (row.shareBp ?? 0) + 5000);
      }
    }),
  );
});

test('more is never rewarded less: a higher fine, one death more, another fact beside', () => {
  fc.assert(
    fc.property(scaleOf, factsOf, fen, (scale, facts, more) => {
      const before = computeReward(scale, facts)?.amount ?? 0;
      const higher = { ...facts, fine: Math.min(500_000_000_000, (facts.fine ?? 0) + more) };
      const deadlier = { ...facts, deaths: (facts.deaths ?? 0) + 1 };
      for (const grown of [higher, deadlier]) {
        expect(computeReward(scale, grown)?.amount ?? 0).toBeGreaterThanOrEqual(before);
      }
    }),
  );
});

test('in force: the newest version that has begun, unless it is off', () => {
  const row = (id: string, version: number, effectiveFrom: string, active = true) => ({
    id,
    version,
    effectiveFrom,
    active,
  });
  const rows = [
    row('a', 1, '2018-01-01'),
    row('a', 2, '2026-06-01'),
    row('a', 3, '2027-01-01'),
    row('b', 1, '2018-01-01'),
    row('b', 2, '2020-01-01', false),
    row('c', 1, '2030-01-01'),
  ];
  expect(inForce(rows, '2026-11-18').map((r) => [r.id, r.version])).toEqual([['a', 2]]);
  expect(inForce(rows, '2019-01-01').map((r) => [r.id, r.version])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('a pay-out code: fourteen digits, every slip and swap of neighbours found', () => {
  const code = newPayCode();
  expect(code).toMatch(/^\d{14}$/);
  expect(parsePayCode(` ${code.slice(0, 4)} ${code.slice(4)}`)).toBe(code);
  for (let i = 0; i < 14; i++) {
    const slip = `${code.slice(0, i)}${(Number(code[i]) + 1) % 10}${code.slice(i + 1)}`;
    expect(parsePayCode(slip)).toBeUndefined();
    const swap = `${code.slice(0, i)}${code[i + 1] ?? ''}${code[i]}${code.slice(i + 2)}`;
    if (swap.length === 14 && swap !== code) expect(parsePayCode(swap)).toBeUndefined();
  }
});
