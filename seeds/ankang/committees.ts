import type { PackCommittee } from '../../workers/domain/packs/pack.ts';

/**
 * The document gives the number, seventeen, and no names. These are drawn from the sectors it speaks of, so that each has
 * a committee (docs/decisions/0021); a city corrects them in the console.
 */
const SEVENTEEN = [
  [
    'road',
    '道路交通',
    'road',
    'traffic_police',
    ['police', 'transport', 'education', 'agriculture', 'market'],
    '“两客一危一货”严管，车辆大排查、路面大管控、隐患大治理。',
  ],
  [
    'waterway',
    '水上交通',
    'waterway',
    'transport',
    ['agriculture', 'water', 'culture', 'police'],
    '严防“三无”船舶下水，查处超限超员。',
  ],
  [
    'construction',
    '建设工程',
    'construction',
    'housing',
    ['transport', 'water', 'urban', 'market'],
    '资质、承揽、违法分包和违规施工，防支架和脚手架坍塌。',
  ],
  [
    'mine',
    '矿山',
    'mine',
    'emergency',
    ['resources', 'ecology', 'police', 'power'],
    '非煤矿山开采管理，停产矿山盯防，尾矿库闭库销号。',
  ],
  [
    'fire',
    '消防',
    'fire',
    'fire',
    ['police', 'housing', 'commerce', 'culture', 'civil_affairs', 'education'],
    '综合体、“多合一”、仓储堆场、安置区等场所，防小火亡人。',
  ],
  [
    'chemicals',
    '危险化学品',
    'chemicals',
    'emergency',
    ['police', 'transport', 'market', 'ecology', 'industry'],
    '重大危险源管控，运输车辆入境检查、护送、出境通报。',
  ],
  [
    'gas',
    '城镇燃气',
    'gas',
    'housing',
    ['urban', 'commerce', 'market', 'police', 'transport'],
    '六个方面全覆盖排查，台账、对账、销号；建设智慧管网。',
  ],
  [
    'fireworks',
    '烟花爆竹',
    'fireworks',
    'emergency',
    ['police', 'urban', 'market', 'transport'],
    '打非、储运安全和禁限放。',
  ],
  ['food', '食品', 'food', 'market', ['health', 'education', 'agriculture', 'commerce'], '重点场所食品安全风险排查。'],
  [
    'school',
    '校园',
    'school_bus',
    'education',
    ['police', 'traffic_police', 'fire', 'market', 'health'],
    '校舍、校车、食堂和消防安全。',
  ],
  [
    'tourism',
    '文化旅游',
    'tourism',
    'culture',
    ['police', 'market', 'transport', 'fire'],
    '景区、娱乐场所和大型活动安全。',
  ],
  [
    'special_equipment',
    '特种设备',
    'special_equipment',
    'market',
    ['housing', 'culture', 'commerce'],
    '电梯、起重机械、压力容器和游乐设施。',
  ],
  [
    'forest',
    '森林防火',
    'forest',
    'forestry',
    ['emergency', 'agriculture', 'culture', 'police', 'weather'],
    '野外火源管控，文明祭祀引导。',
  ],
  [
    'drainage',
    '城市防涝',
    'municipal',
    'urban',
    ['housing', 'water', 'emergency', 'weather'],
    '易涝点、地下空间和排水设施。',
  ],
  [
    'geology',
    '地质灾害',
    'geology',
    'resources',
    ['emergency', 'housing', 'transport', 'weather'],
    '隐患点监测、预警和转移避险。',
  ],
  [
    'heating',
    '冬季取暖和电力',
    'electric',
    'reform',
    ['power', 'housing', 'civil_affairs', 'market'],
    '取暖设施和用电安全，防煤气中毒。',
  ],
  [
    'crowded',
    '商贸和餐饮',
    'crowded',
    'commerce',
    ['market', 'fire', 'urban', 'housing'],
    '宾馆、饭店、地下市场等人员密集场所。',
  ],
] as const;

/** Named in the document; all four stand under the general command for disaster prevention and rescue. */
const HEADQUARTERS = [
  ['weather', '气象灾害应急指挥部', 'weather', ['emergency', 'transport', 'agriculture', 'power']],
  ['flood', '防汛抗旱指挥部', 'water', ['emergency', 'weather', 'housing', 'transport', 'resources']],
  ['forest_fire', '森林（草原）防灭火指挥部', 'forestry', ['emergency', 'police', 'weather', 'fire']],
  ['geology', '地质（地震）灾害防治指挥部', 'resources', ['emergency', 'housing', 'transport', 'weather']],
] as const;

export const committees: PackCommittee[] = [
  ...SEVENTEEN.map(
    ([key, name, sector, lead, members, duties]): PackCommittee => ({
      key,
      kind: 'committee',
      name: `市安委会${name}安全专业委员会`,
      sector,
      lead,
      members,
      duties,
    }),
  ),
  ...HEADQUARTERS.map(
    ([key, name, lead, members]): PackCommittee => ({
      key: `hq-${key}`,
      kind: 'headquarters',
      name: `市${name}`,
      lead,
      members,
      duties: '在自然灾害防灾减灾和应急救援总指挥部领导下，厘清防与救的职责，值守、预警、响应、处置无缝对接。',
    }),
  ),
];
