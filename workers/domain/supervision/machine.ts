import type { OrderState, SummonsState } from '../../contract/supervision-words.ts';
import type { Machine } from '../machine.ts';

const withdraw = { to: 'withdrawn', by: 'supervise.issue', label: '撤回', needs: ['reason'] } as const;
const answer = {
  to: 'answered',
  by: 'supervise.answer',
  label: '回复',
  needs: ['answer', 'evidence'],
  within: 'place',
} as const;

/** A supervision order. `place` is the unit it is served on. */
export const ORDER_MACHINE = {
  drafted: {
    serve: { to: 'served', by: 'supervise.issue', label: '编号并送达', needs: ['dueDay'] },
    edit: { to: 'drafted', by: 'supervise.issue', label: '修改' },
    withdraw,
  },
  served: {
    receive: { to: 'served', by: 'supervise.answer', label: '签收', within: 'place' },
    answer,
    withdraw,
  },
  answered: {
    accept: {
      to: 'accepted',
      by: 'supervise.issue',
      label: '审核通过，办结',
      needs: ['opinion'],
      notBy: 'answeredBy',
    },
    sendBack: { to: 'returned', by: 'supervise.issue', label: '退回重报', needs: ['reason', 'dueDay'] },
  },
  returned: { answer: { ...answer, label: '重新回复' }, withdraw },
  accepted: {},
  withdrawn: {},
} as const satisfies Machine<OrderState>;

const report = {
  to: 'reported',
  by: 'supervise.answer',
  label: '报送整改报告',
  needs: ['report', 'evidence'],
  within: 'place',
} as const;
const talk = ['talkDay', 'talkTime', 'talkPlace', 'presiding'] as const;

/** A summons: notice, talk with minutes, written report, check. */
export const SUMMONS_MACHINE = {
  drafted: {
    notify: { to: 'notified', by: 'supervise.issue', label: '编号并通知', needs: talk },
    edit: { to: 'drafted', by: 'supervise.issue', label: '修改' },
    withdraw,
  },
  notified: {
    receive: { to: 'notified', by: 'supervise.answer', label: '签收通知', within: 'place' },
    hold: {
      to: 'held',
      by: 'supervise.issue',
      label: '登记约谈纪要',
      needs: ['talkDay', 'minutes', 'bulletinDay', 'evidence'],
    },
    reschedule: { to: 'notified', by: 'supervise.issue', label: '改期', needs: [...talk, 'reason'] },
    withdraw,
  },
  held: { report },
  reported: {
    close: { to: 'closed', by: 'supervise.issue', label: '核查通过，办结', needs: ['opinion'], notBy: 'reportedBy' },
    sendBack: { to: 'returned', by: 'supervise.issue', label: '退回重报', needs: ['reason', 'dueDay'] },
  },
  returned: { report: { ...report, label: '重新报送' } },
  closed: {},
  withdrawn: {},
} as const satisfies Machine<SummonsState>;

export type Kind = 'order' | 'summons';
export const MACHINES: Readonly<Record<Kind, Machine>> = { order: ORDER_MACHINE, summons: SUMMONS_MACHINE };

/** Nothing more is waited for: no clock runs, and the matter may get a new one. */
export const FINISHED: readonly string[] = ['accepted', 'closed', 'withdrawn'];

/** How an event reads: as the button that was pressed in that state. */
export function labelOf(kind: Kind, action: string, from: string | null): string {
  return MACHINES[kind][from ?? '']?.[action]?.label ?? (action === 'draft' ? '拟稿' : '更新');
}
