import type { Notice, Recipient } from '../notifications/notify.ts';
import type { PartRow, TaskRow } from './rows.ts';

/** Whoever gave the task: the commission office, or the people of the unit that split it. */
export const giverOf = (task: Pick<TaskRow, 'ownerUnitId'>): Recipient[] =>
  task.ownerUnitId === null ? [{ role: 'commission_office' }] : [{ role: 'unit_handler', unitId: task.ownerUnitId }];

/** Whoever has the part to do. */
export const doerOf = ({ unitId, personId }: Pick<PartRow, 'unitId' | 'personId'>): Recipient[] => [
  { role: 'unit_handler', unitId },
  ...(personId ? [{ personId }] : []),
];

export const noticeOf = (
  task: Pick<TaskRow, 'id' | 'number' | 'title'>,
  to: Recipient[],
  kind: string,
  say: string,
  body = task.title,
): Notice => ({ to, kind: `task.${kind}`, title: `任务 ${task.number} ${say}`, body, link: `/tasks/${task.id}` });
