import type { Pack, PackTemplate } from '../workers/domain/packs/pack.ts';
import { campaign, local, over, overTemplates, rule } from './lib/build.ts';
import { commission, committee, SECTOR_COMMITTEES } from './national/committees.ts';
import { departments, streets } from './national/units.ts';
import { national } from './national.ts';

const units = [
  ...departments('市', {
    publicity: ['市委宣传部', '宣传部'],
    staffing: ['市委编办', '编办'],
    discipline: ['市纪委监委', '纪委监委'],
  }),
  { key: 'reserves', kind: 'department', name: '市粮食和物资储备局', shortName: '粮储局' } as const,
  { key: 'seismology', kind: 'department', name: '市地震局', shortName: '地震局' } as const,
  { key: 'telecom', kind: 'other', name: '市通信企业协调组', shortName: '通信' } as const,
  ...streets([
    ['chengguan', '城关街道'],
    ['hedong', '河东街道'],
    ['xinhua', '新华街道'],
    ['beijiao', '北郊镇'],
    ['nanshan', '南山镇'],
    ['xihe', '西河乡'],
  ]),
];

const plan = (
  number: number,
  key: string,
  title: string,
  text: string,
  lead: string[],
  others: string[],
): PackTemplate => ({
  key,
  kind: 'task',
  title,
  source: `002-2(${number})`,
  body: { number, duties: [{ text, lead, with: others }], deadline: '岁末年初至春节', standing: true },
});

const templates: PackTemplate[] = [
  plan(
    1,
    'gas',
    '城镇燃气整治',
    '摸清底数，建风险隐患台账；餐饮和大型综合体装报警装置；严管燃气运输。',
    ['office', 'housing'],
    ['commerce', 'market', 'police', 'transport'],
  ),
  plan(
    2,
    'road',
    '道路交通安全',
    '紧盯两客一危、重货、校车，逐企逐车清查；冰雪天气管控；治超常态化。',
    ['transport', 'traffic_police'],
    ['education'],
  ),
  plan(
    3,
    'chemicals',
    '易燃易爆和危化品监管',
    '查非法运输储存经营，排查企业隐患，重大危险源长效管控。',
    ['emergency'],
    ['police', 'market', 'transport', 'commerce', 'fire'],
  ),
  plan(
    4,
    'fire',
    '重点场所消防整治',
    '逐一建隐患和整改责任两个清单；未经验收的公共聚集场所停业或关闭。',
    ['fire'],
    ['culture', 'commerce', 'health', 'civil_affairs', 'education'],
  ),
  plan(
    5,
    'winter-site',
    '冬季施工安全',
    '停工前、复工前防范措施，防冻防风防倒塌，冬季施工值班。',
    ['housing'],
    ['market'],
  ),
  plan(
    6,
    'festival',
    '节庆活动和冰雪项目',
    '谁主办谁负责，查审批、火灾预防、游乐设施，防踩踏。',
    ['culture'],
    ['police', 'market', 'fire'],
  ),
  campaign(
    'rescue-plans',
    '联动保障专项方案',
    ['geology'],
    ['emergency'],
    ['物资调动投送', '道路抢修抢通', '救灾物资发放', '交通管制', '新闻宣传', '医务力量', '救援力量投入'],
    { source: '002-3' },
  ),
];

/** Document 002: a county-level city before the Spring Festival. Its name is not given; streets and towns are neutral. */
export const countyLevelCity: Pack = {
  ...national,
  key: 'county-level-city',
  title: '县级市',
  summary: '安委会全体会议部署的六项整治、防灾减灾物资和联动方案、24小时值班与外出报备。',
  level: 'county',
  units,
  committees: [
    ...commission(
      '市',
      units.map((u) => u.key),
    ),
    ...SECTOR_COMMITTEES.map((brief) => committee('市', brief)),
  ],
  templates: overTemplates(national.templates, templates, true),
  settings: over(national.settings, [
    rule(
      'hazard.two_lists',
      { reading: 'hazards_duties', lists: ['隐患问题清单', '整改责任清单'] },
      local('2022年第一次全体会议', '2022-01-01'),
    ),
    rule(
      'duty.roster',
      { hours: 24, leaderOnDuty: true, absenceFiling: true },
      local('2022年第一次全体会议', '2022-01-01'),
    ),
    rule('warning.three', { kinds: ['事前预判', '临灾预告', '短临预警'] }, local('2022年第一次全体会议', '2022-01-01')),
  ]),
};
