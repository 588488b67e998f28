import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { campaign, checklist } from '../lib/build.ts';
import { DUTIES_OF } from './expert-policies.ts';

const checklists: PackTemplate[] = [
  checklist(
    'site-fire',
    '人员密集场所消防检查',
    [
      '安全出口、疏散通道畅通，未上锁、未堵塞',
      '消防车通道未被占用',
      '消火栓、灭火器、自动报警和喷淋完好有效',
      '外窗未设影响逃生的栅栏、广告牌',
      '电气线路无私拉乱接，电动自行车未入室停放充电',
      '未违规住人，未使用可燃彩钢板装修',
      '员工会报警、会灭火、会疏散',
    ],
    { sector: 'fire', use: '场所检查' },
  ),
  checklist(
    'site-gas',
    '餐饮场所燃气检查',
    [
      '安装可燃气体报警装置并联动切断，正常通电',
      '软管不超长、不穿墙、无老化，使用专用接头',
      '气瓶在检验期内，由合法企业配送',
      '用气场所通风良好，未设在地下室',
      '双气源未混用',
      '员工会关阀、会处置泄漏',
    ],
    { sector: 'gas', use: '场所检查', source: '002-2' },
  ),
  checklist(
    'site-construction',
    '建筑工地检查',
    [
      '危大工程有专项方案，按方案施工，专人监护',
      '起重机械备案、检测、维保记录齐全',
      '脚手架、模板支撑验收合格挂牌',
      '临边洞口防护到位，高处作业系安全带',
      '临时用电三级配电两级保护',
      '无转包、违法分包，特种作业人员持证',
      '恶劣天气停止露天作业',
    ],
    { sector: 'construction', use: '场所检查', source: '004-13' },
  ),
  checklist(
    'site-chemicals',
    '危化品企业检查',
    [
      '重大危险源包保责任人公示并履职',
      '监测报警和紧急切断系统投用',
      '动火、受限空间等特殊作业审批和监护',
      '防冻、防凝、防火、防爆、防泄漏、防静电措施落实',
      '从业人员持证，应急器材完好',
    ],
    { sector: 'chemicals', use: '场所检查', source: '004-11' },
  ),
  checklist(
    'five-in-place',
    '企业“五落实五到位”自查',
    [
      '党政同责落实',
      '一岗双责落实',
      '安委会由主要负责人领导落实',
      '安全管理机构和人员落实',
      '安全生产报告和公示落实',
      '责任到位',
      '投入到位',
      '培训到位',
      '管理到位',
      '应急救援到位',
    ],
    { use: '企业自查', source: '000-1' },
  ),
  checklist(
    'close-gates',
    '重大隐患销号五问',
    [
      '整改责任单位和责任人是否明确并履责',
      '治理措施是否完成，现场复查是否一致',
      '治理资金是否到位并用于本项',
      '是否在时限内完成，延期是否经批准',
      '应急预案是否制定并演练',
    ],
    { use: '销号' },
  ),
  checklist(
    'grid-patrol',
    '网格员巡查',
    [
      '楼道、安全出口无杂物和电动自行车',
      '沿街“九小场所”未违规住人、未违规用火用电用气',
      '在建自建房、农房改造有无人员施工、有无防护',
      '空闲厂院、仓库、农房有无异常气味、夜间生产',
      '燃气管道、窨井、临水临崖有无破损和缺警示',
    ],
    { use: '网格巡查', source: '001-17' },
  ),
  checklist(
    'four-no-two-direct',
    '“四不两直”检查准备',
    [
      '不发通知、不打招呼、不听汇报、不用陪同接待',
      '直奔基层、直插现场，出发前不告知被查单位',
      '检查人员与被查单位无利害关系',
      '现场取证：时间、位置、照片、在场人员',
      '当场交办，录入隐患清单',
    ],
    { use: '暗访', source: '004-1' },
  ),
  // The source names it and does not say what it means: the lines are general, and the district puts its own in their place.
  checklist(
    'three-checks-three-brings',
    '三查三带（各条内容请按本地文件修改）',
    [
      '一查（本地）：责任落实情况',
      '二查（本地）：隐患排查和整改情况',
      '三查（本地）：应急准备情况',
      '一带（本地）：带去要求',
      '二带（本地）：带去服务',
      '三带（本地）：带回问题',
    ],
    { use: '督导检查', source: '003-1' },
  ),
];

const campaigns: PackTemplate[] = [
  campaign(
    'chemicals',
    '危险化学品安全集中治理',
    ['chemicals', 'transport', 'pipelines'],
    ['emergency'],
    [
      '重大危险源常态化管控',
      '运输车辆入境检查、途中护送、出境通报',
      '乡村空闲仓库、厂院里的非法“小化工”',
      '冬季“六防”',
    ],
    { source: '000-2' },
  ),
  campaign(
    'gas',
    '城镇燃气安全集中治理',
    ['gas'],
    ['housing'],
    ['燃气经营', '餐饮用气', '老旧小区', '燃气工程', '管道设施', '燃气具'],
    { source: '000-2' },
  ),
  campaign(
    'road',
    '道路交通安全整治',
    ['road', 'transport', 'school_bus'],
    ['traffic_police', 'transport'],
    ['“两客一危一货”逐企逐车清查', '“三超一疲劳”和酒驾', '急弯陡坡、临水临崖、平交路口', '治理超限超载'],
    { source: '002-2' },
  ),
  campaign(
    'fire',
    '消防安全整治',
    ['fire', 'crowded'],
    ['fire'],
    ['打通生命通道', '“多合一”“九小场所”', '高层建筑和综合体', '电气火灾和彩钢板'],
    { source: '001-17' },
  ),
  campaign(
    'construction',
    '建设工程安全整治',
    ['construction', 'self_built'],
    ['housing'],
    ['危大工程和起重机械', '转包、违法分包', '停工复工安全', '经营用自建房'],
    { source: '001-16' },
  ),
  campaign(
    'winter',
    '冬季和岁末年初安全防范',
    ['fire', 'road', 'forest', 'electric'],
    ['office'],
    ['低温雨雪冰冻', '取暖和一氧化碳中毒', '森林火源管控', '值班值守'],
    { source: '002-2' },
  ),
];

const periods: PackTemplate[] = (
  [
    ['new-year', '岁末年初', '12-15', '01-15', ['赶工期、赶任务', '低温雨雪']],
    ['spring-festival', '春节', '农历腊月二十三', '农历正月十五', ['烟花爆竹', '春运', '森林火灾', '人员密集场所']],
    ['two-sessions', '全国“两会”', '03-01', '03-15', ['值班值守', '重点部位盯防']],
    ['qingming', '清明', '04-01', '04-07', ['野外火源', '文明祭祀']],
    ['may-day', '五一', '04-28', '05-05', ['旅游', '道路交通', '大型活动']],
    ['safety-month', '安全生产月', '06-01', '06-30', ['宣传教育', '应急演练', '隐患排查']],
    ['flood', '汛期', '06-01', '09-30', ['尾矿库', '地质灾害', '城市内涝']],
    ['mid-autumn', '中秋', '中秋前三日', '中秋后一日', ['道路交通', '水上交通']],
    ['national-day', '国庆', '09-28', '10-08', ['旅游', '大型活动', '道路交通']],
    ['fire-month', '消防宣传月', '11-01', '11-30', ['消防演练', '119宣传']],
  ] as const
).map(([key, title, from, to, focus]) => ({
  key,
  kind: 'key_period',
  title,
  source: '001-12',
  body: { from, to, focus },
}));

const EXPERT_DUTIES = ['现场检查并签署意见', '参与重大隐患认定', '整改方案咨询和复查', '事故技术分析'];
export const expertField = (key: string, title: string, owners: readonly string[], source?: string): PackTemplate => ({
  key,
  kind: 'expert_field',
  title,
  source,
  body: { sector: key, owners, duties: EXPERT_DUTIES, dutiesOf: DUTIES_OF },
});

const experts: PackTemplate[] = [
  expertField('chemicals', '危险化学品', ['emergency']),
  expertField('construction', '建筑施工', ['housing']),
  expertField('industry_trade', '冶金工贸', ['emergency']),
  expertField('gas', '城镇燃气', ['housing']),
  expertField('fire', '消防', ['fire']),
  expertField('mine', '矿山', ['emergency']),
  expertField('special_equipment', '特种设备', ['market']),
  expertField('road', '道路交通', ['traffic_police']),
  expertField('electric', '电气', ['emergency']),
];

const task = (key: string, number: number, title: string, text: string, deadline: string): PackTemplate => ({
  key,
  kind: 'task',
  title,
  body: { number, duties: [{ text, lead: ['office'] }], deadline, standing: true },
});

/** What a commission office does every year, whatever the place. */
const tasks: PackTemplate[] = [
  task('duty-lists', 1, '更新领导干部职责清单和年度任务清单', '年初印发，逐项留存完成证明。', '每年第一季度'),
  task('plenary', 2, '召开安委会全体会议', '通报形势，议定事项转为任务交办。', '每季度'),
  task('bulletin', 3, '一月一调度、一月一通报', '汇总各单位月报，排名通报，点名滞后事项。', '每月'),
  task('drill', 4, '组织应急演练或暗访', '重点领域每季度至少一次，记录发现的问题。', '每季度'),
  task('assessment', 5, '安全生产年度考核', '事故考核与过程考核相结合，结果送组织部门。', '每年年底前'),
];

export const templates: PackTemplate[] = [...tasks, ...checklists, ...campaigns, ...periods, ...experts];
