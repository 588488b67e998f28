import type { Pack, PackUnit } from '../workers/domain/packs/pack.ts';
import { local, over, overTemplates, rule } from './lib/build.ts';
import { commission, committee, SECTOR_COMMITTEES } from './national/committees.ts';
import { departments, streets } from './national/units.ts';
import { national } from './national.ts';
import { checklists } from './yueyanglou/checklists.ts';
import { tasksA } from './yueyanglou/tasks.ts';
import { tasksC } from './yueyanglou/tasks-base.ts';
import { tasksB } from './yueyanglou/tasks-enforcement.ts';

const extra = (key: string, name: string, shortName: string): PackUnit => ({
  key,
  kind: 'department',
  name,
  shortName,
});

const units: PackUnit[] = [
  ...departments(
    '区',
    {
      police: ['岳阳楼公安分局', '公安分局'],
      traffic_police: ['区交警大队', '交警大队'],
      industry: ['区科技和工业信息化局', '科工局'],
      commerce: ['区商务粮食局', '商务粮食局'],
      culture: ['区文旅广体局', '文旅广体局'],
      ecology: ['区生态环境分局', '生态环境分局'],
      publicity: ['区委宣传部', '宣传部'],
      staffing: ['区委编办', '编办'],
      discipline: ['区纪委监委', '纪委监委'],
    },
    ['power', 'weather'],
  ),
  extra('party_school', '区委党校', '党校'),
  extra('supervision', '区委、区政府督查室', '督查室'),
  extra('traffic_office', '区交通问题顽瘴痼疾整治办', '交通整治办'),
  extra('renewal', '区旧城改造办', '旧改办'),
  extra('procuratorate', '区人民检察院', '检察院'),
  extra('court', '区人民法院', '法院'),
  // The document gives the number, fifteen; the names are the district's own, from public gazetteers.
  ...streets([
    ['yueyanglou', '岳阳楼街道'],
    ['sanyanqiao', '三眼桥街道'],
    ['lvxianting', '吕仙亭街道'],
    ['jineshan', '金鹗山街道'],
    ['dongmaoling', '东茅岭街道'],
    ['wulipai', '五里牌街道'],
    ['wangyuelu', '望岳路街道'],
    ['chenglingji', '城陵矶街道'],
    ['fengqiaohu', '枫桥湖街道'],
    ['qijialing', '奇家岭街道'],
    ['luowang', '洛王街道'],
    ['zhanqian', '站前街道'],
    ['wangjiahe', '王家河街道'],
    ['meixi', '梅溪街道'],
    ['xitang', '西塘镇'],
  ]),
];
const has = new Set(units.map((u) => u.key));

/** Document 001: a district's 28 work points for 2022 and its own rules of accountability. */
export const yueyanglou: Pack = {
  ...national,
  key: 'yueyanglou',
  title: '岳阳楼区',
  summary: '十五个街道（镇），二十八项工作要点，约谈、通报、黄牌“预警告”等本地问责规则。',
  level: 'district',
  units,
  committees: [
    ...commission(
      '区',
      units.map((u) => u.key),
    ),
    ...SECTOR_COMMITTEES.map((brief) => {
      const own = committee('区', brief);
      return { ...own, members: own.members.filter((key) => has.has(key)) };
    }),
  ],
  sectors: over(national.sectors, [{ key: 'gas', label: '城镇燃气', regulator: 'urban' }]),
  templates: overTemplates(national.templates, [...tasksA, ...tasksB, ...tasksC, ...checklists], true),
  settings: over(national.settings, [
    rule(
      'hazard.two_lists',
      { reading: 'hazards_measures', lists: ['问题隐患清单', '制度措施清单'] },
      local('2022年工作要点第10项', '2022-01-01'),
    ),
    rule(
      'accountability.summons',
      {
        trigger: 'accident_general_or_worse',
        by: 'commission',
        whom: 'unit_head',
        bulletin: true,
        reportWithinMonths: 1,
      },
      local('2022年工作要点第4项：通报后一个月内书面报告', '2022-01-01'),
    ),
    rule(
      'supervision.summons_report_months',
      { months: 1, from: 'bulletin' },
      local('2022年工作要点第4项：通报后一个月内书面报告', '2022-01-01'),
    ),
    rule(
      'accountability.yellow_card',
      { trigger: 'accident_general_or_worse', kind: 'pre_warning', by: 'commission' },
      local('2022年工作要点第7项', '2022-01-01'),
    ),
    rule('accountability.duty_reports', { streets: 15, perYear: 1 }, local('2022年工作要点第4项', '2022-01-01')),
    rule('enterprise.lectures', { perYear: 2 }, local('2022年工作要点第6项', '2022-01-01')),
    rule(
      'enterprise.exam',
      { every: 'quarter', draw: 'random', publish: true },
      local('2022年工作要点第6项', '2022-01-01'),
    ),
    rule(
      'enterprise.safety_director',
      {
        size: 'above_scale',
        sectors: ['chemicals', 'mine', 'dust', 'ammonia', 'construction', 'transport', 'civil_explosives'],
      },
      local('2022年工作要点第6项', '2022-01-01'),
    ),
  ]),
};
