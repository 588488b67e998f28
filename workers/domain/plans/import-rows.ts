import { day, text } from '../../contract/common.ts';
import type { AssignmentRole } from '../../contract/task-words.ts';
import { COLUMNS, type Column, plain, ROLE_COLUMNS, readKind, readUnits, type SheetTask } from './columns.ts';

export interface Problem {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}
/** One row of the file: its number as Excel shows it, and the text under each known column that is there. */
export interface FileRow {
  readonly row: number;
  readonly values: Readonly<Partial<Record<Column, string>>>;
}
export interface ReadRow {
  readonly row: number;
  readonly number: string;
  /** What stands in the row; what has no column there is missing. */
  readonly said: Partial<SheetTask>;
  /** Roles that have a column in the file; units in another role stay as they are. */
  readonly roles: readonly AssignmentRole[];
}
type IdOf = (name: string) => string | undefined;

/** Columns by their titles, in any order; unknown ones are passed over. undefined: it is not this kind of table. */
export function fileRows(cells: readonly (readonly string[])[]): FileRow[] | undefined {
  const titles = (cells[0] ?? []).map((title) => title.replaceAll(/[\s*＊]/g, ''));
  if (!titles.includes('编号') || !titles.includes('任务')) return undefined;
  const known = COLUMNS.filter((column) => titles.includes(column));
  return cells.slice(1).flatMap((row, i) => {
    const values = Object.fromEntries(known.map((column) => [column, plain(row[titles.indexOf(column)] ?? '')]));
    return Object.values(values).every((value) => value === '') ? [] : [{ row: i + 2, values }];
  });
}

/** The row's fields, each checked as the form would; what is wrong is told by its column. */
export function readRow({ row, values }: FileRow, idOf: IdOf, problems: Problem[]): ReadRow {
  const say = (column: Column, message: string) => problems.push({ row, column, message });
  const said: { -readonly [K in keyof SheetTask]?: SheetTask[K] } = {};
  const take = (column: Column, max: number, min = 0): string | undefined => {
    const value = values[column];
    if (value === undefined || text(max, min).safeParse(value).success) return value;
    say(column, value.length < min ? `至少 ${min} 个字` : `不超过 ${max} 个字`);
    return undefined;
  };
  const set = <K extends keyof SheetTask>(name: K, value: SheetTask[K] | undefined) => {
    if (value !== undefined) said[name] = value;
  };
  set('itemNo', take('序号', 20));
  set('title', take('任务', 200, 2));
  set('content', take('内容', 8000));
  set('deadlineText', take('完成时限', 200));
  const due = values.截止日期;
  if (due === '') said.dueDay = null;
  else if (due !== undefined && day.safeParse(due).success) said.dueDay = due;
  else if (due !== undefined) say('截止日期', '日期写成 2026-06-30');
  if (values.类型 !== undefined) {
    const kind = readKind(values.类型);
    if (kind) Object.assign(said, kind);
    else say('类型', '写“限时完成”“长期坚持”或“定期重复（每月）”');
  }
  said.units = readParts(values, idOf, say);
  const roles = ROLE_COLUMNS.flatMap(([role, column]) => (values[column] === undefined ? [] : [role]));
  return { row, number: (values.编号 ?? '').slice(0, 80), said, roles };
}

function readParts(
  values: FileRow['values'],
  idOf: IdOf,
  say: (column: Column, message: string) => void,
): SheetTask['units'] {
  const units: { unitId: string; role: AssignmentRole }[] = [];
  const seen = new Set<string>();
  for (const [role, column] of ROLE_COLUMNS) {
    readUnits(values[column] ?? '', idOf).forEach((unitId, i) => {
      if (unitId === undefined) say(column, `第 ${i + 1} 个单位不在单位表中、已停用，或简称不止一个单位使用`);
      else if (seen.has(unitId)) say(column, `第 ${i + 1} 个单位在这一行写了两次`);
      else units.push({ unitId, role });
      if (unitId !== undefined) seen.add(unitId);
    });
  }
  if (units.length > 200) say(ROLE_COLUMNS[0][1], '一项任务最多 200 个单位');
  return units;
}
