import { UNIT_KIND_NAMES, UNIT_KINDS, type UnitKind } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';
import type { SheetRow } from './columns.ts';
import { unitsByName } from './unit-names.ts';

export interface UnitRow extends SheetRow {
  readonly errors: string[];
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly shortName: string;
    readonly kind: UnitKind;
    readonly parentId: string | null;
    readonly sort: number;
    readonly divisionCode: string | null;
  };
}

/** 街道（镇、乡） is found under 街道, 镇 and 乡 too. */
const KIND_BY_WORD = new Map<string, UnitKind>(
  UNIT_KIND_NAMES.flatMap((kind) =>
    [UNIT_KINDS[kind] as string, ...UNIT_KINDS[kind].split(/[（）、]/)].map((word): [string, UnitKind] => [word, kind]),
  ),
);

/** Every row with what is wrong with it. A parent may stand in the tenant or anywhere in the same file. */
export async function checkUnitRows(ctx: Ctx, rows: readonly SheetRow[]): Promise<UnitRow[]> {
  const known = await unitsByName(ctx);
  const ids = new Map<string, string>();
  const nameOf = (row: SheetRow) => row.values.单位名称 ?? '';
  for (const row of rows) if (!ids.has(nameOf(row))) ids.set(nameOf(row), ctx.newId());
  const { unit: u } = ctx.db.rows;
  const taken = new Set((await ctx.db.select({ name: u.name }).from(u)).map((row) => row.name));
  const seen = new Set<string>();
  const checked = rows.map((row): UnitRow => {
    const { values } = row;
    const errors: string[] = [];
    const name = nameOf(row);
    if (name.length < 2 || name.length > 60) errors.push('单位名称须为 2 至 60 个字');
    else if (taken.has(name)) errors.push('单位已存在');
    else if (seen.has(name)) errors.push('单位名称在表中重复');
    seen.add(name);
    const shortName = values.简称 || name.slice(0, 20);
    if (shortName.length > 20) errors.push('简称不超过 20 个字');
    const kind = KIND_BY_WORD.get(values.类别 ?? '');
    if (!kind) errors.push('类别不认识，请照模板第二页填写');
    const parent = values.上级单位 ?? '';
    const parentId = parent === '' ? null : (known(parent) ?? ids.get(parent) ?? null);
    if (parent !== '' && parentId === null) errors.push('上级单位不在单位表中，也不在本表中');
    const sort = Number(values.排序 || 0);
    if (!Number.isInteger(sort) || sort < 0 || sort > 9999) errors.push('排序须为 0 至 9999 的整数');
    const code = values.区划代码 || null;
    if (code !== null && !/^\d{6,12}$/.test(code)) errors.push('区划代码须为 6 至 12 位数字');
    const unit = { id: ids.get(name)!, name, shortName, kind: kind ?? 'other', parentId, sort, divisionCode: code };
    return { row: row.row, values, errors, unit };
  });
  refuseOrphans(checked);
  return checked;
}

/** A row falls with its parent row, however deep; rows that are each other's parents all fall. */
function refuseOrphans(rows: readonly UnitRow[]): void {
  // Of rows with one name the first counts: Map keeps what is set last.
  const own = new Map([...rows].reverse().map((row) => [row.unit.id, row]));
  const fine = new Set(rows.filter((row) => row.errors.length === 0 && !own.has(row.unit.parentId ?? '')));
  for (let before = -1; before !== fine.size; ) {
    before = fine.size;
    for (const row of rows) {
      const parent = own.get(row.unit.parentId ?? '');
      if (row.errors.length === 0 && parent && fine.has(parent)) fine.add(row);
    }
  }
  for (const row of rows) if (row.errors.length === 0 && !fine.has(row)) row.errors.push('上级单位所在的行有错误');
}

/** Parents before children, as the database wants them. */
export function inDepthOrder(rows: readonly UnitRow[]): UnitRow[] {
  const own = new Map(rows.map((row) => [row.unit.id, row]));
  const depth = (row: UnitRow | undefined): number => (row ? 1 + depth(own.get(row.unit.parentId ?? '')) : 0);
  return [...rows].sort((a, b) => depth(a) - depth(b));
}
