import { commitmentOf, drawFrom, entryId, type Frozen, freeze, type Opened } from '../../workers/protocol/draw.ts';
import type { DrawFile } from '../../workers/protocol/draw-file.ts';

export const SALT = '0123456789abcdef';
export const SEED = '01 05 12 20 28 33+09';

/** The list of the test vector in docs/protocol.md: six members, one of them excluded, two witnesses. */
export async function sampleFrozen(): Promise<Frozen> {
  const entries = [];
  for (const who of ['WH-001', 'WH-002', 'WH-003', 'WH-004', 'WH-005', 'WH-006']) {
    const id = await entryId('2026-0001', 'experts', who, SALT);
    entries.push({ id, stratum: '危险化学品', ...(who === 'WH-003' ? { excluded: 'conflict' } : {}) });
  }
  return {
    v: 1,
    tenant: 'shizhong',
    draw: '2026-0001',
    title: '驻企检查专家',
    frozenAt: '2026-11-22T02:00:00.000Z',
    redrawOf: '',
    lists: [{ name: 'experts', quotas: [{ stratum: '危险化学品', n: 2, alternates: 2 }], entries }],
    teams: {},
    seedSource: { kind: 'ssq', id: '2026135', notBefore: '2026-11-22T13:15:00.000Z' },
    witnesses: [
      { name: '张三', commitment: await commitmentOf('2026-0001', '张三', '春眠不觉晓', 'a1b2c3d4e5f6g7h8') },
      { name: '李四', commitment: await commitmentOf('2026-0001', '李四', '八百里秦川', 'h8g7f6e5d4c3b2a1') },
    ],
  };
}

/** The first witness opened, the second never did. */
export const INPUTS: readonly Opened[] = [{ input: '春眠不觉晓', salt: 'a1b2c3d4e5f6g7h8' }, null];

/** The finished file of a list. */
export async function fileOf(frozen: Frozen, inputs: readonly Opened[] = INPUTS, publicSeed = SEED): Promise<DrawFile> {
  const { text, listHash } = await freeze(frozen);
  const drawn = await drawFrom(JSON.parse(text) as Frozen, listHash, publicSeed, inputs);
  const { seed } = drawn.result;
  const head = { format: 'anshao-draw' as const, v: 1 as const, list: text, listHash, inputs, publicSeed };
  return { ...head, seed, result: drawn.text, resultHash: drawn.resultHash, openings: [], calls: [] };
}

/** A list of nothing but codes, for counting. */
export function plainFrozen(
  quotas: readonly { stratum: string; n: number; alternates: number }[],
  size: number,
): Frozen {
  const entries = quotas.flatMap(({ stratum }, s) =>
    Array.from({ length: size }, (_, i) => ({ id: `${s}${String(i).padStart(4, '0')}`, stratum })),
  );
  return {
    ...{ v: 1, tenant: 't', draw: 'd', title: 't', frozenAt: '2026-01-01T00:00:00.000Z', redrawOf: '' },
    lists: [{ name: 'experts', quotas, entries }],
    ...{ teams: {}, witnesses: [] },
    seedSource: { kind: 'other', id: '某报头版', notBefore: '2026-01-02T00:00:00.000Z' },
  };
}
