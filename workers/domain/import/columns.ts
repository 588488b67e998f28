import type { FieldError } from '../errors.ts';
import { refuse } from '../errors.ts';

export type ImportKind = 'units' | 'people';
export const MAX_ROWS = 2_000;
export const MAX_COLUMNS = 12;
/** Rows of the template that show how to fill it in; left standing they are passed over. */
export const EXAMPLE = '示例';

export const COLUMNS = {
  people: ['姓名', '用户名', '手机号', '单位', '职务', '岗位'],
  units: ['单位名称', '简称', '类别', '上级单位', '排序', '区划代码'],
} as const satisfies Record<ImportKind, readonly string[]>;
const REQUIRED: Record<ImportKind, readonly string[]> = {
  people: ['姓名', '用户名'],
  units: ['单位名称', '类别'],
};

/** One row of the file: its number as Excel shows it, and the text under each known column. */
export interface SheetRow {
  readonly row: number;
  readonly values: Record<string, string>;
}

/** Columns are found by their titles, in any order; unknown ones are passed over. @throws `bad_request` if one is missing. */
export function readSheet(kind: ImportKind, rows: readonly string[][]): SheetRow[] {
  const titles = (rows[0] ?? []).map((title) => title.replaceAll(/[\s*＊]/g, ''));
  const missing = REQUIRED[kind].filter((title) => !titles.includes(title));
  if (missing.length > 0) {
    const fields: FieldError[] = [{ path: 'file', message: `第一行缺少“${missing.join('”“')}”，请用下载的模板填写` }];
    return refuse('bad_request', { fields });
  }
  return rows.slice(1).flatMap((cells, i) => {
    const values = Object.fromEntries(
      COLUMNS[kind].map((title) => [title, (cells[titles.indexOf(title)] ?? '').slice(0, 100)]),
    );
    const empty = Object.values(values).every((value) => value === '');
    if (empty || values[COLUMNS[kind][0]]?.startsWith(EXAMPLE)) return [];
    return [{ row: i + 2, values }];
  });
}
