import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { point } from './tasks.ts';

const E = '五、夯实基层基础';
const F = '六、加强队伍建设';

export const tasksC: PackTemplate[] = [
  point(20, E, '完善法规标准', [
    {
      text: '建立事故前刑事责任追究典型案件报告制度，定期通报。',
      lead: ['office'],
      with: ['emergency', 'police', 'procuratorate', 'court'],
    },
    {
      text: '完善危化、矿山、道路和水上交通、特种设备、燃气、农房等领域的管理制度。',
      with: ['emergency', 'housing', 'market', 'industry', 'agriculture', 'urban'],
    },
  ]),
  point(21, E, '宣传教育培训', [
    {
      text: '办好安全生产月、119消防月、法宣传周、交通安全日、安康杯，推动宣传教育五进。',
      with: [
        'publicity',
        'emergency',
        'housing',
        'agriculture',
        'culture',
        'union',
        'justice',
        'fire',
        'traffic_police',
      ],
    },
    {
      text: '建强消防志愿者队伍，建设科普和体验场馆，安全元素进公园广场。',
      with: [
        'publicity',
        'emergency',
        'housing',
        'agriculture',
        'culture',
        'union',
        'justice',
        'fire',
        'traffic_police',
      ],
    },
    { text: '实施高危行业安全技能提升行动。', with: ['emergency', 'labour', 'finance'] },
  ]),
  point(22, E, '安全生产科技支撑', [
    {
      text: '机械化换人、自动化减人、智能化管控；监测预警系统有效应用；消防物联网全面建成。',
      with: ['emergency', 'reform', 'industry', 'fire'],
    },
  ]),
  point(23, E, '安全发展示范创建', [
    {
      text: '创建示范乡镇、示范社区和减灾示范社区，适时回头看。',
      convener: ['office'],
      with: ['@departments'],
      implementers: ['@streets'],
    },
  ]),
  point(24, E, '基层组织保障', [
    {
      text: '街道（乡）应急能力“六有”：班子、机制、预案、队伍、物资、培训演练；示范村（社区）志愿队“三有”：场地设施、装备物质、工作制度；按标准设消防救援站。',
      lead: ['emergency'],
      with: ['staffing', 'fire'],
      implementers: ['@streets'],
    },
  ]),
  point(25, E, '社会化风险防控', [
    { text: '整顿中介机构，落实“吹哨人”和举报奖励，明查暗访常态化报道。', lead: ['emergency'], with: ['@departments'] },
    { text: '推行安责险和事故预防服务，健全安全生产费用提取使用。', lead: ['emergency'] },
    { text: '失信联合惩戒和信息公开。', convener: ['reform', 'market', 'emergency'], with: ['@departments'] },
    {
      text: '排查重点领域和关键岗位社会化风险，健全内控和预警。',
      convener: ['reform', 'market', 'emergency'],
      with: ['@departments'],
    },
  ]),
  point(26, F, '队伍作风建设', [
    { text: '加强学习教育，执行安监人员廉政“九条纪律”，文明执法。', with: ['@departments', '@streets'] },
  ]),
  point(27, F, '提升监管执法能力', [
    {
      text: '配强专业人员，推进互联网+监管、执法+专家，分类分级差异化执法，高危行业检查全覆盖。',
      lead: ['emergency'],
      with: ['@regulators'],
    },
  ]),
  point(28, F, '提升应急救援能力', [
    {
      text: '提升预警、救助、物资、资金和队伍能力，各类消防队伍纳入统一指挥调度。',
      with: ['emergency', 'finance', 'fire'],
    },
    {
      text: '建设危化、建筑、交通、特种设备、电力、供水、供气专业救援队伍。',
      with: ['emergency', 'fire', 'reform', 'market', 'housing'],
    },
    {
      text: '引导企业、社会组织和公众参与突发事件应对。',
      with: ['emergency', 'finance', 'civil_affairs', 'labour', 'housing'],
    },
  ]),
];
