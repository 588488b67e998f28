import type { PackTemplate } from '../../workers/domain/packs/pack.ts';
import { point } from './tasks.ts';

const D = '四、强化监管执法';

export const tasksB: PackTemplate[] = [
  point(13, D, '非煤矿山治理', [
    {
      text: '推进信息化，淘汰落后设备，落实停产整顿、关闭取缔、上限处罚、追究责任四个一律。',
      with: ['emergency', '@streets', '@departments'],
    },
  ]),
  point(14, D, '危险化学品和烟花爆竹监管', [
    {
      text: '全过程全链条排查，重大危险源常态化督导，高危工艺管控，沿江一公里企业搬迁，打击“小化工”，监测预警系统有效运行。',
      with: ['emergency', 'reform', 'industry', 'commerce', 'police', 'ecology', 'market'],
    },
    {
      text: '烟花爆竹打非责任层层捆绑，特殊节日排查到乡、到村、到户、到房。',
      with: ['emergency', 'police', 'urban', 'market'],
    },
  ]),
  point(15, D, '交通运输安全治理', [
    {
      text: '整治重大路段和恶劣天气隐患，严查三超一疲劳和非法载人，建设生命防护工程和“一灯一带”，落实“两站一员”和校车抄报，整治铁路外部环境，防马路市场反弹。',
      with: ['@streets', 'housing', 'commerce', 'emergency', 'market', 'traffic_police', 'traffic_office'],
    },
  ]),
  point(16, D, '建设领域安全治理', [
    {
      text: '排查老旧小区改造和改建场所，查处违建和擅改结构，打击转包压工期，完成农村房屋和经营用自建房整治，加强地下管网和市政设施维护。',
      with: ['housing', 'renewal', 'civil_affairs', 'market', 'urban', '@streets', '@departments'],
    },
  ]),
  point(17, D, '消防安全综合治理', [
    {
      text: '打通生命通道，老旧小区一区一策督办，高层和综合体整治，依托派出所、综合执法队、村居和网格完善基层体系，火灾风险分级预警，重大火灾隐患按一单四制应立尽立、应销尽销。',
      with: ['fire', 'housing', 'police', 'commerce', 'emergency', 'civil_affairs', '@streets', '@departments'],
    },
  ]),
  point(18, D, '其他行业领域排查治理', [
    {
      text: '工贸企业隐患整治和专项执法。',
      lead: ['emergency', '@streets'],
      with: ['market', 'urban', 'traffic_police'],
    },
    { text: '瓶装液化气、超期气瓶、电梯制动器、起重机械、移动式压力容器排查。', with: ['urban', 'market'] },
    { text: '游乐场所和景区大型游乐设施常态化排查。', with: ['market', 'culture', 'housing', 'police'] },
  ]),
  point(19, D, '防范自然灾害引发事故', [
    {
      text: '健全监测预警联动，加强与防汛、防火、防震、低温冰冻指挥机构协调，治理森林火源。',
      with: ['emergency', 'water', 'agriculture', 'fire'],
    },
  ]),
];
