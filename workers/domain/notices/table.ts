import type { Statement } from './labels.ts';
import type { Region } from './region.ts';
import { readUnits } from './roles.ts';
import { cells, type Table, tables } from './table-cells.ts';
import { type Clean, LINE, SPACE } from './text.ts';
import { looksLikeUnit, type Piece } from './units.ts';
import type { Verb } from './verbs.ts';

/** Rows of the text's tables as items, and the stretches that the tables take up. */
export function tableItems(text: Clean): { readonly items: Region[]; readonly taken: Piece[] } {
  const items: Region[] = [];
  const taken: Piece[] = [];
  const all = tables(text);
  for (const [i, table] of all.entries()) {
    if (table.a < (taken.at(-1)?.b ?? 0)) continue;
    const end = all[i + 1]?.a ?? text.s.length;
    const rows = (table.byLine ? rowsByLine : rowsByNumber)(text, table, end);
    const found = rows.map((row) => itemOf(text, table, row)).filter((item) => item !== null);
    if (found.length === 0) continue;
    items.push(...found);
    taken.push({ a: table.a, b: found.at(-1)!.b });
  }
  return { items, taken };
}

/** A line for each row; lines between that are only a heading are passed over. */
function rowsByLine(text: Clean, { columns, body, parted }: Table, end: number): Piece[][] {
  const { s, gap } = text;
  const out: Piece[][] = [];
  let missed = 0;
  for (let a = body; a < end && missed < 3; ) {
    let b = a + 1;
    while (b < end && gap[b] !== LINE) b += 1;
    const row = cells(text, a, b, parted);
    const numbered = columns[0] !== 'number' || /^\d{1,3}[.、]?$/.test(s.slice(row[0]!.a, row[0]!.b));
    if (row.length >= Math.min(3, columns.length) && numbered) {
      out.push(row);
      missed = 0;
    } else missed += 1;
    a = b;
  }
  return out;
}

/** Cells one after the other: a row begins at the next number of the series. */
function rowsByNumber(text: Clean, { columns, body, parted, stuck }: Table, end: number): Piece[][] {
  const { s } = text;
  const all = cells(text, body, end, parted);
  const out: Piece[][] = [];
  let row: Piece[] = [];
  // A heading printed again on a later page goes on where the last one stopped.
  const first = all[0] && /^\d{1,3}$/.exec(s.slice(all[0].a, Math.min(all[0].b, all[0].a + 4)))?.[0];
  let next = stuck ? 1 : Number(first ?? 1);
  const begin = next;
  for (const cell of all) {
    const words = s.slice(cell.a, cell.b);
    if (!stuck && words.replace(/[.、]$/, '') === String(next)) {
      if (row.length > 0) out.push(row);
      row = [cell];
      next += 1;
    } else if (stuck && next === 1) {
      row = [cell];
      next = 2;
    } else if (stuck && row.length === columns.length - 1 && words.endsWith(String(next))) {
      const cut = cell.b - String(next).length;
      out.push([...row, { a: cell.a, b: cut }]);
      row = [{ a: cut, b: cell.b }];
      next += 1;
    } else if (next > begin && row.length < columns.length + 4) row.push(cell);
  }
  if (row.length > 1) out.push(row.slice(0, stuck ? columns.length : row.length));
  return out;
}

function itemOf(text: Clean, { columns }: Table, row: readonly Piece[]): Region | null {
  const { s } = text;
  const task = columns.indexOf('task');
  const after = columns.length - task - 1;
  // More cells than columns: a task's words had gaps of their own.
  const extra = Math.max(0, row.length - columns.length);
  const cellOf = (column: number): Piece | undefined => {
    if (column < task) return row[column];
    if (column === task) return row[task] && { a: row[task].a, b: row[Math.min(task + extra, row.length - 1)]!.b };
    return row[column + extra];
  };
  const words = cellOf(task);
  if (!words || words.b - words.a < 2 || row.length < columns.length - after) return null;
  const statements: Statement[] = [];
  columns.forEach((kind, column) => {
    const cell = cellOf(column);
    if (kind === 'number' || kind === 'task' || !cell || cell.b <= cell.a) return;
    const empty = { a: cell.a, b: cell.b, units: [], etc: false, leaders: [], times: [], odd: [] };
    if (kind === 'time') statements.push({ ...empty, times: [cell] });
    else if (kind === 'person') statements.push({ ...empty, leaders: parts(text, cell) });
    else if (kind === 'other') statements.push(empty);
    else statements.push(unitsOf(text, cell, kind));
  });
  if (!statements.some(({ units }) => units.length > 0)) return null;
  const number = columns[0] === 'number' ? row[0] : undefined;
  const no = number ? s.slice(number.a, number.b).replace(/[.、]$/, '') : '';
  const last = row.at(-1)!;
  return { marker: -1, no, a: row[0]!.a, body: words.a, b: last.b, statements, part: 0, shared: false };
}

/** Names in a cell may stand on lines of their own; a name broken by a narrow column goes on. */
function unitsOf(text: Clean, cell: Piece, kind: Verb): Statement {
  const found = parts(text, cell).map(({ a, b }) => readUnits(text.s, a, b, kind));
  return {
    ...cell,
    units: found.flatMap(({ units }) => units),
    etc: found.some(({ etc }) => etc),
    leaders: [],
    times: [],
    odd: found.flatMap(({ odd }) => odd),
  };
}

function parts(text: Clean, { a, b }: Piece): Piece[] {
  const out = cells(text, a, b, SPACE);
  const whole = out.every((part) => looksLikeUnit(text.s.slice(part.a, part.b).replace(/[、，；]$/, '')));
  return whole ? out : [{ a, b }];
}
