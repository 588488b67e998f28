import type { AssignmentState, PlanState, TaskState } from '../../contract/task-words.ts';
import type { Machine } from '../machine.ts';

/** Own steps of a plan. */
export const PLAN_MACHINE = {
  drafted: {
    edit: { to: 'drafted', by: 'task.plan', label: '修改', within: 'owner' },
    dispatch: { to: 'active', by: 'task.plan', label: '全部交办', within: 'owner' },
    withdraw: { to: 'withdrawn', by: 'task.plan', label: '撤回', needs: ['reason'], within: 'owner' },
  },
  active: {
    edit: { to: 'active', by: 'task.plan', label: '修改', within: 'owner' },
    dispatch: { to: 'active', by: 'task.plan', label: '交办其余草稿', within: 'owner' },
    close: { to: 'closed', by: 'task.plan', label: '结束计划', within: 'owner' },
    withdraw: { to: 'withdrawn', by: 'task.plan', label: '撤回', needs: ['reason'], within: 'owner' },
  },
  closed: {},
  withdrawn: {},
} as const satisfies Machine<PlanState>;

/** Own steps of a task. What its parts do shows in its stage, not here. */
export const TASK_MACHINE = {
  drafted: {
    edit: { to: 'drafted', by: 'task.plan', label: '修改', within: 'owner' },
    dispatch: { to: 'dispatched', by: 'task.plan', label: '交办', within: 'owner' },
    withdraw: { to: 'withdrawn', by: 'task.plan', label: '删除草稿', needs: ['reason'], within: 'owner' },
  },
  dispatched: {
    reschedule: {
      to: 'dispatched',
      by: 'task.plan',
      label: '调整期限',
      needs: ['dueDay', 'reason'],
      within: 'owner',
    },
    addUnit: { to: 'dispatched', by: 'task.plan', label: '增加单位', needs: ['unitId'], within: 'owner' },
    close: { to: 'closed', by: 'task.accept', label: '办结', within: 'owner' },
    withdraw: { to: 'withdrawn', by: 'task.plan', label: '撤回', needs: ['reason'], within: 'owner' },
  },
  closed: { reopen: { to: 'dispatched', by: 'task.accept', label: '重新打开', needs: ['reason'], within: 'owner' } },
  withdrawn: {},
} as const satisfies Machine<TaskState>;

const progress = {
  to: 'in_progress',
  by: 'task.do',
  label: '填报进展',
  needs: ['progress', 'note'],
  within: 'place',
} as const;
const submit = { to: 'submitted', by: 'task.do', label: '报结', needs: ['note'], within: 'place' } as const;
const dispute = { to: 'disputed', by: 'task.do', label: '不属本单位', needs: ['reason'], within: 'place' } as const;
const split = { to: 'in_progress', by: 'task.do', label: '分解到下级', needs: ['units'], within: 'place' } as const;
const acknowledge = { to: 'acknowledged', by: 'task.do', label: '签收', within: 'place' } as const;
/** `returned`: the one who judges is of the unit that gave the task. */
const back = { to: 'returned', by: 'task.accept', label: '退回续办', needs: ['reason'], within: 'owner' } as const;

/**
 * A unit's part: lead and support sign off apart. Here `owner` is the unit that gave the task (none: the commission
 * office) and `place` the unit that has it to do.
 */
export const ASSIGNMENT_MACHINE = {
  drafted: {},
  dispatched: { acknowledge, dispute },
  acknowledged: { progress, submit, split, dispute },
  in_progress: { progress, submit, split, dispute },
  disputed: {
    arbitrate: {
      to: 'dispatched',
      by: 'task.plan',
      label: '裁定',
      needs: ['uphold', 'reason'],
      within: 'owner',
    },
  },
  submitted: {
    accept: { to: 'accepted', by: 'task.accept', label: '认可', notBy: 'submittedBy', within: 'owner' },
    return: back,
  },
  returned: { progress, submit, split },
  accepted: { return: back },
  released: {},
} as const satisfies Machine<AssignmentState>;

/** No clock runs, the part leaves the lists of work. */
export const FINISHED: readonly string[] = ['accepted', 'released'];

const OTHER_LABELS: Record<string, string> = {
  create: '建立草稿',
  dispatch: '交办',
  extend: '期限调整',
  evidence: '补充材料',
  steps: '编制倒排工期',
  below: '下级报来进展',
  drop: '从草稿中移去',
  release: '任务结束，免除',
  reopen: '重新打开',
  finish: '完成节点',
  undo: '恢复节点',
};

/** How an event reads: as the button that was pressed in that state. */
export function labelOf(
  entity: 'plan' | 'task' | 'assignment' | 'task_step',
  action: string,
  from: string | null,
): string {
  const machine: Machine = { plan: PLAN_MACHINE, task: TASK_MACHINE, assignment: ASSIGNMENT_MACHINE, task_step: {} }[
    entity
  ];
  return machine[from ?? '']?.[action]?.label ?? OTHER_LABELS[action] ?? '更新';
}
