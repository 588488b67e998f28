import type { Pack, PackUnit } from '../workers/domain/packs/pack.ts';
import { committees } from './ankang/committees.ts';
import { templates } from './ankang/templates.ts';
import { local, over, overTemplates, rule } from './lib/build.ts';
import { commission } from './national/committees.ts';
import { departments } from './national/units.ts';
import { national } from './national.ts';

const COUNTIES = [
  ['hanbin', '汉滨区', '610902'],
  ['hanyin', '汉阴县', '610921'],
  ['shiquan', '石泉县', '610922'],
  ['ningshan', '宁陕县', '610923'],
  ['ziyang', '紫阳县', '610924'],
  ['langao', '岚皋县', '610925'],
  ['pingli', '平利县', '610926'],
  ['zhenping', '镇坪县', '610927'],
  ['xunyang', '旬阳市', '610981'],
  ['baihe', '白河县', '610929'],
] as const;

const units: PackUnit[] = [
  ...departments('市', {
    traffic_police: ['市公安局交通警察支队', '交警支队'],
    fire: ['市消防救援支队', '消防支队'],
    ecology: ['市生态环境局', '生态环境局'],
    commerce: ['市商务局', '商务局'],
    publicity: ['市委宣传部', '宣传部'],
    staffing: ['市委编办', '编办'],
    discipline: ['市纪委监委', '纪委监委'],
  }),
  ...COUNTIES.map(
    ([key, name, divisionCode]): PackUnit => ({ key, kind: 'county', name, shortName: name.slice(0, 2), divisionCode }),
  ),
  { key: 'gaoxin', kind: 'park', name: '高新技术产业开发区', shortName: '高新区' },
  { key: 'hengkou', kind: 'park', name: '恒口示范区', shortName: '恒口' },
];

/** Document 000: a city's commission with its counties below it. */
export const ankang: Pack = {
  ...national,
  key: 'ankang',
  title: '安康市（市级）',
  summary: '十七个专业委员会、四个专项指挥部、“三化”标准和“三制”铁规，各县（市、区）作为下级单位。',
  level: 'city',
  units,
  committees: [
    ...commission(
      '市',
      units.map((u) => u.key),
    ),
    ...committees,
  ],
  templates: overTemplates(national.templates, templates),
  settings: over(national.settings, [
    rule(
      'standards.three',
      {
        pilots: ['mine', 'chemicals', 'fireworks'],
        standards: ['企业主体责任具体化', '日常监管检查精准化', '现场救援科学化'],
        ironRules: ['督查暗访常态化', '隐患清零动态化', '问效落实过硬化'],
      },
      local('2022年1月全市安全生产工作会议', '2022-01-24'),
    ),
  ]),
};
