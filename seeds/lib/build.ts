import type { Json, PackSetting, PackTemplate } from '../../workers/domain/packs/pack.ts';

/** `changes` over `base`: an item with a known key takes its place, a new one is added behind. */
export function over<T extends { readonly key: string }>(
  base: readonly T[],
  changes: readonly T[],
  id: (item: T) => string = (item) => item.key,
): T[] {
  const changed = new Map(changes.map((item) => [id(item), item]));
  const known = new Set(base.map(id));
  return [...base.map((item) => changed.get(id(item)) ?? item), ...changes.filter((item) => !known.has(id(item)))];
}

/** Templates of two kinds may share a key. `dropTasks`: the place has a work plan of its own. */
export function overTemplates(base: readonly PackTemplate[], changes: readonly PackTemplate[], dropTasks = false) {
  const kept = dropTasks ? base.filter((t) => t.kind !== 'task') : base;
  return over(kept, changes, (t) => `${t.kind}-${t.key}`);
}

/** A number that a rule gives, with the rule beside it. `checked: false` shows as 待核实. */
export interface Basis {
  readonly basis: string;
  readonly basisChecked: boolean;
  readonly effectiveFrom: string;
}
export const stated = (basis: string, effectiveFrom: string): Basis => ({ basis, basisChecked: true, effectiveFrom });
export const local = (basis: string, effectiveFrom = '2025-01-01'): Basis => ({
  basis: `${basis}（本地规则）`,
  basisChecked: false,
  effectiveFrom,
});

export function rule(key: string, value: { readonly [field: string]: Json }, basis: Basis): PackSetting {
  return { key, value: { ...value, ...basis, ruleVersion: 1 } };
}

export const checklist = (
  key: string,
  title: string,
  items: readonly string[],
  more: { sector?: string; use?: string; source?: string } = {},
): PackTemplate => {
  const { source, ...head } = more;
  return { key, kind: 'checklist', title, source, body: { ...head, items } };
};

export const campaign = (
  key: string,
  title: string,
  sectors: readonly string[],
  lead: readonly string[],
  focus: readonly string[],
  more: { period?: string; source?: string } = {},
): PackTemplate => ({
  key,
  kind: 'campaign',
  title,
  source: more.source,
  body: { sectors, lead, focus, period: more.period },
});
