import type { PackTemplate, TaskDuty } from '../../workers/domain/packs/pack.ts';

/** One of the 28 work points of document 001, in our own words, with the roles each sentence of it gives out. */
export const point = (
  number: number,
  part: string,
  title: string,
  duties: TaskDuty[],
  deadline = '2022年',
): PackTemplate => ({
  key: `2022-${String(number).padStart(2, '0')}`,
  kind: 'task',
  title,
  source: `001-${number}`,
  body: { number, part, duties, deadline },
});

const A = '一、提升政治站位';
const B = '二、健全责任体系';
const C = '三、打非治违和专项整治';

export const tasksA: PackTemplate[] = [
  point(1, A, '学习宣贯安全生产重要论述', [
    {
      text: '纳入党委（党组）中心组和党校课程，分级分批轮训领导干部和重点企业负责人，开设媒体专栏。',
      lead: ['publicity', 'emergency', 'party_school'],
      with: ['@departments'],
      implementers: ['@streets'],
    },
  ]),
  point(2, A, '推动重大决策部署落地', [
    {
      text: '推进综合执法改革；更新领导干部职责清单和年度任务清单；安全生产进党委政府议程、进全会报告、进述职；常务副职分管。',
      convener: ['emergency'],
      with: ['@departments'],
    },
  ]),
  point(3, A, '在“十四五”专项规划中谋划安全生产', [
    {
      text: '应急体系、交通运输、能源、城市建设等规划中编制安全生产内容。',
      with: ['emergency', 'reform', 'housing', 'traffic_police'],
    },
  ]),
  point(
    4,
    B,
    '落实党政领导责任和述职讲评',
    [
      {
        text: '逐级制定年度工作清单；街道（乡）和有监管职责的成员单位主要负责人向安委会全会述职，年内十五个街道（乡）全覆盖；发生一般及以上事故的由区安委会领导约谈并通报，通报后一个月内书面报告整改。',
        lead: ['office'],
        implementers: ['@streets', '@departments'],
      },
    ],
    '2022年内',
  ),
  point(5, B, '压实行业监管责任', [
    {
      text: '按三管三必须厘清专委会和行业部门职责，协调监管盲区，纠正只检查不执法、有执法无处罚。',
      with: ['office', '@regulators', '@streets'],
    },
  ]),
  point(6, B, '激发企业主体责任', [
    {
      text: '全员责任制、十个一次、一会三卡、安全承诺；规定行业设安全总监；高危企业风险分级管控和主动报告；主要负责人一年讲两次安全课；每季度随机抽考并公开成绩；标准化与激励挂钩。',
      with: ['office', 'labour', '@regulators'],
    },
  ]),
  point(7, B, '改革考核和巡查', [
    {
      text: '事故考核与过程考核结合，用好黄牌警告和一票否决；发生一般及以上事故的实行黄牌“预警告”。',
      convener: ['office'],
      with: ['@departments'],
    },
    {
      text: '对责任落实不力、隐患突出的适时专项巡察，结果作为考核、奖惩和使用的参考。',
      lead: ['office', 'supervision'],
      convener: ['office'],
      with: ['@departments'],
    },
  ]),
  point(8, B, '严格事故调查处理', [
    {
      text: '完善调查程序和行刑衔接，建立事故整改评估机制，对涉险、突发和道路事故深度调查。',
      with: ['emergency', 'police', 'union', 'traffic_police'],
    },
  ]),
  point(9, C, '强力打非治违', [
    {
      text: '压实打非主体责任，定期曝光典型案例，公布举报电话，落实举报奖励和联合惩戒，追究事前严重违法行为刑责。',
      lead: ['office'],
      with: ['@departments'],
      implementers: ['@streets'],
    },
  ]),
  point(10, C, '巩固三年行动集中攻坚', [
    {
      text: '动态更新问题隐患和制度措施两个清单，重大隐患跟踪督办，定期调度通报，纳入巡查考核。',
      convener: ['office'],
      with: ['@departments'],
    },
  ]),
  point(11, C, '开展重点督导', [
    {
      text: '领导带头检查；督查牵头单位；重大隐患逐个研究方案、措施、时限；定期会商和信息报送。',
      convener: ['office'],
      with: ['@departments'],
    },
  ]),
  point(12, C, '关键节点明查暗访', [
    {
      text: '五一、中秋、国庆、春节、全国两会和岁末年初建立重点时段调度，针对性明查暗访。',
      lead: ['office'],
      with: ['@departments'],
    },
  ]),
];
