import type * as contract from '../../contract/draw-excel.ts';
import { MAX_ENTERPRISES } from '../../contract/draw-words.ts';
import type { OutputOf } from '../../contract/route.ts';
import { readRows, UnreadableWorkbook, writeWorkbook } from '../../ports/excel.ts';
import { isCreditCode } from '../../protocol/credit-code.ts';
import { type FieldError, refuse } from '../errors.ts';

type Sheet = OutputOf<typeof contract.drawSheet>;

const COLUMNS = ['单位名称', '统一社会信用代码', '类别'] as const;
const [NAME, CODE, CLASS] = COLUMNS;
const MAX_COLUMNS = 12;
const EXAMPLE = '示例';

/** With one row that shows how to fill it in; left standing it is passed over. */
export async function drawTemplate(): Promise<Response> {
  const rows = [[`${EXAMPLE}：某某化工有限公司`, '91350100M000100Y43', '高风险']];
  const bytes = await writeWorkbook([{ name: '受检单位', header: COLUMNS, rows }]);
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('受检单位名单模板.xlsx')}`,
      'cache-control': 'no-store',
    },
  });
}

const inFile = (message: string): { fields: FieldError[] } => ({ fields: [{ path: 'file', message }] });

/**
 * Columns by their titles, in any order. A row with a problem is left out, so that nobody is drawn from a list that is not
 * what its maker thinks. @throws `unsupported_file`, `too_large`, `bad_request` for another table
 */
export async function readDrawSheet(bytes: Uint8Array): Promise<Sheet> {
  const cells = await readRows(bytes, MAX_ENTERPRISES + 2, MAX_COLUMNS).catch((error: unknown) => {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    const words = `一次最多 ${MAX_ENTERPRISES} 个单位`;
    return error.reason === 'too_large' ? refuse('too_large', inFile(words)) : refuse('unsupported_file');
  });
  const titles = (cells[0] ?? []).map((title) => title.replaceAll(/\s/g, ''));
  if (!titles.includes(NAME)) refuse('bad_request', inFile(`第一行缺少“${NAME}”，请用下载的模板填写`));
  const cell = (row: readonly string[], title: string) => row[titles.indexOf(title)] ?? '';
  const sheet: Sheet = { rows: 0, items: [], problems: [] };
  const seen = new Map<string, number>();
  for (const [at, values] of cells.slice(1).entries()) {
    const [name, code, stratum] = [cell(values, NAME), cell(values, CODE).toUpperCase(), cell(values, CLASS)];
    if (values.every((value) => value === '') || name.startsWith(EXAMPLE)) continue;
    const row = at + 2;
    sheet.rows += 1;
    const wrong: [column: string, message: string][] = [];
    if (name.length < 2 || name.length > 80) wrong.push([NAME, name === '' ? '没有填' : '须为 2 至 80 个字']);
    if (code !== '' && !isCreditCode(code)) wrong.push([CODE, '不是有效的统一社会信用代码，请核对']);
    if (stratum.length > 20) wrong.push([CLASS, '不能超过 20 个字']);
    const keys = [name.replaceAll(/\s/g, ''), code].filter((key) => key !== '');
    const before = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
    if (before !== undefined) wrong.push([NAME, `与第 ${before} 行重复`]);
    for (const key of keys) if (!seen.has(key)) seen.set(key, row);
    if (wrong.length === 0) sheet.items.push({ name, creditCode: code, stratum });
    for (const [column, message] of wrong) sheet.problems.push({ row, column, message });
  }
  if (sheet.items.length > MAX_ENTERPRISES) refuse('too_large', inFile(`一次最多 ${MAX_ENTERPRISES} 个单位`));
  return sheet;
}
