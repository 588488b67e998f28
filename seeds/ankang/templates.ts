import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { campaign, checklist } from '../lib/build.ts';

const task = (number: number, key: string, title: string, text: string, lead: string[], item: string, due?: string) =>
  ({
    key,
    kind: 'task',
    title,
    source: `000-${item}`,
    body: { number, duties: [{ text, lead }], ...(due ? { deadline: due } : { deadline: '长期坚持', standing: true }) },
  }) satisfies PackTemplate;

const PILOTS = ['mine', 'chemicals', 'fireworks'];

export const templates: PackTemplate[] = [
  task(
    1,
    'grid',
    '把属地责任落到最小网格',
    '明确责任清单，主要领导负总责、分管领导具体抓，责任到网格。',
    ['@streets'],
    '1',
  ),
  task(
    2,
    'sector',
    '十七个专委会履行行业监管职责',
    '按三管三必须抓本行业监管，安委办综合监管、督促检查、考核评估。',
    ['office', '@committees'],
    '1',
  ),
  task(
    3,
    'enterprise',
    '企业主体责任逐级到岗到人',
    '督促企业把责任落实到领导、车间、班组、岗位和个人。',
    ['@regulators'],
    '1',
  ),
  task(4, 'assess', '督导考核，精准追责', '对照责任清单开展四不两直督导，按四不放过追责。', ['office'], '1'),
  task(
    5,
    'guide-books',
    '编制“三化”业务指导书',
    '聘请专业机构和专家编制，明确部门监管和企业主体两张清单。',
    ['@regulators', 'office'],
    '3',
  ),
  task(6, 'joint', '联合执法', '多部门联动，查处一批顽症；典型案例和重大隐患及时曝光。', ['@regulators'], '4'),
  task(
    7,
    'command',
    '专项指挥部优化运行',
    '四个专项指挥部在总指挥部领导下厘清职责、优化流程。',
    ['emergency', 'weather', 'water', 'forestry', 'resources'],
    '5',
  ),
  task(
    8,
    'sweep',
    '节前安全生产大检查',
    '对重点部门、行业、领域开展一次大检查，隐患跟踪到位。',
    ['office'],
    '5',
    '春节前',
  ),
  checklist(
    'three-standards',
    '“三化”标准试点推广',
    [
      '企业主体责任具体化：责任清单到岗到人，照单履责',
      '日常监管检查精准化：监管责任清单、检查频次与内容明确',
      '现场救援科学化：预案情景构建，救援力量预置',
    ],
    { use: `试点行业：${PILOTS.join('、')}`, source: '000-3' },
  ),
  checklist('three-iron-rules', '“三制”铁规', ['督查暗访常态化机制', '隐患清零动态化机制', '问效落实过硬化机制'], {
    use: '建章立制',
    source: '000-3',
  }),
  checklist(
    'seven-combined',
    '检查方式“七个相结合”',
    ['明察与暗访', '专项与综合', '抽查与日常', '行业与交叉', '行政监管与专业技术', '督导与执法', '定向巡查与定量分析'],
    { use: '制定检查计划', source: '000-4' },
  ),
  campaign(
    'three-year',
    '专项整治三年行动巩固提升',
    ['road', 'waterway', 'construction', 'mine', 'fire'],
    ['office'],
    [
      '分门别类整治，隐患清零',
      '道路交通：两客一危一货',
      '水上交通：三无船舶',
      '建设工程：支架脚手架坍塌',
      '矿山：停产矿山、尾矿库',
      '消防：小火亡人和煤气中毒',
    ],
    { source: '000-2' },
  ),
  campaign(
    'pre-festival',
    '春节安全防范',
    ['fireworks', 'forest', 'fire'],
    ['office'],
    ['烟花爆竹燃放和禁限放', '野外火源、文明祭祀', '24小时值班、领导带班'],
    { period: '春节', source: '000-5' },
  ),
];
