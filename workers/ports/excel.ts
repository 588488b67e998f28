/** One sheet to write: a header row, then the rows. Text stays text whatever it starts with; numbers stay numbers. */
export interface SheetOut {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Why a workbook is not read. */
export class UnreadableWorkbook extends Error {
  readonly reason: 'unsupported' | 'too_large';
  constructor(reason: 'unsupported' | 'too_large') {
    super(reason);
    this.reason = reason;
  }
}

const MAX_UNPACKED = 24 * 1024 * 1024;
const MAX_PARTS = 500;

/**
 * An .xlsx file. Text cells are written as strings of the shared table, never as formulas: `=…`, `+…`, `-…`, `@…` are
 * shown as they were typed.
 */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({
      name,
      columns: header.map((title) => ({ width: Math.max(12, title.length * 2 + 4) })),
      freezePane: { rows: 1 },
      rows: [[...header], ...rows.map((row) => [...row])],
    })),
  });
}

/**
 * The first sheet as rows of trimmed text, at most `maxRows` of `maxColumns`, each cell cut at `maxCell`.
 * @throws UnreadableWorkbook for whatever is not a workbook by its content, unpacks to too much, or has more rows.
 */
export async function readRows(
  bytes: Uint8Array,
  maxRows: number,
  maxColumns: number,
  maxCell = 500,
): Promise<string[][]> {
  const repacked = await repack(bytes);
  const { readXlsx } = await import('hucre/xlsx');
  const range = `A1:${String.fromCharCode(64 + maxColumns)}${maxRows + 1}`;
  const workbook = await readXlsx(repacked, { sheets: [0], range }).catch(() => {
    throw new UnreadableWorkbook('unsupported');
  });
  return rowsOf(workbook.sheets[0]?.rows ?? [], maxRows, maxColumns, maxCell);
}

/** Sheets by their names, each as `readRows` reads one, with its own limit of rows. What has no such name is not read. */
export async function readSheets(
  bytes: Uint8Array,
  maxRows: Readonly<Record<string, number>>,
  maxColumns: number,
  maxCell = 500,
): Promise<Map<string, string[][]>> {
  const repacked = await repack(bytes);
  const { readXlsx } = await import('hucre/xlsx');
  const most = Math.max(...Object.values(maxRows));
  const range = `A1:${String.fromCharCode(64 + maxColumns)}${most + 1}`;
  const workbook = await readXlsx(repacked, { sheets: ({ name }) => name in maxRows, range }).catch(() => {
    throw new UnreadableWorkbook('unsupported');
  });
  return new Map(
    workbook.sheets.map(({ name, rows }) => [name, rowsOf(rows, maxRows[name] as number, maxColumns, maxCell)]),
  );
}

function rowsOf(
  cells: readonly (readonly unknown[])[],
  maxRows: number,
  maxColumns: number,
  maxCell: number,
): string[][] {
  const rows = cells.map((row) => row.slice(0, maxColumns).map((cell) => textOf(cell).slice(0, maxCell)));
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell === '')) rows.pop();
  if (rows.length > maxRows) throw new UnreadableWorkbook('too_large');
  return rows;
}

/**
 * Unpacks the XML parts, each no further than the size its directory gives, and packs them anew: the reader meets only
 * sizes counted here, and a directory that lies, or says different things to two readers, gains nothing.
 */
async function repack(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 3 || bytes[3] !== 4) {
    throw new UnreadableWorkbook('unsupported');
  }
  const { unzipSync, zipSync } = await import('fflate');
  let total = 0;
  let parts = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/i.test(name)) return false;
        total += originalSize;
        parts += 1;
        if (total > MAX_UNPACKED || parts > MAX_PARTS) throw new UnreadableWorkbook('too_large');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('unsupported');
  }
  const head = new TextDecoder();
  const declares = Object.values(files).some((part) => /<!(DOCTYPE|ENTITY)/i.test(head.decode(part.subarray(0, 2048))));
  if (!('[Content_Types].xml' in files) || declares) throw new UnreadableWorkbook('unsupported');
  return zipSync(files, { level: 0 });
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}
