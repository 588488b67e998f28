import type { EngagementKind } from '../../workers/contract/expert-words.ts';
import type { Escalation, PackPolicy } from '../../workers/domain/packs/pack.ts';
import { type Basis, local } from '../lib/build.ts';

/** A milestone of experts' work is missed: the head of the unit that ordered it, then the office, then the leader. */
const LATE: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 3, unit: 'working_day', to: 'commission_office' },
  { after: 7, unit: 'working_day', to: 'leader' },
];

/** Days from when the work was arranged; a day set for one engagement comes before. */
export const expertPolicy = (
  key: string,
  kind: 'resident' | 'check' | 'rectify',
  amount: number,
  basis: Basis,
  warnBefore = 5,
): PackPolicy => ({
  ...{ key: `expert-${key}`, entity: 'engagement', kind, match: {}, amount, unit: 'day', warnBefore },
  ...{ escalateAfter: LATE, ...basis, priority: 0 },
});

export const expertPolicies: PackPolicy[] = [
  expertPolicy('resident', 'resident', 30, local('安排检查后三十日内专家到位，以本地通知写明的日期为准')),
  expertPolicy('check', 'check', 60, local('安排检查后六十日内完成全面检查，以本地通知写明的日期为准')),
  expertPolicy('rectify', 'rectify', 90, local('安排检查后九十日内检查问题整改完毕，以本地通知写明的日期为准')),
  {
    ...{ key: 'expert-seat-check', entity: 'expertSeat', kind: 'check', match: {}, amount: 10 },
    ...{ unit: 'working_day', warnBefore: 2, priority: 0 },
    escalateAfter: [{ after: 0, unit: 'working_day', to: 'commission_office' }],
    ...local('收到入库申请后十个工作日内完成材料核验'),
  },
];

/** What experts do in each kind of work, in the field's own list where it has one. */
export const DUTIES_OF: Readonly<Record<EngagementKind, readonly string[]>> = {
  resident: [
    '进驻企业，逐系统逐岗位检查',
    '参与重大隐患认定',
    '指导整改方案，复查整改结果',
    '每日记录，离企前签署意见',
  ],
  deep: ['解剖一条生产线或一个系统，查到底查彻底', '参与重大隐患认定', '整改方案咨询和复查', '签署检查意见'],
  check: ['随同检查，现场指出问题', '签署检查意见', '整改方案咨询和复查'],
  opinion: ['审阅材料', '提出书面论证意见并签署'],
  incident: ['事故现场技术勘查', '事故技术分析', '签署技术分析意见'],
};
