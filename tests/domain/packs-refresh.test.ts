import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { national } from '../../seeds/national.ts';
import { loadPack } from '../../workers/domain/packs/load.ts';
import { refreshPack } from '../../workers/domain/upkeep/refresh-pack.ts';
import { mintTenant } from '../support/world.ts';

test('a tenant opened with an older pack gets the rules that came since, once, and keeps its own', async () => {
  const world = await mintTenant();
  const old = {
    ...national,
    version: 1,
    policies: national.policies.filter((p) => p.entity === 'hazard' || p.entity === 'tip'),
    settings: national.settings.filter((s) => s.key !== 'study.every'),
  };
  await loadPack(await world.ctx(), old);
  const ctx = await world.ctx();
  const { slaPolicy: p, setting: s, unit: u } = ctx.db.rows;
  await ctx.db.commit([ctx.db.update('setting', { value: '"mine"' }, (t) => eq(t.key, 'tip.flood'))], null);
  const units = async () => (await ctx.db.select({ id: u.id }).from(u)).length;
  const before = await units();

  expect(await refreshPack(ctx)).toBeGreaterThan(1);
  const kinds = (await ctx.db.select({ entity: p.entity, kind: p.kind }).from(p)).map((r) => `${r.entity}.${r.kind}`);
  expect(kinds).toEqual(expect.arrayContaining(['assignment.complete', 'assignment.acknowledge', 'hazard.rectify']));
  const settings = new Map((await ctx.db.select({ key: s.key, value: s.value }).from(s)).map((r) => [r.key, r.value]));
  expect([settings.has('study.every'), settings.get('tip.flood')]).toEqual([true, '"mine"']);
  expect(await units()).toBe(before);
  expect(await refreshPack(ctx)).toBe(0);
});

test('a tenant without a pack is left alone', async () => {
  expect(await refreshPack(await (await mintTenant()).ctx())).toBe(0);
});
