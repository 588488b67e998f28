import { type Bytes, hex, ProtocolError, utf8 } from './bytes.ts';
import { seedKind } from './draw-seed.ts';
import { canonicalJson, DRAW_TAG, digestOf, type Frozen, type FrozenList, listHashOf } from './draw-text.ts';

export * from './draw-seed.ts';
export * from './draw-text.ts';

/** What a witness opened; null: never opened, and so no part of the seed. */
export type Opened = { readonly input: string; readonly salt: string } | null;

export interface StratumResult {
  readonly stratum: string;
  readonly selected: readonly string[];
  readonly alternates: readonly string[];
}
export interface ListResult {
  readonly name: string;
  readonly strata: readonly StratumResult[];
}
export interface Result {
  readonly v: 1;
  readonly draw: string;
  readonly listHash: string;
  readonly publicSeed: string;
  readonly inputs: readonly Opened[];
  readonly seed: string;
  readonly lists: readonly ListResult[];
}

/** All of them in the order of the frozen text's witnesses, an unopened one as null: nothing can be moved or left out unseen. */
export const seedOf = (listHash: string, publicSeed: string, inputs: readonly Opened[]): Promise<string> =>
  digestOf('seed', listHash, publicSeed, inputs);

/** Each entry's lot, HMAC-SHA-256 under the seed; smallest first. */
export async function lots(seed: string, draw: string, list: FrozenList): Promise<Map<string, string>> {
  const raw = new Uint8Array(seed.length / 2).map((_, i) => Number.parseInt(seed.slice(2 * i, 2 * i + 2), 16)) as Bytes;
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const free = list.entries.filter((entry) => entry.excluded === undefined);
  const drawn = new Map<string, string>();
  for (let at = 0; at < free.length; at += 500) {
    const some = free.slice(at, at + 500);
    const macs = await Promise.all(
      some.map(({ id }) =>
        crypto.subtle.sign('HMAC', key, utf8(canonicalJson([DRAW_TAG, 'rank', draw, list.name, id]))),
      ),
    );
    some.forEach(({ id }, i) => {
      drawn.set(id, hex(new Uint8Array(macs[i]!)));
    });
  }
  return drawn;
}

/** Per stratum the first `n` by lot, and behind them the alternates in the order in which they step in. */
export async function rank(seed: string, draw: string, list: FrozenList): Promise<ListResult> {
  const lot = await lots(seed, draw, list);
  const strata = list.quotas.map(({ stratum, n, alternates }) => {
    const ids = list.entries.filter((e) => e.stratum === stratum && lot.has(e.id)).map((e) => e.id);
    ids.sort((a, b) => (lot.get(a)! < lot.get(b)! ? -1 : 1));
    return { stratum, selected: ids.slice(0, n), alternates: ids.slice(n, n + alternates) };
  });
  return { name: list.name, strata };
}

/** The result of a frozen list, as the text that is published, and its digest. @throws ProtocolError for a seed that is none */
export async function drawFrom(
  frozen: Frozen,
  listHash: string,
  publicSeed: string,
  inputs: readonly Opened[],
): Promise<{ result: Result; text: string; resultHash: string }> {
  const normal = normalSeed(frozen.seedSource.kind, publicSeed);
  if (normal === undefined || normal !== publicSeed) throw new ProtocolError('public seed');
  if (inputs.length !== frozen.witnesses.length) throw new ProtocolError('inputs');
  const seed = await seedOf(listHash, publicSeed, inputs);
  const lists: ListResult[] = [];
  for (const list of frozen.lists) lists.push(await rank(seed, frozen.draw, list));
  const result: Result = { v: 1, draw: frozen.draw, listHash, publicSeed, inputs, seed, lists };
  const text = canonicalJson(result);
  return { result, text, resultHash: await listHashOf(text) };
}

export const normalSeed = (kind: string, value: string): string | undefined => {
  const known = seedKind(kind);
  return known ? known.normal(value) : undefined;
};

/** Positions, from 0, in a further list of those who go with the `at`th of the first: blocks in order, from the front again at the end. */
export const team = (at: number, size: number, of: number): number[] =>
  Array.from({ length: Math.min(size, of) }, (_, i) => (at * size + i) % of);
