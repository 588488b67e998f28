import type { Escalation, PackPolicy, PackSetting } from '../../workers/domain/packs/pack.ts';
import { local, rule } from '../lib/build.ts';

/** Late: the unit's head at once, the commission office after one working day. */
const LATE: readonly Escalation[] = [
  { after: 0, unit: 'working_day', to: 'owner_lead' },
  { after: 1, unit: 'working_day', to: 'commission_office' },
];

/** Clocks of a unit's report. The day comes with the row; the amount here stands in for none. */
export const reportPolicies: PackPolicy[] = [
  {
    key: 'report',
    entity: 'report',
    kind: 'report',
    match: {},
    amount: 2,
    unit: 'day',
    warnBefore: 1,
    escalateAfter: LATE,
    ...local('每月1日前报上月情况，半月报于期末次日报送，以各期写明的截止日为准'),
    priority: 0,
  },
  {
    key: 'report-again',
    entity: 'report',
    kind: 'resubmit',
    match: {},
    amount: 2,
    unit: 'working_day',
    warnBefore: 0,
    escalateAfter: LATE,
    ...local('退回补报的，两个工作日内报来'),
    priority: 0,
  },
];

/** Who reports, how units are ranked, and how the bulletin looks. */
export const monthSettings: PackSetting[] = [
  rule(
    'month.units',
    { kinds: ['department', 'county', 'street', 'park', 'enterprise_group'], ids: [], except: [] },
    local('月报、半月报的报送单位'),
  ),
  rule(
    'month.ranking',
    { onTime: 40, progress: 30, overdue: 20, reports: 10, laggards: 3, praised: 3 },
    local('通报排名：按期40、进度30、超期20、报送10，后三名列为滞后单位'),
  ),
  rule(
    'month.document',
    { redHead: '', code: '安办通报', addressees: '各街道（镇、乡），各成员单位：', signature: '' },
    local('通报的发文机关标志、发文字号、主送和落款'),
  ),
];
