import type { NewRow, Rows } from '../../../db/tenant-db.ts';
import type { Pack, PackReward, PackStep, PackUnit } from './pack.ts';

type TableName = keyof Rows;

/** The rows of one table that a step puts in, each under its id. */
export interface StepRows<T extends TableName = TableName> {
  readonly table: T;
  /** The column that tells a row apart from its fellows. */
  readonly id: 'id' | 'sector' | 'key';
  readonly rows: NewRow<T>[];
}

const unitId = (key: string): string => `unit-${key}`;

/** Parents before children: a chunk of 500 may hold a child whose parent stands in the chunk before. */
function byDepth(units: readonly PackUnit[]): PackUnit[] {
  const parents = new Map(units.map((u) => [u.key, u.parent]));
  const depth = (key: string | undefined): number => (key === undefined ? 0 : 1 + depth(parents.get(key)));
  return [...units].sort((a, b) => depth(a.key) - depth(b.key));
}

function table<T extends TableName>(name: T, id: StepRows['id'], rows: NewRow<T>[]): StepRows {
  return { table: name, id, rows } as unknown as StepRows;
}

function unitRows(pack: Pack): StepRows[] {
  const sort = new Map(pack.units.map((u, i) => [u.key, i]));
  const rows = byDepth(pack.units).map((u) => ({
    id: unitId(u.key),
    kind: u.kind,
    name: u.name,
    shortName: u.shortName,
    parentId: u.parent ? unitId(u.parent) : null,
    sort: sort.get(u.key)!,
    divisionCode: u.divisionCode ?? null,
    active: true,
    version: 0,
  }));
  return [table('unit', 'id', rows)];
}

function committeeRows(pack: Pack): StepRows[] {
  const committees = pack.committees.map((c, sort) => ({
    id: `committee-${c.key}`,
    kind: c.kind,
    name: c.name,
    sector: c.sector ?? null,
    leadUnitId: unitId(c.lead),
    duties: c.duties,
    sort,
    active: true,
    version: 0,
  }));
  const members = pack.committees.flatMap((c) => {
    const roles: [string, string][] = [
      [c.lead, 'lead'],
      ...(c.deputies ?? []).map((key): [string, string] => [key, 'deputy']),
      ...c.members.map((key): [string, string] => [key, 'member']),
    ];
    return roles.map(([key, role]) => ({
      id: `member-${c.key}-${key}`,
      committeeId: `committee-${c.key}`,
      unitId: unitId(key),
      role,
    }));
  });
  return [table('committee', 'id', committees), table('committeeMember', 'id', members)];
}

/** The reward scale as it stands at first. */
export function scaleRows(rewards: readonly PackReward[]): NewRow<'rewardScale'>[] {
  return rewards.map(({ key, ...row }, sort) => ({
    id: key,
    version: 1,
    ...{ grade: null, shareBp: null, amount: null, least: null, most: null, active: true, sort },
    ...row,
  }));
}

const json = (value: unknown): string => JSON.stringify(value);

/** What a step puts into the tenant, as plain rows. Ids depend on keys alone: the same pack always gives the same rows. */
export function stepRows(pack: Pack, step: PackStep, now: number): StepRows[] {
  switch (step) {
    case 'units':
      return unitRows(pack);
    case 'committees':
      return committeeRows(pack);
    case 'sectors': {
      const rows = pack.sectors.map((s, sort) => ({
        sector: s.key,
        label: s.label,
        unitId: s.regulator === null ? null : unitId(s.regulator),
        sort,
      }));
      return [table('sectorRegulator', 'sector', rows)];
    }
    case 'policies': {
      const rows = pack.policies.map(({ key, match, escalateAfter, ...rest }) => ({
        id: `policy-${key}`,
        match: json(match),
        escalateAfter: json(escalateAfter),
        version: 1,
        ...rest,
      }));
      return [table('slaPolicy', 'id', rows), table('rewardScale', 'id', scaleRows(pack.rewards))];
    }
    case 'templates': {
      const rows = pack.templates.map((t, sort) => ({
        id: `${t.kind}-${t.key}`,
        kind: t.kind,
        title: t.title,
        body: json(t.body),
        source: t.source ?? null,
        sort,
      }));
      return [table('template', 'id', rows)];
    }
    case 'settings': {
      const settings = [...pack.settings, { key: 'hotlines', value: pack.hotlines }];
      const rows = settings.map((s) => ({ key: s.key, value: json(s.value), version: 0, updatedAt: now }));
      return [table('setting', 'key', rows)];
    }
  }
}
