import { expect, test } from 'vitest';
import { ConflictError } from '../../db/errors.ts';
import { PACKS } from '../../seeds/index.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { PACK_STEPS, type Pack } from '../../workers/domain/packs/pack.ts';
import { mintTenant, type World } from '../support/world.ts';

const TABLES = [
  'unit',
  'committee',
  'committeeMember',
  'sectorRegulator',
  'slaPolicy',
  'template',
  'setting',
  'event',
] as const;

/** Everything in the tenant, so that two states can be compared row by row. */
async function contents(world: World): Promise<Record<string, unknown[]>> {
  const { db } = await world.ctx();
  const entries = TABLES.map(
    async (name) => [name, await db.select().from(db.rows[name] as typeof db.rows.unit)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

test.each(Object.keys(PACKS))('%s loads into an empty tenant, every reference held by the database', async (key) => {
  const world = await mintTenant();
  const pack = PACKS[key]!;
  const steps = await loadPack(await world.ctx(), pack);
  expect(steps.map((s) => s.step)).toEqual([...PACK_STEPS]);
  const kept = await contents(world);
  expect(kept.unit).toHaveLength(pack.units.length);
  expect(kept.committee).toHaveLength(pack.committees.length);
  expect(kept.slaPolicy).toHaveLength(pack.policies.length);
  expect(kept.template).toHaveLength(pack.templates.length);
  expect(kept.setting).toHaveLength(pack.settings.length + 1);
});

test('a repeated load adds nothing, and leaves what was edited since', async () => {
  const world = await mintTenant();
  const ctx = await world.ctx();
  await loadPack(ctx, PACKS.zaozhuang!);
  await ctx.db.commit([ctx.db.update('setting', { value: '"edited"' }, () => undefined)], null);
  const before = await contents(world);
  const again = await loadPack(await world.ctx(), PACKS.zaozhuang!);
  expect(again.every((s) => s.added === 0)).toBe(true);
  expect(await contents(world)).toEqual(before);
});

test('a failure halfway leaves whole steps, and the next load resumes to the same rows', async () => {
  const pack = PACKS.yueyanglou!;
  const [broken, whole] = [await mintTenant(), await mintTenant()];
  const unknownLead: Pack = { ...pack, committees: pack.committees.map((c) => ({ ...c, lead: 'nobody' })) };
  await expect(loadPack(await broken.ctx(), unknownLead)).rejects.toThrow(/FOREIGN KEY/);
  const half = await contents(broken);
  expect(half.unit).toHaveLength(pack.units.length);
  expect([half.committee, half.committeeMember, half.setting]).toEqual([[], [], []]);
  await loadPack(await broken.ctx(), pack);
  await loadPack(await whole.ctx(), pack);
  const strip = (c: Record<string, unknown[]>) => ({ ...c, event: c.event!.length });
  expect(strip(await contents(broken))).toEqual(strip(await contents(whole)));
});

test('of two loads at once nothing comes twice', async () => {
  const world = await mintTenant();
  const pack = PACKS.national!;
  const results = await Promise.allSettled([loadPack(await world.ctx(), pack), loadPack(await world.ctx(), pack)]);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError);
  }
  await loadPack(await world.ctx(), pack);
  expect((await contents(world)).unit).toHaveLength(pack.units.length);
});

test('a newer version of a pack adds what is missing', async () => {
  const world = await mintTenant();
  const pack = PACKS.county!;
  await loadPack(await world.ctx(), pack);
  const grid = {
    key: 'grid-1',
    kind: 'grid' as const,
    name: '城关镇第一网格',
    shortName: '网格一',
    parent: 'chengguan',
  };
  const steps = await loadPack(await world.ctx(), { ...pack, version: pack.version + 1, units: [...pack.units, grid] });
  expect(steps.filter((s) => s.added > 0)).toEqual([{ step: 'units', added: 1 }]);
});

test('a county of two thousand units, children listed before their parents, loads in one commit', async () => {
  const world = await mintTenant();
  const villages = Array.from({ length: 100 }, (_, i) => ({
    key: `v${i}`,
    kind: 'community' as const,
    name: `第${i}村`,
    shortName: `${i}村`,
    parent: 'chengguan',
  }));
  const grids = Array.from({ length: 1900 }, (_, i) => ({
    key: `g${i}`,
    kind: 'grid' as const,
    name: `第${i}网格`,
    shortName: `网格${i}`,
    parent: `v${i % 100}`,
  }));
  const county = PACKS.county!;
  const [units] = await loadPack(
    await world.ctx(),
    { ...county, units: [...grids, ...villages, ...county.units] },
    { step: 'units' },
  );
  expect(units!.added).toBe(2000 + county.units.length);
});
