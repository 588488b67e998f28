import type { Pack, PackTemplate } from '../workers/domain/packs/pack.ts';
import { local, over, rule } from './lib/build.ts';
import { commission } from './national/committees.ts';
import { expertPolicy } from './national/expert-policies.ts';
import { LATE_MAJOR, policy } from './national/policies.ts';
import { expertField } from './national/templates.ts';
import { national } from './national.ts';
import { checklists } from './yueyanglou/checklists.ts';
import { tasksA } from './zaozhuang/tasks.ts';
import { tasksB } from './zaozhuang/tasks-base.ts';
import { committees, units, zoneSectors } from './zaozhuang/units.ts';

const NOTICE = '枣高安发〔2021〕9号';
const said = (item: number) => local(`${NOTICE}第${item}项`, '2021-02-05');

const expertDays = (words: string) =>
  local(`${NOTICE}第7项：${words}；文件所定日期已过，按发文之日到该日的天数`, '2021-02-05');

const experts: PackTemplate[] = [
  expertField('chemicals', '危险化学品', ['office', 'emergency'], '004-7'),
  expertField('construction', '建筑施工', ['office', 'land_housing'], '004-7'),
  expertField('industry_trade', '冶金工贸', ['office', 'emergency'], '004-7'),
  expertField('gas', '燃气管网', ['office', 'economy'], '004-7'),
];

/** National templates that name departments the zone does not have are left out; its streets check themselves as others do. */
const shared = [
  ...national.templates.filter((t) => t.kind === 'checklist' || t.kind === 'key_period'),
  ...checklists.filter((t) => JSON.stringify(t.body).includes('达标自查')),
];

/** Document 004: a zone's 25 tasks, expert fields and report clocks. */
export const zaozhuang: Pack = {
  ...national,
  key: 'zaozhuang',
  title: '枣庄高新区（功能区）',
  summary: '二十五项重点任务、专委会牵头排查、四个专家领域、二十分钟一小时两小时报告时限、半月报隐患进度。',
  level: 'zone',
  units,
  committees: [
    ...commission(
      '区',
      units.map((u) => u.key),
    ),
    ...committees,
  ],
  sectors: zoneSectors(national.sectors),
  policies: over(national.policies, [
    policy(
      'rectify-major',
      'rectify',
      { level: 'major' },
      { amount: 30, unit: 'day', warnBefore: 7, priority: 20 },
      local(`${NOTICE}第5项：重大隐患登记建档、挂图作战；文件所定集中整改截止日已过，按三十日`, '2021-02-05'),
      LATE_MAJOR,
    ),
    // The notice is of 5 February 2021: resident by the end of that month, looked through by 31 March, put right by 30 April.
    expertPolicy('resident', 'resident', 23, expertDays('2月底前驻企')),
    expertPolicy('check', 'check', 54, expertDays('3月底前完成全面检查'), 7),
    expertPolicy('rectify', 'rectify', 84, expertDays('4月底前检查问题整改完毕'), 7),
  ]),
  templates: [...shared, ...tasksA, ...tasksB, ...experts],
  settings: over(national.settings, [
    rule('hazard.two_lists', { reading: 'hazards_duties', lists: ['问题隐患清单', '隐患整治责任清单'] }, said(4)),
    rule('hazard.campaign', { majorBy: '2021-04-30', scope: 'major' }, said(5)),
    rule('report.hazard_progress', { every: 'half_month' }, said(5)),
    rule(
      'accountability.veto',
      { triggers: ['major_untreated', 'illegal_not_stopped', 'accident_larger_or_bad'] },
      said(6),
    ),
    rule(
      'expert.rule',
      {
        minYears: 5,
        continuous: false,
        titles: [],
        maxAge: null,
        termYears: 3,
        coolingOffMonths: 12,
        maxOpenEngagements: 5,
        recusal: ['shareholder', 'employee', 'adviser', 'kin'],
      },
      said(7),
    ),
    rule(
      'incident.local_clocks',
      {
        firstWordMinutes: 20,
        writtenCheckMinutes: 60,
        writtenDetailMinutes: 120,
        fields: ['起因', '背景', '发展', '处置', '后果', '影响', '舆论'],
      },
      said(16),
    ),
    rule('drill.quarterly', { every: 'quarter', either: ['drill', 'covert_check'] }, said(16)),
    rule('enterprise.three_posts', { percent: 100, scope: 'high_risk' }, said(20)),
    rule(
      'report.monthly',
      { day: 1, covers: 'last_month', reviews: 1, bulletins: 1 },
      local(`${NOTICE}文末`, '2021-02-05'),
    ),
  ]),
};
