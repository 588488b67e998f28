import type { Column, SheetTask } from './columns.ts';
import { FIELD_COLUMNS, ROLE_COLUMNS } from './columns.ts';
import type { Problem, ReadRow } from './import-rows.ts';
import type { Kept } from './sheet.ts';

export interface Compared {
  readonly add: readonly SheetTask[];
  readonly change: readonly { readonly kept: Kept; readonly said: SheetTask }[];
  readonly same: number;
}
const NEW: SheetTask = {
  ...{ itemNo: '', title: '', content: '', units: [], deadlineText: '', dueDay: null },
  ...{ kind: 'once', recurrence: null },
};

/** What the rows would make of the plan. Only drafts change; a row without a number is a new draft. */
export function compareRows(kept: readonly Kept[], rows: readonly ReadRow[], problems: Problem[]): Compared {
  const byNumber = new Map(kept.map((k) => [k.task.number, k]));
  const numbers = new Set(rows.map((row) => row.number));
  // What an earlier import of the same file added has its number now, though the file does not.
  const unnamed = new Map(kept.filter((k) => !numbers.has(k.task.number)).map((k) => [titleOf(k.said), k]));
  const seen = new Set<string>();
  const add: SheetTask[] = [];
  const change: { kept: Kept; said: SheetTask }[] = [];
  let same = 0;
  for (const { row, number, said, roles } of rows) {
    const say = (column: Column, message: string) => problems.push({ row, column, message });
    const own = number === '' ? unnamed.get(titleOf({ ...NEW, ...said })) : byNumber.get(number);
    if (number !== '' && seen.has(number)) {
      say('编号', '这个编号在表中出现两次');
    } else if (number !== '' && !own) {
      say('编号', '本计划没有这个编号；新任务请把编号留空');
    } else if (own) {
      const named = said.units ?? [];
      const others = own.said.units.filter((u) => !roles.includes(u.role) && !named.some((n) => n.unitId === u.unitId));
      const whole = { ...own.said, ...said, units: [...others, ...named] };
      const differs = differences(own.said, whole);
      if (differs.length === 0) same += 1;
      else if (number === '') say('任务', '计划中已有序号和名称相同的任务，请填上它的编号，或改名');
      else if (own.task.state !== 'drafted') {
        for (const column of differs) say(column, '任务已交办，不能用导入修改，请在任务页办理');
      } else change.push({ kept: own, said: whole });
    } else add.push({ ...NEW, ...said });
    if (number !== '') seen.add(number);
  }
  return { add, change, same };
}

const titleOf = ({ itemNo, title }: SheetTask): string => `${itemNo}\n${title}`;

/** Columns in which two differ; the order of units counts within a part: who stands first leads. */
function differences(before: SheetTask, after: SheetTask): Column[] {
  const fields = (Object.entries(FIELD_COLUMNS) as [keyof typeof FIELD_COLUMNS, Column][])
    .filter(([name]) => before[name] !== after[name])
    .map(([, column]) => column);
  const inRole = ({ units }: SheetTask, role: string) =>
    units.flatMap((unit) => (unit.role === role ? [unit.unitId] : [])).join();
  const units = ROLE_COLUMNS.filter(([role]) => inRole(before, role) !== inRole(after, role)).map(([, title]) => title);
  return [...new Set([...fields, ...units])];
}
