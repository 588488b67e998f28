import { type LabelKind, labelOf } from './labels.ts';
import { type Clean, LINE, SPACE, TAB } from './text.ts';
import type { Piece } from './units.ts';

export type ColumnKind = LabelKind | 'number' | 'task' | 'other';
export interface Table {
  readonly columns: readonly ColumnKind[];
  /** Where the header begins and the first row. */ readonly a: number;
  readonly body: number;
  /** What parts the cells: a wide gap, a space, or a line each. */ readonly parted: number;
  /** Rows are lines; otherwise cells follow each other and a number begins a row. */ readonly byLine: boolean;
  /** Line breaks are lost: the last heading has the first number stuck to it. */ readonly stuck: boolean;
}

const TASK =
  /^(?:重点|主要|工作|目标|具体|整改|年度|核心|改革|任务)*(?:任务|事项|内容|措施|工作|项目|目标|举措|问题|要点)(?:名称|内容|及要求|和要求|清单)?$/;
const OTHER = /^(?:备注|类别|分类|类型|领域|板块|进展情况|进度|完成情况|依据|来源|一级指标|二级指标|联系人|联系电话)$/;

function kindOf(cell: string): ColumnKind | null {
  if (/^(?:序号|编号|序)$/.test(cell)) return 'number';
  if (TASK.test(cell)) return 'task';
  return labelOf(cell) ?? (OTHER.test(cell) ? 'other' : null);
}

/** Cells of `[from, to)` parted by gaps of at least `parted`; empty ones, of which only tabs tell, included. */
export function cells(text: Clean, from: number, to: number, parted: number): Piece[] {
  const out: Piece[] = [];
  let a = from;
  for (let i = from + 1; i <= to; i += 1) {
    if (i < to && text.gap[i]! < parted) continue;
    out.push({ a, b: i });
    a = i;
    if (i >= to || parted !== TAB || text.gap[i] === LINE) continue;
    const between = text.original.slice(text.at[i - 1]! + 1, text.at[i]!);
    for (let tabs = between.split('\t').length - 2; tabs > 0 && out.length < 64; tabs -= 1) out.push({ a: i, b: i });
  }
  return out;
}

/** The heads of tables: neighbouring cells 序号, 工作任务, 责任单位 … in a line, or a line each. */
export function tables(text: Clean): Table[] {
  const out: Table[] = [];
  const { s, gap } = text;
  for (const match of s.matchAll(/序号?|编号|任务|事项|内容|措施|工作|项目|目标/g)) {
    let at = match.index;
    const first = match[0] === '序号';
    while (!first && at > 0 && gap[at]! < SPACE && match.index - at < 8) at -= 1;
    if (at < (out.at(-1)?.body ?? 0) || (gap[at]! < SPACE && !first)) continue;
    // Spaced-out headings (主 要 任 务) read as one cell where cells are parted by wide gaps.
    const table = [TAB, SPACE].map((parted) => headAt(text, at, parted)).find((found) => found !== null);
    if (table) out.push(table);
  }
  return out;
}

function headAt(text: Clean, from: number, parted: number): Table | null {
  const { s, gap } = text;
  const columns: ColumnKind[] = [];
  let at = from;
  let byLine = true;
  let stuck = false;
  while (at < s.length && columns.length < 12 && !stuck) {
    let end = at + 1;
    while (end < s.length && gap[end]! < parted && end - at < 16) end += 1;
    let cell = s.slice(at, end);
    if (/[^\d]1$/.test(cell) && columns.length > 1) {
      stuck = true;
      cell = cell.slice(0, -1);
      end -= 1;
    }
    const kind = kindOf(cell);
    if (!kind) {
      if (stuck) stuck = false;
      break;
    }
    if (columns.length > 0 && gap[at] === LINE) byLine = false;
    else if (columns.length > 0 && !byLine) break;
    columns.push(kind);
    at = end;
    if (at < s.length && gap[at] === LINE && byLine && columns.length > 1) break;
  }
  const unit = columns.some((kind) => !['number', 'task', 'time', 'person', 'other'].includes(kind));
  if (!columns.includes('task') || !unit || columns.length < 2) return null;
  if (!byLine && !stuck && columns[0] !== 'number') return null;
  return { columns, a: from, body: at, parted: byLine || stuck ? parted : LINE, byLine: byLine && !stuck, stuck };
}
