import type { EngagementKind, EngagementState, PartState } from '../../contract/expert-words.ts';
import type { Machine } from '../machine.ts';

const cancel = { to: 'cancelled', by: 'expert.engage', label: '取消', needs: ['reason'] } as const;
const add = { by: 'expert.engage', label: '增加专家', needs: ['seatIds'] } as const;
const edit = { by: 'expert.engage', label: '修改安排' } as const;
const tick = { by: 'expert.engage', label: '登记节点', needs: ['day'] } as const;
/** Taken by the parts' own steps, never by a button. */
const answered = { by: 'expert.self', label: '专家答复' } as const;
const settle = { by: 'expert.engage', label: '检查问题全部销号' } as const;
const duty = { by: 'expert.engage', label: '登记职责完成情况' } as const;

/** Work of experts at an enterprise. What the parts do (all answered, all signed) is asked by the verbs. */
export const ENGAGEMENT_MACHINE = {
  planned: {
    edit: { to: 'planned', ...edit },
    add: { to: 'planned', ...add },
    invite: { to: 'invited', by: 'expert.engage', label: '邀请专家' },
    cancel,
  },
  invited: {
    edit: { to: 'invited', ...edit },
    add: { to: 'invited', ...add },
    answer: { to: 'invited', ...answered },
    start: { to: 'under_way', by: 'expert.engage', label: '开始检查' },
    cancel,
  },
  under_way: {
    edit: { to: 'under_way', ...edit },
    add: { to: 'under_way', ...add },
    tick: { to: 'under_way', ...tick },
    duty: { to: 'under_way', ...duty },
    answer: { to: 'under_way', ...answered },
    report: { to: 'reported', by: 'expert.self', label: '全部意见已签署' },
    cancel,
  },
  reported: {
    tick: { to: 'reported', ...tick },
    duty: { to: 'reported', ...duty },
    settle: { to: 'reported', ...settle },
    reopen: { to: 'under_way', by: 'expert.engage', label: '退回意见' },
    accept: { to: 'accepted', by: 'expert.engage', label: '认可成果' },
  },
  accepted: {
    tick: { to: 'accepted', ...tick },
    duty: { to: 'accepted', ...duty },
    settle: { to: 'accepted', ...settle },
    close: { to: 'closed', by: 'expert.engage', label: '办结' },
  },
  closed: {},
  cancelled: {},
} as const satisfies Machine<EngagementState>;

const absent = { to: 'absent', by: 'expert.engage', label: '登记未到场', needs: ['reason'] } as const;
const recuse = { to: 'recused', by: 'expert.self', label: '申报回避', needs: ['statement'] } as const;

/** One expert's part in it. */
export const PART_MACHINE = {
  invited: {
    accept: { to: 'accepted', by: 'expert.self', label: '接受', needs: ['statement'] },
    decline: { to: 'declined', by: 'expert.self', label: '谢绝', needs: ['reason'] },
    recuse,
    absent,
  },
  accepted: {
    recuse,
    absent,
    sign: { to: 'signed', by: 'expert.self', label: '签署意见', needs: ['opinion'] },
  },
  signed: { sendBack: { to: 'accepted', by: 'expert.engage', label: '退回意见', needs: ['reason'] } },
  declined: {},
  recused: {},
  absent: {},
} as const satisfies Machine<PartState>;

/** While the whole is in which states a part may take a step. */
export const PART_WHEN: Readonly<Record<string, readonly EngagementState[]>> = {
  accept: ['invited', 'under_way'],
  decline: ['invited', 'under_way'],
  recuse: ['invited', 'under_way'],
  absent: ['invited', 'under_way'],
  sign: ['under_way'],
  sendBack: ['under_way', 'reported'],
};

/** Parts still in somebody's hands. */
export const WORKING: readonly PartState[] = ['invited', 'accepted'];
/** Steps of the whole that follow from the parts or from the hazards; no button shows them. */
export const FOLLOWING: readonly string[] = ['answer', 'report', 'reopen', 'settle'];
/** Nothing more is waited for. */
export const FINISHED: readonly EngagementState[] = ['closed', 'cancelled'];
/** From here on the expert may see the case. */
export const DECLARED: readonly PartState[] = ['accepted', 'signed'];

export const MILESTONES = ['resident', 'check', 'rectify'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Which milestones run without a day of their own; one with a day set by a person always runs. */
export const MILESTONES_OF: Readonly<Record<EngagementKind, readonly Milestone[]>> = {
  resident: ['resident', 'check', 'rectify'],
  deep: ['resident', 'check', 'rectify'],
  check: ['check', 'rectify'],
  opinion: [],
  incident: ['check'],
};
