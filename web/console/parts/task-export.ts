import { ASSIGNMENT_ROLES, ASSIGNMENT_STATES, TASK_STAGES } from '../../../workers/contract/task-words.ts';
import { tasks } from '../../../workers/contract/tasks.ts';
import { timeOf } from '../format.ts';
import { call, saveAs } from '../session.ts';
import { kindWords } from './task-bits.tsx';
import type { TaskFilter } from './task-filters.tsx';
import type { TaskRow } from './task-list.tsx';

const HEAD = [
  '编号',
  '序号',
  '任务',
  '进度',
  '类别',
  '责任单位',
  '各单位进度',
  '已认可',
  '单位数',
  '时限',
  '到期',
  '标签',
];

/** A cell for a table program: quoted, and never read as a formula. */
const cell = (value: string | number): string => {
  const text = String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

function line(r: TaskRow, short: (id: string) => string): (string | number)[] {
  const units = r.units.map((u) => `${short(u.unitId)}（${ASSIGNMENT_ROLES[u.role]}）`).join('、');
  const states = r.units.map((u) => `${short(u.unitId)}：${ASSIGNMENT_STATES[u.state]}`).join('；');
  const due = r.dueAt ? timeOf(r.dueAt).slice(0, 10) : (r.dueDay ?? '');
  const kind = kindWords(r.kind, r.recurrence);
  const fields = [r.number, r.itemNo, r.title, TASK_STAGES[r.stage], kind, units, states, r.accepted, r.parts];
  return [...fields, r.deadlineText, due, r.tag];
}

/** Every row the filter shows, page after page, as a workbook or as a table that any program opens. */
export async function exportTasks(
  filter: TaskFilter,
  short: (id: string) => string,
  as: 'xlsx' | 'csv',
): Promise<void> {
  const lines: (string | number)[][] = [];
  let cursor: string | undefined;
  do {
    const page = await call(tasks, { ...filter, cursor, limit: 100 });
    lines.push(...page.items.map((r) => line(r, short)));
    cursor = page.next ?? undefined;
  } while (cursor);
  const file = as === 'xlsx' ? await workbook(lines) : table(lines);
  await saveAs(Promise.resolve(file), `任务清单.${as}`);
}

function table(lines: readonly (string | number)[][]): Blob {
  const text = [HEAD, ...lines].map((one) => one.map(cell).join(',')).join('\r\n');
  // The mark tells Excel that the file is UTF-8.
  return new Blob(['\uFEFF', text], { type: 'text/csv' });
}

/** Text stays text whatever it starts with; numbers stay numbers. The library comes with the first file. */
export async function workbook(lines: readonly (string | number)[][]): Promise<Blob> {
  const { writeXlsx } = await import('hucre/xlsx');
  const columns = HEAD.map((title) => ({ width: title === '任务' ? 48 : Math.max(12, title.length * 2 + 4) }));
  const bytes = await writeXlsx({
    sheets: [{ name: '任务清单', columns, freezePane: { rows: 1 }, rows: [HEAD, ...lines] }],
  });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Blob([bytes as BlobPart], { type });
}
