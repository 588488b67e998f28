/** Sheets of the file clerks fill in: one row an expert, and rows of history that name the expert by identity number. */
export const SHEETS = {
  专家: ['姓名', '身份证号', '手机号', '工作单位', '职务', '简介'],
  工作经历: ['身份证号', '工作单位', '岗位', '工作性质', '专业领域', '开始日期', '结束日期', '占全职比例'],
  职称资格: ['身份证号', '类别', '名称', '等级', '证书编号', '发证日期', '有效期至'],
  回避关系: ['身份证号', '关系', '单位名称', '统一社会信用代码', '开始日期', '结束日期', '说明'],
} as const;
export type SheetName = keyof typeof SHEETS;
export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];
/** Without these titles a sheet is not what it says it is. */
export const REQUIRED: Record<SheetName, readonly string[]> = {
  专家: ['姓名', '身份证号', '手机号', '工作单位'],
  工作经历: ['身份证号', '工作单位', '岗位', '工作性质', '专业领域', '开始日期'],
  职称资格: ['身份证号', '类别', '名称'],
  回避关系: ['身份证号', '关系', '单位名称'],
};
export const MAX_COLUMNS = 12;
/** Rows of the template that show how to fill it in; left standing they are passed over. */
export const EXAMPLE = '示例';

/** One row: its number as Excel shows it, and the text under each known title. */
export interface FileRow {
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Titles that a sheet lacks. */
export function missingTitles(name: SheetName, cells: readonly (readonly string[])[]): string[] {
  const titles = titlesOf(cells);
  return REQUIRED[name].filter((title) => !titles.includes(title));
}

/** By their titles, in any order; unknown columns, empty rows and the template's examples are passed over. */
export function fileRows(name: SheetName, cells: readonly (readonly string[])[]): FileRow[] {
  const titles = titlesOf(cells);
  return cells.slice(1).flatMap((row, i) => {
    const values: Record<string, string> = {};
    for (const title of SHEETS[name]) values[title] = row[titles.indexOf(title)] ?? '';
    const said = Object.values(values);
    const skip = said.every((value) => value === '') || said.some((value) => value.startsWith(EXAMPLE));
    return skip ? [] : [{ row: i + 2, values }];
  });
}

const titlesOf = (cells: readonly (readonly string[])[]): string[] =>
  (cells[0] ?? []).map((title) => title.replaceAll(/[\s*＊]/g, '').replace(/[（(].*$/, ''));
