import { expect, test } from 'vitest';
import { DEMO_HAZARDS, FEW } from '../../scripts/lib/demo/hazards.ts';
import { DEMO_PEOPLE, DEMO_TENANTS } from '../../scripts/lib/demo/tenants.ts';
import { PACKS } from '../../seeds/index.ts';
import * as hazards from '../../workers/contract/hazards.ts';
import { apply } from '../../workers/contract/platform.ts';
import { PLACE_KINDS } from '../../workers/contract/units.ts';

test.each(DEMO_TENANTS)('$slug: the pack has the units its demo people and hazards name', (tenant) => {
  const pack = PACKS[tenant.pack]!;
  const units = new Map(pack.units.map((u) => [u.key, u]));
  for (const key of [tenant.street, tenant.housing, 'emergency', 'fire']) expect(units.has(key)).toBe(true);
  expect(PLACE_KINDS).toContain(units.get(tenant.street)!.kind);
  const sectors = new Set(pack.sectors.map((s) => s.key));
  expect(DEMO_HAZARDS.filter((h) => !sectors.has(h.sector))).toEqual([]);
  expect(pack.level).toBe(tenant.level);
  if (tenant.parent) expect(DEMO_TENANTS.map((t) => t.slug)).toContain(tenant.parent);
});

test('the demo hazards are what the API takes, thirty of them, at rest in every state', () => {
  expect(DEMO_HAZARDS).toHaveLength(30);
  expect(new Set(DEMO_HAZARDS.map((h) => h.title)).size).toBe(30);
  for (const { title, description, category, sector, source, address, enterprise } of DEMO_HAZARDS) {
    const input = { title, description, category, sector, source, address, enterprise };
    expect(hazards.report.input.safeParse(input).success).toBe(true);
  }
  const states = [
    'reported',
    'dismissed',
    'confirmed',
    'assigned',
    'rectifying',
    'submitted',
    'returned',
    'verified',
    'closed',
  ];
  expect([...new Set(DEMO_HAZARDS.map((h) => h.until))].sort()).toEqual(states.sort());
  expect(new Set(DEMO_HAZARDS.slice(0, FEW).map((h) => h.until)).size).toBe(FEW);
  const handlers = new Set(['emergency', 'fire', 'housing', 'street']);
  expect(DEMO_HAZARDS.every((h) => handlers.has(h.owner) && DEMO_PEOPLE.some((p) => p.username === h.by))).toBe(true);
});

test('applications of the demo tenants pass the contract', () => {
  for (const { slug, name, level, divisionCode } of DEMO_TENANTS) {
    const contact = { contactName: '林晓舟', contactPhone: '000-00000000', reason: '演示数据' };
    const input = { unitName: `${name}安委会办公室`, tenantName: name, level, divisionCode, slug, ...contact };
    expect(apply.input.safeParse(input).success).toBe(true);
  }
});
