import type { Pack, PackTemplate } from '../workers/domain/packs/pack.ts';
import { checklist, local, over, overTemplates, rule } from './lib/build.ts';
import { commission, committee, SECTOR_COMMITTEES } from './national/committees.ts';
import { departments, streets } from './national/units.ts';
import { national } from './national.ts';

type Streets = Parameters<typeof streets>[0];

const NEUTRAL: Streets = [
  ['chengguan', '城关镇'],
  ['dongjie', '东街镇'],
  ['hekou', '河口镇'],
  ['shiqiao', '石桥镇'],
  ['longtan', '龙潭镇'],
  ['baiyun', '白云乡'],
];

const plan = (
  number: number,
  item: string,
  key: string,
  title: string,
  text: string,
  lead: string[],
): PackTemplate => ({
  key,
  kind: 'task',
  title,
  source: `003-${item}`,
  body: { number, duties: [{ text, lead }], deadline: '2024年下半年' },
});

const templates: PackTemplate[] = [
  plan(1, '1(1)', 'replay', '事故复盘推演', '对外地和本县事故逐起复盘，找同类隐患，转为专项检查。', [
    'office',
    '@regulators',
  ]),
  plan(2, '1(2)', 'sources', '重大危险源监控', '危化品、消防、燃气重大危险源管控，确保不发生亡人事故。', [
    'emergency',
    'fire',
    'housing',
  ]),
  plan(3, '1(3)', 'covert', '常态化督导检查', '以四不两直、三查三带检查重点部位、环节、企业。', [
    '@regulators',
    '@streets',
  ]),
  plan(4, '1(3)', 'reward', '加大举报奖励', '电话、网络多渠道受理重大隐患和违法行为举报。', ['emergency']),
  plan(5, '2(1)', 'recheck', '工贸大检查“回头看”', '随机抽取已销号隐患复查。', ['emergency']),
  plan(6, '2(1)', 'six-hundred', '建筑工地“六个百分之百”', '起重机械、脚手架、深基坑和重点环节管控。', ['housing']),
  plan(7, '2(1)', 'dangerous-freight', '危险货运攻坚', '打击违规装载运输。', ['transport', 'traffic_police']),
  plan(8, '2(1)', 'lifts', '特种设备排查', '景区、综合体等场所电梯隐患治理。', ['market']),
  plan(9, '2(3)', 'town-offices', '调整镇街安办', '专人负责，具备相应能力。', ['staffing', '@streets']),
  plan(10, '2(3)', 'effect', '执法效能评估', '建立评估体系，推进互联网+执法、阳光执法和远程监察。', [
    'emergency',
    'justice',
  ]),
  plan(11, '3(2)', 'stores', '防汛物资和值班', '物资储备调度，领导到岗带班，关键岗位24小时值班。', [
    'emergency',
    'water',
    '@streets',
  ]),
  plan(12, '3(3)', 'publish', '公布重大隐患治理情况', '及时主动向社会公布，接受监督。', ['@regulators']),
  checklist(
    'six-hundred',
    '工地“六个百分之百”',
    [
      '施工现场百分之百围挡',
      '物料堆放百分之百覆盖',
      '出入车辆百分之百冲洗',
      '施工道路百分之百硬化',
      '拆迁土方百分之百湿法作业',
      '渣土车辆百分之百密闭运输',
    ],
    { sector: 'construction', use: '场所检查', source: '003-2(1)' },
  ),
];

/** Document 003: a county in the second half of 2024. Also the base of other counties, by their names and towns. */
export function countyPack(key: string, title: string, prefix: string, towns: Streets = NEUTRAL): Pack {
  const units = [...departments(prefix), ...streets(towns)];
  const said = local('2024年下半年安全生产工作推进会', '2024-07-01');
  return {
    ...national,
    key,
    title,
    summary: '县级部门、镇街和九个专业委员会，下半年十二项工作，重大隐患治理情况公布。',
    level: 'county',
    units,
    committees: [
      ...commission(
        prefix,
        units.map((u) => u.key),
      ),
      ...SECTOR_COMMITTEES.map((brief) => committee(prefix, brief)),
    ],
    templates: overTemplates(national.templates, templates, true),
    settings: over(national.settings, [
      rule('disclosure.major_hazards', { publish: true, approval: true }, said),
      rule('duty.roster', { hours: 24, leaderOnDuty: true }, said),
      rule('hazard.recheck', { sample: 'random_closed', sectors: ['industry_trade'] }, said),
    ]),
  };
}

export const county = countyPack('county', '县', '县');
