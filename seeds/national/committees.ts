import type { PackCommittee } from '../../workers/domain/packs/pack.ts';
import type { DepartmentKey } from './units.ts';

interface Brief {
  readonly key: string;
  readonly name: string;
  readonly sector: string;
  readonly lead: DepartmentKey;
  readonly members: readonly DepartmentKey[];
  readonly duties: string;
}

/** The commission with every department as a member, and its office seated in the emergency bureau. */
export function commission(prefix: string, members: readonly string[]): PackCommittee[] {
  return [
    {
      key: 'commission',
      kind: 'commission',
      name: `${prefix}安全生产委员会`,
      lead: 'commission',
      members: members.filter((key) => key !== 'commission'),
      duties: '研究部署、统筹协调本地区安全生产工作，定期召开全体会议，议定事项逐项交办。',
    },
    {
      key: 'office',
      kind: 'office',
      name: `${prefix}安全生产委员会办公室`,
      lead: 'office',
      deputies: ['emergency'],
      members: [],
      duties: '承担安委会日常工作：综合监管、交办督办、调度通报、巡查考核。',
    },
  ];
}

export const SECTOR_COMMITTEES: readonly Brief[] = [
  {
    key: 'road',
    name: '道路交通安全专业委员会',
    sector: 'road',
    lead: 'traffic_police',
    members: ['police', 'transport', 'education', 'agriculture', 'market', 'urban'],
    duties: '“两客一危一货”、校车和农村道路安全，路面管控与源头治理，治理超限超载。',
  },
  {
    key: 'fire',
    name: '消防安全专业委员会',
    sector: 'fire',
    lead: 'fire',
    members: ['police', 'housing', 'commerce', 'civil_affairs', 'education', 'culture', 'health', 'market'],
    duties: '高层建筑、综合体、“多合一”“九小场所”消防安全，生命通道，重大火灾隐患立案销案。',
  },
  {
    key: 'construction',
    name: '建筑施工安全专业委员会',
    sector: 'construction',
    lead: 'housing',
    members: ['urban', 'transport', 'water', 'market', 'emergency'],
    duties: '危大工程、起重机械、脚手架、违法发包转包分包，停工复工安全，自建房整治。',
  },
  {
    key: 'gas',
    name: '城镇燃气安全专业委员会',
    sector: 'gas',
    lead: 'housing',
    members: ['urban', 'commerce', 'market', 'police', 'transport', 'fire', 'emergency'],
    duties: '燃气经营、餐饮用气、老旧小区、工程、管道、燃气具六个方面的排查整治。',
  },
  {
    key: 'chemicals',
    name: '危险化学品和烟花爆竹安全专业委员会',
    sector: 'chemicals',
    lead: 'emergency',
    members: ['police', 'transport', 'market', 'ecology', 'commerce', 'industry', 'urban', 'fire'],
    duties: '危化品全链条排查、重大危险源常态化管控、“小化工”打击、烟花爆竹打非和禁限放。',
  },
  {
    key: 'mine',
    name: '矿山安全专业委员会',
    sector: 'mine',
    lead: 'emergency',
    members: ['resources', 'police', 'ecology', 'power', 'reform'],
    duties: '非煤矿山开采管理，停产矿山盯防，尾矿库汛期管理和闭库销号。',
  },
  {
    key: 'industry_trade',
    name: '工贸行业安全专业委员会',
    sector: 'industry_trade',
    lead: 'emergency',
    members: ['industry', 'market', 'fire', 'power'],
    duties: '冶金、粉尘涉爆、涉氨制冷、有限空间作业等重点企业的排查整治和“回头看”。',
  },
  {
    key: 'special_equipment',
    name: '特种设备安全专业委员会',
    sector: 'special_equipment',
    lead: 'market',
    members: ['housing', 'culture', 'commerce', 'emergency'],
    duties: '电梯、起重机械、移动式压力容器、大型游乐设施的检验、使用和作业人员持证。',
  },
  {
    key: 'tourism',
    name: '文化旅游安全专业委员会',
    sector: 'tourism',
    lead: 'culture',
    members: ['police', 'market', 'fire', 'transport', 'health'],
    duties: '景区、娱乐场所和节庆活动安全，坚持谁主办谁负责，防拥挤踩踏。',
  },
];

export const committee = (prefix: string, brief: Brief): PackCommittee => ({
  key: brief.key,
  kind: 'committee',
  name: `${prefix}安委会${brief.name}`,
  sector: brief.sector,
  lead: brief.lead,
  members: brief.members,
  duties: brief.duties,
});
