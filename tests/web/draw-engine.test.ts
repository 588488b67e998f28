import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drandRound, freeze, normalSeed, rank, readFrozen, seedKind, team } from '../../workers/protocol/draw.ts';
import { fileOf, INPUTS, plainFrozen, SEED, sampleFrozen } from '../support/draws.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const tagged = (...fields: unknown[]) => JSON.stringify(['anshao/draw/v1', ...fields]);

test('the vector of docs/protocol.md, computed a second time without the engine', async () => {
  const file = await fileOf(await sampleFrozen());
  expect(file.listHash).toBe('e188d89b2de518059a3c7382c00ece84f9528e73446bf5bdab64d69f8c7b3406');
  expect(file.seed).toBe('c0fc8e5a6e2628eb7acacf658afd975bfc8e406eda5674e8911bfbd49636efcd');
  expect(file.resultHash).toBe('13b301e738993819cb6c80d453aee92f4aec4c4beb684366a5fbd5d7b40d909a');
  expect(sha(file.list)).toBe(file.listHash);
  // Keys of an opened input are sorted; the public seed stands between digest and inputs.
  expect(sha(tagged('seed', file.listHash, SEED, INPUTS))).toBe(file.seed);
  const key = Buffer.from(file.seed!, 'hex');
  const list = readFrozen(file.list).lists[0]!;
  const lot = (id: string) =>
    createHmac('sha256', key)
      .update(tagged('rank', '2026-0001', 'experts', id))
      .digest('hex');
  const free = list.entries.filter((one) => one.excluded === undefined).map((one) => one.id);
  const order = free.sort((a, b) => (lot(a) < lot(b) ? -1 : 1));
  const [stratum] = (
    JSON.parse(file.result!) as { lists: { strata: { selected: string[]; alternates: string[] }[] }[] }
  ).lists[0]!.strata;
  expect([stratum!.selected, stratum!.alternates]).toEqual([order.slice(0, 2), order.slice(2, 4)]);
});

test('every member is drawn as often as every other: chi-square over 4000 fixed seeds', async () => {
  const list = plainFrozen([{ stratum: 'a', n: 5, alternates: 0 }], 20).lists[0]!;
  const drawn = new Map<string, number>();
  const first = new Map<string, number>();
  const rounds = 4000;
  for (let i = 0; i < rounds; i++) {
    const { selected } = (await rank(sha(`seed ${i}`), 'd', list)).strata[0]!;
    for (const id of selected) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    first.set(selected[0]!, (first.get(selected[0]!) ?? 0) + 1);
  }
  const chi = (counts: Map<string, number>, expected: number) =>
    list.entries.reduce((sum, { id }) => sum + ((counts.get(id) ?? 0) - expected) ** 2 / expected, 0);
  // 19 degrees of freedom: 43.8 is passed once in a thousand. Drawn without putting back, hence divided by (1 - 5/20).
  expect(chi(first, rounds / 20)).toBeLessThan(43.8);
  expect(chi(drawn, rounds / 4) / 0.75).toBeLessThan(43.8);
});

test('each stratum gives just its quota, nobody twice, nobody who is excluded, for any list', async () => {
  const quota = fc.record({
    n: fc.integer({ min: 1, max: 6 }),
    alternates: fc.nat(4),
    more: fc.nat(8),
    out: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(quota, { minLength: 1, maxLength: 4 }),
      fc.nat().map((n) => sha(String(n))),
      async (all, seed) => {
        const entries = all.flatMap(({ n, more, out }, s) =>
          Array.from({ length: n + more + out }, (_, i) => ({
            ...{ id: `${s}-${String(i).padStart(3, '0')}`, stratum: `s${s}` },
            ...(i < out ? { excluded: 'load' } : {}),
          })),
        );
        const quotas = all.map(({ n, alternates }, s) => ({ stratum: `s${s}`, n, alternates }));
        const { strata } = await rank(seed, 'd', { name: 'experts', quotas, entries });
        const free = new Set(entries.filter((one) => !('excluded' in one)).map((one) => one.id));
        for (const [s, { selected, alternates }] of strata.entries()) {
          const { n, more } = all[s]!;
          expect(selected).toHaveLength(n);
          expect(alternates).toHaveLength(Math.min(quotas[s]!.alternates, more));
          const both = [...selected, ...alternates];
          expect(new Set(both).size).toBe(both.length);
          expect(both.every((id) => free.has(id) && id.startsWith(`${s}-`))).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('lists that contradict themselves are not frozen', async () => {
  const good = plainFrozen([{ stratum: 'a', n: 2, alternates: 1 }], 4);
  const list = good.lists[0]!;
  const wrong = [
    { ...good, seedSource: { ...good.seedSource, notBefore: good.frozenAt } },
    { ...good, lists: [{ ...list, quotas: [{ stratum: 'a', n: 5, alternates: 0 }] }] },
    { ...good, lists: [{ ...list, quotas: [{ stratum: 'b', n: 1, alternates: 0 }] }] },
    { ...good, lists: [{ ...list, quotas: [{ stratum: 'a', n: 0, alternates: 0 }] }] },
    { ...good, lists: [{ ...list, entries: [...list.entries, list.entries[0]!] }] },
    { ...good, lists: [] },
    { ...good, lists: [list, list] },
    { ...good, teams: { inspectors: 2 } },
    { ...good, witnesses: [{ name: '张三', commitment: 'x' }] },
  ];
  for (const one of wrong) await expect(freeze(one)).rejects.toThrow();
  const { text } = await freeze(good);
  expect(readFrozen(text)).toEqual(JSON.parse(text));
  for (const altered of [
    ` ${text}`,
    text.replace('"v":1', '"v":2'),
    text.replace(/"draw":"d",?/, ''),
    '[]',
    'null',
    '{',
  ]) {
    expect(() => readFrozen(altered)).toThrow();
  }
});

test('public seeds in their one spelling', () => {
  expect(normalSeed('ssq', ' 33,28，20 12 05 ０１ + 9')).toBe(SEED);
  for (const wrong of ['', '1 2 3', '01 01 12 20 28 33 09', '01 05 12 20 28 34 09', '01 05 12 20 28 33 17'])
    expect(normalSeed('ssq', wrong)).toBeUndefined();
  expect(normalSeed('dlt', '35 26 17 11 3 + 9 2')).toBe('03 11 17 26 35+02 09');
  expect(normalSeed('fc3d', '4 0 7')).toBe('407');
  expect(normalSeed('pl5', '40771')).toBe('40771');
  expect(normalSeed('szzs', '3,867.45')).toBe('3867.45');
  expect(normalSeed('szzs', '3867.4')).toBeUndefined();
  expect(normalSeed('drand', 'AB'.repeat(32))).toBe('ab'.repeat(32));
  expect(normalSeed('other', '  一　二 \n 三 ')).toBe('一 二 三');
  expect(normalSeed('constructor', '1')).toBeUndefined();
  const at = Date.parse('2026-11-22T13:15:00Z');
  const published = seedKind('drand')!.earliest!(String(drandRound(at)));
  expect(published - at).toBeGreaterThanOrEqual(0);
  expect(published - at).toBeLessThan(3000);
});

test('teams: blocks in order, from the front again when the list is shorter than the places', () => {
  expect([0, 1, 2].map((at) => team(at, 2, 6))).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
  expect([0, 1, 2].map((at) => team(at, 2, 3))).toEqual([
    [0, 1],
    [2, 0],
    [1, 2],
  ]);
  expect(team(0, 3, 2)).toEqual([0, 1]);
});
