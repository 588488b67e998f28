import {
  type AssignmentRole,
  RECURRENCES,
  type Recurrence,
  TASK_KINDS,
  type TaskKind,
} from '../../contract/task-words.ts';

export const ROLE_COLUMNS = [
  ['lead', '牵头单位'],
  ['responsible', '责任单位'],
  ['convener', '会同单位'],
  ['support', '配合单位'],
  ['implementer', '具体实施'],
] as const satisfies readonly (readonly [AssignmentRole, string])[];

/** A column a role: what is exported comes back without loss. 阶段 and 进展 are for reading. */
export const COLUMNS = [
  '编号',
  '序号',
  '任务',
  '内容',
  ...ROLE_COLUMNS.map(([, title]) => title),
  '完成时限',
  '截止日期',
  '类型',
  '阶段',
  '进展',
] as const;
export type Column = (typeof COLUMNS)[number];
/** Room for columns of the office's own, which are passed over. */
export const MAX_COLUMNS = 26;
export const MAX_CELL = 8_000;

/** What a row says of a task. A unit once, in the order of the cells. */
export interface SheetTask {
  readonly itemNo: string;
  readonly title: string;
  readonly content: string;
  readonly units: readonly { readonly unitId: string; readonly role: AssignmentRole }[];
  readonly deadlineText: string;
  readonly dueDay: string | null;
  readonly kind: TaskKind;
  readonly recurrence: Recurrence | null;
}
export const FIELD_COLUMNS = {
  itemNo: '序号',
  title: '任务',
  content: '内容',
  deadlineText: '完成时限',
  dueDay: '截止日期',
  kind: '类型',
  recurrence: '类型',
} as const satisfies Partial<Record<keyof SheetTask, Column>>;

/** 限时完成, 长期坚持, 定期重复（每月）. */
export const kindText = (kind: TaskKind, recurrence: Recurrence | null): string =>
  kind === 'recurring' && recurrence !== null
    ? `${TASK_KINDS.recurring}（${RECURRENCES[recurrence]}）`
    : TASK_KINDS[kind];

export function readKind(text: string): { kind: TaskKind; recurrence: Recurrence | null } | undefined {
  if (text === '') return { kind: 'once', recurrence: null };
  const plain = text.replaceAll(/[\s()（）]/g, '');
  const found = KINDS.get(plain);
  return found;
}
const KINDS = new Map<string, { kind: TaskKind; recurrence: Recurrence | null }>([
  [TASK_KINDS.once, { kind: 'once', recurrence: null }],
  [TASK_KINDS.standing, { kind: 'standing', recurrence: null }],
  ...Object.entries(RECURRENCES).flatMap(([recurrence, label]) => {
    const read = { kind: 'recurring' as const, recurrence: recurrence as Recurrence };
    return [[`${TASK_KINDS.recurring}${label}`, read] as const, [label, read] as const];
  }),
]);

/** As a cell keeps it: Excel has one kind of line break and no control characters. */
export const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]|[\ufffe\uffff]/gu, '')
    .trim();

/** Units of a cell in words, the way they are read again. */
export const unitsText = (names: readonly string[]): string => names.join('、');

/** The names in a cell, by a directory of names: a name may itself hold the sign that parts them. undefined: unknown. */
export function readUnits(text: string, idOf: (name: string) => string | undefined): (string | undefined)[] {
  const words = text.split(/[、,，;；\n]/).map((word) => word.trim());
  const found: (string | undefined)[] = [];
  for (let at = 0; at < words.length; ) {
    if (words[at] === '') {
      at += 1;
      continue;
    }
    let take = words.length - at;
    while (take > 1 && idOf(words.slice(at, at + take).join('、')) === undefined) take -= 1;
    found.push(idOf(words.slice(at, at + take).join('、')));
    at += take;
  }
  return found;
}
