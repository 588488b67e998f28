import { webcrypto } from 'node:crypto';
import { rank } from '../../../workers/protocol/draw.ts';
import type { FrozenList } from '../../../workers/protocol/draw-text.ts';
import { median } from './cpu.ts';

const ROUNDS = 5;
const CHUNK = 500;

/** The engine against as many bare lots and one sort, both in this process. */
export async function drawCost(members: number): Promise<{ product: number; floor: number }> {
  const entries = Array.from({ length: members }, (_, i) => ({ id: `bench-${i}`, stratum: i % 2 ? 'a' : 'b' }));
  const quotas = ['a', 'b'].map((stratum) => ({ stratum, n: 5, alternates: 3 }));
  const list = { name: 'experts', entries, quotas } as unknown as FrozenList;
  const seed = 'ab'.repeat(32);
  const raw = Buffer.from(seed, 'hex');
  const bare = async () => {
    const key = await webcrypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const lots: [string, string][] = [];
    for (let at = 0; at < members; at += CHUNK) {
      const some = entries.slice(at, at + CHUNK);
      const macs = await Promise.all(some.map(({ id }) => webcrypto.subtle.sign('HMAC', key, Buffer.from(id))));
      some.forEach(({ id }, i) => {
        lots.push([Buffer.from(macs[i] as ArrayBuffer).toString('hex'), id]);
      });
    }
    return lots.sort(([a], [b]) => (a < b ? -1 : 1)).length;
  };
  const costs = { product: [] as number[], floor: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = await cpuHere(() => rank(seed, 'bench', list));
    const floor = await cpuHere(bare);
    if (round === 0) continue;
    costs.product.push(ours);
    costs.floor.push(floor);
  }
  return { product: median(costs.product), floor: median(costs.floor) };
}

async function cpuHere(work: () => Promise<unknown>): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return user + system;
}
