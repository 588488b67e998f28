import { describe, expect, test } from 'vitest';
import { PACKS } from '../../seeds/index.ts';
import { CATEGORY_NAMES } from '../../workers/contract/hazards.ts';
import { UNIT_GROUPS } from '../../workers/contract/units.ts';
import { PACK_STEPS, type Pack, type PackTemplate } from '../../workers/domain/packs/pack.ts';
import { stepRows } from '../../workers/domain/packs/rows.ts';

const all = Object.entries(PACKS);
const tasksOf = (pack: Pack, document: string) =>
  pack.templates.filter((t) => t.kind === 'task' && t.source?.startsWith(`${document}-`));

/** Every unit a template speaks of. */
function mentioned(template: PackTemplate): readonly string[] {
  switch (template.kind) {
    case 'task':
      return template.body.duties.flatMap((d) => [d.lead, d.convener, d.with, d.implementers].flatMap((k) => k ?? []));
    case 'campaign':
      return template.body.lead;
    case 'expert_field':
      return template.body.owners;
    default:
      return [];
  }
}

const sectorsOf = (template: PackTemplate): readonly string[] => {
  if (template.kind === 'campaign') return template.body.sectors;
  if (template.kind === 'expert_field') return [template.body.sector];
  return template.kind === 'checklist' && template.body.sector ? [template.body.sector] : [];
};

describe.each(all)('pack %s', (key, pack) => {
  const units = new Set(pack.units.map((u) => u.key));
  const sectors = new Set(pack.sectors.map((s) => s.key));

  test('its own key, and no id or name twice', () => {
    expect(pack.key).toBe(key);
    for (const step of PACK_STEPS) {
      for (const { id, rows } of stepRows(pack, step, 0)) {
        const ids = rows.map((row) => (row as Record<string, unknown>)[id]);
        expect(new Set(ids).size).toBe(ids.length);
      }
    }
    for (const list of [pack.units, pack.committees]) {
      expect(new Set(list.map((item) => item.name)).size).toBe(list.length);
    }
  });

  test('every unit and sector it speaks of stands in it', () => {
    const unknown = [
      ...pack.units.flatMap((u) => u.parent ?? []),
      ...pack.committees.flatMap((c) => [c.lead, ...(c.deputies ?? []), ...c.members]),
      ...pack.sectors.flatMap((s) => s.regulator ?? []),
      ...pack.templates.flatMap(mentioned).filter((name) => !(name in UNIT_GROUPS)),
    ].filter((name) => !units.has(name));
    expect(unknown).toEqual([]);
    const strange = [...pack.committees.flatMap((c) => c.sector ?? []), ...pack.templates.flatMap(sectorsOf)].filter(
      (name) => !sectors.has(name),
    );
    expect(strange).toEqual([]);
  });

  test('each time limit has a fallback, a basis and a date; what is not confirmed says so', () => {
    for (const kind of ['accept', 'verify', 'rectify']) {
      const fallback = pack.policies.filter(
        (p) => p.entity === 'hazard' && p.kind === kind && Object.keys(p.match).length === 0,
      );
      expect(fallback).toHaveLength(1);
    }
    for (const policy of pack.policies) {
      expect(policy.amount).toBeGreaterThan(0);
      expect(policy.warnBefore).toBeLessThan(policy.amount);
      expect(policy.effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(policy.basisChecked).toBe(!policy.basis.includes('本地规则'));
      // A tip's own limits are heard at its desk alone.
      expect(policy.escalateAfter.length > 0).toBe(policy.entity !== 'tip');
    }
  });

  test('settings have keys the API takes; the tip page’s categories lead to sectors; hotlines stand', () => {
    const settings = new Map(pack.settings.map((s) => [s.key, s.value]));
    for (const name of settings.keys()) expect(name).toMatch(/^[a-z][a-z0-9_.]{1,60}$/);
    const categories = settings.get('tip.categories') as Record<string, string>;
    for (const [category, sector] of Object.entries(categories)) {
      expect(CATEGORY_NAMES).toContain(category);
      expect(sectors.has(sector)).toBe(true);
    }
    expect(settings.get('hazard.two_lists')).toMatchObject({ basisChecked: false });
    expect(pack.hotlines.map((h) => h.number)).toEqual(expect.arrayContaining(['119', '12350']));
  });

  test('no phone, mail or person of a document is in it', () => {
    const strings = JSON.stringify(pack).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(strings.filter((text) => /\d{7,}|@\w+\.|同志|签发人/.test(text))).toEqual([]);
  });
});

test('the documents’ numbers: 17 committees and 4 headquarters, 15 streets and 28 points, 25 tasks', () => {
  const { ankang, yueyanglou, zaozhuang } = PACKS as Record<string, Pack>;
  expect(ankang!.committees.filter((c) => c.kind === 'committee')).toHaveLength(17);
  expect(ankang!.committees.filter((c) => c.kind === 'headquarters')).toHaveLength(4);
  expect(yueyanglou!.units.filter((u) => u.kind === 'street')).toHaveLength(15);
  expect(tasksOf(yueyanglou!, '001')).toHaveLength(28);
  expect(tasksOf(zaozhuang!, '004')).toHaveLength(25);
  expect(tasksOf(zaozhuang!, '004').map((t) => t.source)).toEqual(Array.from({ length: 25 }, (_, i) => `004-${i + 1}`));
  expect(zaozhuang!.templates.filter((t) => t.kind === 'expert_field').map((t) => t.title)).toEqual([
    '危险化学品',
    '建筑施工',
    '冶金工贸',
    '燃气管网',
  ]);
});

test('Zaozhuang’s own rules stand in its settings, with the notice as basis', () => {
  const settings = new Map(PACKS.zaozhuang!.settings.map((s) => [s.key, s.value]));
  expect(settings.get('expert.rule')).toMatchObject({
    minYears: 5,
    basis: expect.stringContaining('枣高安发〔2021〕9号'),
  });
  expect(settings.get('incident.local_clocks')).toMatchObject({
    firstWordMinutes: 20,
    writtenCheckMinutes: 60,
    writtenDetailMinutes: 120,
  });
  expect(settings.get('report.hazard_progress')).toMatchObject({ every: 'half_month' });
  expect(settings.get('hazard.campaign')).toMatchObject({ majorBy: '2021-04-30' });
});
