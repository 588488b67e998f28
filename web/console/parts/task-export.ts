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

function line(r: TaskRow, short: (id: string) => string): string {
  const units = r.units.map((u) => `${short(u.unitId)}（${ASSIGNMENT_ROLES[u.role]}）`).join('、');
  const states = r.units.map((u) => `${short(u.unitId)}：${ASSIGNMENT_STATES[u.state]}`).join('；');
  const due = r.dueAt ? timeOf(r.dueAt).slice(0, 10) : (r.dueDay ?? '');
  const kind = kindWords(r.kind, r.recurrence);
  const fields = [r.number, r.itemNo, r.title, TASK_STAGES[r.stage], kind, units, states, r.accepted, r.parts];
  return [...fields, r.deadlineText, due, r.tag].map(cell).join(',');
}

/** Every row the filter shows, page after page, as a table that Excel opens. */
export async function exportTasks(filter: TaskFilter, short: (id: string) => string): Promise<void> {
  const lines = [HEAD.map(cell).join(',')];
  let cursor: string | undefined;
  do {
    const page = await call(tasks, { ...filter, cursor, limit: 100 });
    lines.push(...page.items.map((r) => line(r, short)));
    cursor = page.next ?? undefined;
  } while (cursor);
  // The mark tells Excel that the file is UTF-8.
  const file = new Blob(['\uFEFF', lines.join('\r\n')], { type: 'text/csv' });
  await saveAs(Promise.resolve(file), '任务清单.csv');
}
