import type { Escalation, PackPolicy } from '../../workers/domain/packs/pack.ts';
import { type Basis, local } from '../lib/build.ts';
import { expertPolicies } from './expert-policies.ts';
import { reportPolicies } from './month.ts';
import { registerPolicies } from './registers.ts';
import { taskPolicies } from './task-policies.ts';

/** Late: the unit's head at once, the commission office after two working days, the leader after five. */
const LATE: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 2, unit: 'working_day', to: 'commission_office' },
  { after: 5, unit: 'working_day', to: 'leader' },
];
/** A major hazard does not wait: office and leader hear of it within two working days. */
export const LATE_MAJOR: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 1, unit: 'working_day', to: 'commission_office' },
  { after: 2, unit: 'working_day', to: 'leader' },
];
/** A tip is known to the tip office and the commission office alone until it is confirmed. */
const LATE_TIP: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'commission_office' },
  { after: 2, unit: 'working_day', to: 'leader' },
];

type Limit = Pick<PackPolicy, 'amount' | 'unit' | 'warnBefore' | 'priority'>;

export function policy(
  key: string,
  kind: PackPolicy['kind'],
  match: PackPolicy['match'],
  limit: Limit,
  basis: Basis,
  escalateAfter: readonly Escalation[] = match.source === 'tip'
    ? LATE_TIP
    : match.level === 'major'
      ? LATE_MAJOR
      : LATE,
): PackPolicy {
  return { key, entity: 'hazard', kind, match, ...limit, escalateAfter, ...basis };
}

/** Of a tip itself: its desk hears of it and nobody else, so nothing escalates. */
function deskPolicy(key: string, kind: PackPolicy['kind'], limit: Limit, basis: Basis): PackPolicy {
  return { key, entity: 'tip', kind, match: { source: 'tip' }, ...limit, escalateAfter: [], ...basis };
}

const PETITION = { source: 'tip', kind: 'petition' };

/** Higher priority wins: all < tips < a tip's kind < major < major tips. */
export const policies: PackPolicy[] = [
  policy(
    'accept',
    'accept',
    {},
    { amount: 1, unit: 'working_day', warnBefore: 0, priority: 0 },
    local('收到上报后一个工作日内认定或退回'),
  ),
  policy(
    'accept-tip',
    'accept',
    { source: 'tip' },
    { amount: 1, unit: 'working_day', warnBefore: 0, priority: 10 },
    local('收到举报后一个工作日内告知是否受理'),
  ),
  policy(
    'verify',
    'verify',
    {},
    { amount: 5, unit: 'working_day', warnBefore: 1, priority: 0 },
    local('提交整改结果后五个工作日内复查'),
  ),
  policy(
    'verify-tip',
    'verify',
    { source: 'tip' },
    { amount: 60, unit: 'day', warnBefore: 10, priority: 10 },
    local(
      '安监总财〔2012〕63号第十一条：自受理之日起60日内办结，经批准可延长30日；2018年已有新办法，是否沿用由本地确认',
      '2012-05-02',
    ),
  ),
  policy(
    'verify-major-tip',
    'verify',
    { source: 'tip', level: 'major' },
    { amount: 2, unit: 'working_day', warnBefore: 1, priority: 30 },
    local('重大事故隐患举报两个工作日内核查，参照平潭2014年做法', '2014-01-01'),
  ),
  policy(
    'verify-tip-called-major',
    'verify',
    { source: 'tip', kind: 'major' },
    { amount: 2, unit: 'working_day', warnBefore: 1, priority: 25 },
    local('重大事故隐患举报两个工作日内核查，参照平潭2014年做法', '2014-01-01'),
  ),
  policy(
    'accept-petition',
    'accept',
    PETITION,
    { amount: 15, unit: 'day', warnBefore: 3, priority: 15 },
    local('《信访工作条例》第二十二条、第二十三条：信访事项十五日内告知是否受理', '2022-05-01'),
  ),
  policy(
    'verify-petition',
    'verify',
    PETITION,
    { amount: 60, unit: 'day', warnBefore: 10, priority: 15 },
    local('《信访工作条例》第三十四条：自受理之日起六十日内办结，经批准可延长三十日', '2022-05-01'),
  ),
  deskPolicy(
    'tip-retaliation',
    'retaliation',
    { amount: 2, unit: 'working_day', warnBefore: 1, priority: 0 },
    local('举报人反映打击报复的，两个工作日内答复举报人'),
  ),
  deskPolicy(
    'tip-objection',
    'objection',
    { amount: 5, unit: 'working_day', warnBefore: 1, priority: 0 },
    local('《信访工作条例》：不属本单位职责的，收到转送之日起五个工作日内提出异议并退回', '2022-05-01'),
  ),
  policy(
    'rectify',
    'rectify',
    {},
    { amount: 15, unit: 'day', warnBefore: 3, priority: 0 },
    local('一般隐患交办后十五日内整改'),
  ),
  policy(
    'rectify-major',
    'rectify',
    { level: 'major' },
    { amount: 30, unit: 'day', warnBefore: 7, priority: 20 },
    local('重大事故隐患按治理方案确定时限，未定方案前按三十日'),
  ),
  ...taskPolicies,
  ...expertPolicies,
  ...reportPolicies,
  ...registerPolicies,
];
