import type { Escalation, PackPolicy } from '../../workers/domain/packs/pack.ts';
import { local } from '../lib/build.ts';

/**
 * The ladder of a late task: a reminder at once, a supervision order after three working days, a line in the month's
 * bulletin after five, a summons after ten. Each rung once; a tenant moves the rungs by revising the policy.
 */
export const LADDER: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 3, unit: 'working_day', to: 'commission_office', act: 'order' },
  { after: 5, unit: 'working_day', to: 'commission_office', act: 'bulletin' },
  { after: 10, unit: 'working_day', to: 'leader', act: 'summons' },
];

/** An order or a summons is not answered: the head at once, then the bulletin, then a summons where none is open yet. */
const LATE_ANSWER: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 2, unit: 'working_day', to: 'commission_office', act: 'bulletin' },
  { after: 5, unit: 'working_day', to: 'leader', act: 'summons' },
];

/** Clocks of a unit's part in a task. The day of `complete` comes with the order; the amount here stands in for none. */
export const taskPolicies: PackPolicy[] = [
  {
    key: 'task-acknowledge',
    entity: 'assignment',
    kind: 'acknowledge',
    match: {},
    amount: 2,
    unit: 'working_day',
    warnBefore: 1,
    escalateAfter: [
      { after: 0, unit: 'working_day', to: 'owner_lead' },
      { after: 2, unit: 'working_day', to: 'commission_office' },
    ],
    ...local('收到交办后两个工作日内签收'),
    priority: 0,
  },
  {
    key: 'task-complete',
    entity: 'assignment',
    kind: 'complete',
    match: {},
    amount: 30,
    unit: 'day',
    warnBefore: 5,
    escalateAfter: LADDER,
    ...local('以交办通知写明的完成时限为准，到期前五日提醒，超期逐级督办、通报、约谈'),
    priority: 0,
  },
  {
    key: 'task-milestone',
    entity: 'milestone',
    kind: 'milestone',
    match: {},
    amount: 30,
    unit: 'day',
    warnBefore: 3,
    escalateAfter: [{ after: 0, unit: 'working_day', to: 'owner_lead' }],
    ...local('以交办通知写明的节点为准，到期前三日提醒'),
    priority: 0,
  },
  {
    key: 'order-answer',
    entity: 'order',
    kind: 'answer',
    match: {},
    amount: 5,
    unit: 'working_day',
    warnBefore: 1,
    escalateAfter: LATE_ANSWER,
    ...local('收到督办单后五个工作日内书面回复，以督办单写明的期限为准'),
    priority: 0,
  },
  {
    key: 'summons-report',
    entity: 'summons',
    kind: 'report',
    match: {},
    amount: 30,
    unit: 'day',
    warnBefore: 7,
    escalateAfter: LATE_ANSWER,
    ...local('约谈后一个月内书面报送整改情况，以设置中的月数为准'),
    priority: 0,
  },
];
