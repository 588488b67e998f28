import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryId, type Frozen, freeze } from '../../workers/protocol/draw.ts';
import { type DrawFile, readDrawFile } from '../../workers/protocol/draw-file.ts';
import { verify } from '../../workers/protocol/draw-verify.ts';
import { fileOf, INPUTS, SALT, SEED, sampleFrozen } from '../support/draws.ts';

const broken = async (file: DrawFile, noted?: string) =>
  (await verify(file, noted)).checks.filter((one) => one.ok === false).map((one) => one.code);

async function altered(change: (frozen: Frozen) => Frozen): Promise<DrawFile> {
  const file = await fileOf(await sampleFrozen());
  const { text } = await freeze(change(JSON.parse(file.list) as Frozen));
  return { ...file, list: text };
}

test('an untouched file holds, before and after the drawing', async () => {
  const file = await fileOf(await sampleFrozen());
  const verdict = await verify(file, file.listHash.toUpperCase());
  expect(verdict.checks.filter((one) => one.ok === false)).toEqual([]);
  expect([verdict.holds, verdict.complete]).toEqual([true, true]);
  const early = { ...file, publicSeed: null, seed: null, result: null, resultHash: null };
  const before = await verify(early);
  expect([before.holds, before.complete]).toEqual([true, false]);
  expect(await broken({ ...early, result: file.result })).toEqual(['public_seed']);
});

test('any change of pool, stratum, quota, reason, title, source or witness shows, whatever else is recomputed', async () => {
  const list = (f: Frozen) => f.lists[0]!;
  const changes: ((f: Frozen) => Frozen)[] = [
    (f) => ({ ...f, lists: [{ ...list(f), entries: list(f).entries.slice(1) }] }),
    (f) => ({
      ...f,
      lists: [{ ...list(f), entries: [...list(f).entries, { id: 'f'.repeat(64), stratum: '危险化学品' }] }],
    }),
    (f) => ({ ...f, lists: [{ ...list(f), entries: list(f).entries.map(({ id, stratum }) => ({ id, stratum })) }] }),
    (f) => ({ ...f, lists: [{ ...list(f), quotas: [{ stratum: '危险化学品', n: 3, alternates: 2 }] }] }),
    (f) => ({ ...f, lists: [{ ...list(f), quotas: [{ stratum: '危险化学品', n: 2, alternates: 1 }] }] }),
    (f) => ({ ...f, title: '另一次' }),
    (f) => ({ ...f, draw: '2026-0002' }),
    (f) => ({ ...f, frozenAt: '2026-11-22T02:00:00.001Z' }),
    (f) => ({ ...f, seedSource: { ...f.seedSource, id: '2026136' } }),
    (f) => ({ ...f, witnesses: [...f.witnesses].reverse() }),
    (f) => ({ ...f, witnesses: f.witnesses.slice(0, 1) }),
  ];
  for (const change of changes) expect(await broken(await altered(change))).toContain('list_hash');
  // Somebody who also recomputes every digest is caught by the digest that was public from the freezing on.
  const again = await fileOf({ ...(await sampleFrozen()), title: '另一次' });
  expect(await broken(again)).toEqual([]);
  const noted = (await fileOf(await sampleFrozen())).listHash;
  expect(await broken(again, noted)).toEqual(['noted']);
});

test('another order of the entries is no frozen list', async () => {
  const file = await fileOf(await sampleFrozen());
  const f = JSON.parse(file.list) as { lists: { entries: unknown[] }[] };
  f.lists[0]!.entries.reverse();
  expect(await broken({ ...file, list: JSON.stringify(f) })).toEqual(['list_hash', 'list']);
});

test('any change of seed, inputs or result shows', async () => {
  const file = await fileOf(await sampleFrozen());
  const other = '01 05 12 20 28 33+10';
  expect(await broken({ ...file, publicSeed: other })).toEqual(['seed', 'result', 'result_hash']);
  expect(await broken({ ...file, publicSeed: '33 28 20 12 05 01+09' })).toEqual(['public_seed', 'seed']);
  expect(await broken({ ...file, inputs: [null, null] })).toEqual(['seed', 'result', 'result_hash']);
  expect(await broken({ ...file, inputs: [null, INPUTS[0]!] })).toEqual(['witnesses', 'seed', 'result', 'result_hash']);
  expect(await broken({ ...file, inputs: [{ ...INPUTS[0]!, input: '春眠不觉晓。' }, null] })).toContain('witnesses');
  expect(await broken({ ...file, inputs: [INPUTS[0]!] })).toEqual(['witnesses', 'seed']);
  expect(await broken({ ...file, seed: '0'.repeat(64) })).toEqual(['seed']);
  expect(await broken({ ...file, resultHash: '0'.repeat(64) })).toEqual(['result_hash']);
  const swapped = JSON.parse(file.result!) as { lists: { strata: { selected: string[] }[] }[] };
  swapped.lists[0]!.strata[0]!.selected.reverse();
  expect(await broken({ ...file, result: JSON.stringify(swapped) })).toEqual(['result']);
});

test('any one character of the list, anywhere, breaks it', async () => {
  const file = await fileOf(await sampleFrozen());
  await fc.assert(
    fc.asyncProperty(fc.nat(file.list.length - 1), async (at) => {
      const letter = file.list[at] === '0' ? '1' : '0';
      expect(await broken({ ...file, list: file.list.slice(0, at) + letter + file.list.slice(at + 1) })).toContain(
        'list_hash',
      );
    }),
    { numRuns: 60 },
  );
});

test('a weak source without an opened input, and one whose value came first, do not hold', async () => {
  const frozen = await sampleFrozen();
  const weak = { ...frozen, seedSource: { ...frozen.seedSource, kind: 'fc3d', id: '2026301' } };
  expect(await broken(await fileOf(weak, INPUTS, '407'))).toEqual([]);
  expect(await broken(await fileOf(weak, [null, null], '407'))).toEqual(['public_seed']);
  const known = { ...frozen, seedSource: { ...frozen.seedSource, kind: 'drand', id: '1000' } };
  expect(await broken(await fileOf(known, INPUTS, 'ab'.repeat(32)))).toEqual(['time']);
});

test('codes open to nobody else, and alternates step in by lot', async () => {
  const file = await fileOf(await sampleFrozen());
  const open = async (who: string) => ({
    list: 'experts',
    id: await entryId('2026-0001', 'experts', who, SALT),
    who,
    salt: SALT,
  });
  const openings = [await open('WH-001')];
  expect(await broken({ ...file, openings })).toEqual([]);
  expect(await broken({ ...file, openings: [{ ...openings[0]!, who: 'WH-002' }] })).toEqual(['openings']);
  expect(await broken({ ...file, openings: [await open('WH-007')] })).toEqual(['openings']);
  const { selected, alternates } = (JSON.parse(file.result!) as { lists: { strata: Record<string, string[]>[] }[] })
    .lists[0]!.strata[0] as { selected: string[]; alternates: string[] };
  const call = (id: string, place: number, state: string, standsFor: number | null = null) => ({
    ...{ list: 'experts', id, place, state, standsFor },
  });
  const refused = [call(selected[0]!, 1, 'refused'), call(selected[1]!, 2, 'accepted')];
  expect(await broken({ ...file, calls: [...refused, call(alternates[0]!, 3, 'called', 1)] })).toEqual([]);
  expect(await broken({ ...file, calls: [...refused, call(alternates[1]!, 4, 'called', 1)] })).toEqual(['calls']);
  const nobodyOut = [
    call(selected[0]!, 1, 'accepted'),
    call(selected[1]!, 2, 'accepted'),
    call(alternates[0]!, 3, 'called', 1),
  ];
  expect(await broken({ ...file, calls: nobodyOut })).toEqual(['calls']);
});

test('what is no file of a draw is refused in one way', async () => {
  const file = await fileOf(await sampleFrozen());
  expect(readDrawFile(JSON.stringify(file))).toEqual(file);
  const wrong = [
    '',
    '{',
    'null',
    '[]',
    '{}',
    '"x"',
    JSON.stringify({ ...file, list: 1 }),
    JSON.stringify({ ...file, inputs: {} }),
  ];
  for (const text of [
    ...wrong,
    JSON.stringify({ ...file, calls: [null] }),
    JSON.stringify({ ...file, openings: [{}] }),
  ])
    expect(() => readDrawFile(text)).toThrow();
  // Shapes that pass the door and are nonsense inside are told, not thrown.
  for (const list of ['{"v":1}', '[]', 'null', '{"v":1,"lists":5}', SEED])
    expect(await broken({ ...file, list })).toEqual(['list_hash', 'list']);
});
