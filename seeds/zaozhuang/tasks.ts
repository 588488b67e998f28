import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { HALF, STANDING, task, type When } from './when.ts';

const EARLY: When = {
  deadline: '2021年2月底前完成专家库成立和专家驻企，3月底前完成全面检查，4月底前完成整改',
  milestones: [
    { text: '专家库成立、专家驻企', due: '2021-02-28' },
    { text: '重点企业全面安全检查', due: '2021-03-31' },
    { text: '专家查出的隐患整改完毕', due: '2021-04-30' },
  ],
};
const HALF_STANDING: When = { ...HALF, deadline: '2021年上半年见成效，长期坚持', standing: true };

/** Document 004, items 1 to 13, in our own words; units responsible and deadlines as given. */
export const tasksA: PackTemplate[] = [
  task(
    1,
    '党政领导带头检查',
    '主要负责人亲自部署督促；区、街分管负责人四不两直带队检查分管领域。',
    ['admin', '@streets', '@departments', '@groups'],
    STANDING,
  ),
  task(
    2,
    '专委会牵头排查和不间断督导',
    '专委会牵头单位主要负责人带成员单位和专家排查；安委办把专项行动并入三年行动，五同推进，组督导组不间断督导。',
    ['@committees', 'office'],
    STANDING,
  ),
  task(
    3,
    '破除监管执法宽松软',
    '联合、异地、交叉执法；够立案条件零容忍，拒不整改顶格处罚；打非治违、行刑衔接；公开曝光和黑名单。',
    ['@streets', '@regulators'],
    STANDING,
  ),
  task(
    4,
    '拉网式排查，建立两个清单',
    '企业自查、部门确认、督导、暗访、执法五种方式排查；建问题隐患清单和整治责任清单报安委办；建立隐患和事故直报；漏查漏报瞒报一律追责。',
    ['@streets', '@committees'],
    STANDING,
  ),
  task(
    5,
    '隐患整改销号',
    '立查立改或限期整改并专人盯防；每半月报一次进度；重大隐患登记建档、挂图作战，4月底前全部整改到位；依法停产、停电、扣押、关闭。',
    ['@streets', '@departments'],
    {
      ...HALF_STANDING,
      milestones: [
        { text: '重大隐患全部整改到位', due: '2021-04-30' },
        { text: '见成效', due: '2021-06-30' },
      ],
    },
  ),
  task(
    6,
    '一票否决',
    '上级督导发现重大隐患未及时整治、非法行为未及时制止、发生较大及以上或影响恶劣的事故，三种情形追责并一票否决。',
    ['office', '@departments'],
    STANDING,
  ),
  task(
    7,
    '建立专家库和专家驻企',
    '四个领域由安委办会同主管部门建库，其他领域由主管部门建库；入库须五年以上实际工作经历；专项资金保障；重点企业“解剖式”检查；明确职责清单、选聘、管理、培训、考核。',
    ['@streets', 'economy', 'land_housing', 'emergency', '@regulators'],
    EARLY,
  ),
  task(8, '淘汰落后、技术改造', '推动高危企业淘汰落后工艺设备，机械化换人、自动化减人。', ['@regulators'], {
    deadline: '2022年年底前',
    milestones: [{ text: '完成', due: '2022-12-31' }],
  }),
  task(
    9,
    '信息化和一线隐患上报研判系统',
    '完善危化、交通、工地监测预警；开发一线隐患识别上报、线上评估、汇总分析、联防联控系统。',
    ['economy', 'general_office'],
    HALF,
    ['bigdata', '@regulators'],
  ),
  task(
    10,
    '道路交通',
    '增派路面警力，紧盯两客一危一货、公交、出租和车站桥梁，严查三超一疲劳和非法载客。',
    ['traffic_police'],
    HALF_STANDING,
  ),
  task(11, '危化品', '督促经营（有储存）企业落实六防，组织专家专业排查。', ['emergency'], HALF_STANDING),
  task(
    12,
    '消防',
    '检查饭店、宾馆、超市、三合一和九小场所，消除重大火灾隐患；队伍保持应急状态。',
    ['fire'],
    HALF_STANDING,
  ),
  task(13, '建筑施工', '强化冬季施工，严禁恶劣天气施工；抓危大工程、起重机械、临时用房，落实六防。', ['land_housing'], {
    deadline: '2021年2月底前见成效，长期坚持',
    standing: true,
    milestones: [{ text: '见成效', due: '2021-02-28' }],
  }),
];
