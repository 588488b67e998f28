import { IMPORT_MAX_DETAILS, IMPORT_MAX_ROWS } from '../../contract/expert-intake.ts';
import { readSheets, UnreadableWorkbook } from '../../ports/excel.ts';
import { plainIdentityNumber } from '../../protocol/identity-number.ts';
import { type FieldError, refuse } from '../errors.ts';
import type { History } from './admit.ts';
import { fileRows, MAX_COLUMNS, missingTitles, SHEET_NAMES, type SheetName } from './import-columns.ts';
import { checkCounts, type ImportRow, readCredential, readExpert, readPeriod, readTie } from './import-rows.ts';

const LIMITS: Record<SheetName, number> = {
  专家: IMPORT_MAX_ROWS + 1,
  工作经历: IMPORT_MAX_DETAILS + 1,
  职称资格: IMPORT_MAX_DETAILS + 1,
  回避关系: IMPORT_MAX_DETAILS + 1,
};
const count = (n: number): string => String(n).replace(/(\d)(\d{3})$/, '$1,$2');
const TOO_LONG = `一次最多 ${count(IMPORT_MAX_ROWS)} 名专家，经历、资格、回避关系各 ${count(IMPORT_MAX_DETAILS)} 行，请分成几个文件`;
const inFile = (message: string): { fields: FieldError[] } => ({ fields: [{ path: 'file', message }] });

export interface ReadFile {
  readonly experts: ImportRow[];
  readonly strays: string[];
}

/** The workbook as experts with their history. @throws `unsupported_file`, `too_large`, `bad_request` for another table */
export async function readFile(
  bytes: Uint8Array,
  today: string,
  fieldOf: (typed: string) => string | undefined,
): Promise<ReadFile> {
  const sheets = await readSheets(bytes, LIMITS, MAX_COLUMNS).catch((error: unknown) => {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return error.reason === 'too_large' ? refuse('too_large', inFile(TOO_LONG)) : refuse('unsupported_file');
  });
  if (!sheets.has('专家')) refuse('bad_request', inFile('没有名为“专家”的工作表，请用下载的模板填写'));
  const rowsOf = (name: SheetName) => {
    const cells = sheets.get(name);
    if (!cells || cells.length === 0) return [];
    const missing = missingTitles(name, cells);
    if (missing.length > 0) {
      refuse('bad_request', inFile(`工作表“${name}”第一行缺少“${missing.join('”“')}”，请用下载的模板填写`));
    }
    return fileRows(name, cells);
  };
  const experts = rowsOf('专家').map((row) => readExpert(row, today));
  markRepeated(experts);
  const byNumber = new Map(experts.toReversed().map((one) => [one.identityNumber, one]));
  const strays: string[] = [];
  for (const name of SHEET_NAMES.slice(1)) {
    for (const row of rowsOf(name)) {
      const owner = byNumber.get(plainIdentityNumber(row.values.身份证号 ?? ''));
      if (!owner || owner.identityNumber === '') {
        strays.push(`“${name}”第 ${row.row} 行：身份证号在“专家”表中没有`);
        continue;
      }
      const say = (message: string) => owner.errors.push(`${name}第 ${row.row} 行：${message}`);
      const history = owner.history as { -readonly [K in keyof History]: History[K][number][] };
      if (name === '工作经历') history.periods.push(...some(readPeriod(row, fieldOf, say)));
      else if (name === '职称资格') history.credentials.push(...some(readCredential(row, say)));
      else history.ties.push(...some(readTie(row, say)));
    }
  }
  for (const one of experts) checkCounts(one);
  return { experts, strays: strays.slice(0, 200) };
}

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

function markRepeated(experts: readonly ImportRow[]): void {
  const first = new Map<string, number>();
  for (const { identityNumber, row, errors } of experts) {
    if (identityNumber === '') continue;
    const before = first.get(identityNumber);
    if (before === undefined) first.set(identityNumber, row);
    else errors.push(`与第 ${before} 行的身份证号相同`);
  }
}
