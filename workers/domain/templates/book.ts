import { and, asc, eq } from 'drizzle-orm';
import { UNIT_GROUPS } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';

/** Units of this tenant by what templates call them: an id, the key of a pack's unit, or a group. */
export interface Book {
  /** Ids of the units in service; `why`: why there are none. */
  find(ref: string): { ids: readonly string[]; why?: string };
  /** How it reads. */
  name(ref: string): string;
}
type Group = keyof typeof UNIT_GROUPS;
export const isGroup = (ref: string): ref is Group => ref in UNIT_GROUPS;

export async function unitBook({ db }: Ctx): Promise<Book> {
  const { unit: u, sectorRegulator: s, committee: c } = db.rows;
  const [units, sectors, committees] = await Promise.all([
    db.select({ id: u.id, kind: u.kind, name: u.name, active: u.active }).from(u).orderBy(asc(u.sort), asc(u.id)),
    db.select({ unitId: s.unitId }).from(s),
    db
      .select({ unitId: c.leadUnitId })
      .from(c)
      .where(and(eq(c.kind, 'committee'), eq(c.active, true))),
  ]);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const ofKind = (kind: string) => units.filter((unit) => unit.active && unit.kind === kind).map((unit) => unit.id);
  const inOrder = (rows: readonly { unitId: string | null }[]) => {
    const wanted = new Set(rows.map((row) => row.unitId));
    return units.filter((unit) => unit.active && wanted.has(unit.id)).map((unit) => unit.id);
  };
  const members = (group: Group): string[] => {
    if (group === '@departments') return ofKind('department');
    if (group === '@regulators') return inOrder(sectors);
    if (group === '@committees') return inOrder(committees);
    if (group === '@groups') return ofKind('enterprise_group');
    // A city has its counties where others have streets.
    const streets = ofKind('street');
    return streets.length > 0 ? streets : ofKind('county');
  };
  return {
    name: (ref) => (isGroup(ref) ? UNIT_GROUPS[ref] : (byId.get(ref) ?? byId.get(`unit-${ref}`))?.name) ?? ref,
    find(ref) {
      if (isGroup(ref)) {
        const ids = members(ref);
        return ids.length > 0 ? { ids } : { ids, why: `本地区还没有“${UNIT_GROUPS[ref]}”` };
      }
      const unit = byId.get(ref) ?? byId.get(`unit-${ref}`);
      if (!unit) return { ids: [], why: `没有找到单位“${ref}”` };
      return unit.active ? { ids: [unit.id] } : { ids: [], why: `“${unit.name}”已停用` };
    },
  };
}
