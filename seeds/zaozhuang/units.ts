import type { PackCommittee, PackSector, PackUnit } from '../../workers/domain/packs/pack.ts';
import { streets } from '../national/units.ts';

const department = (key: string, name: string, shortName: string): PackUnit => ({
  key,
  kind: 'department',
  name,
  shortName,
});

/** The zone's bodies as document 004 names them; a zone has fewer and wider departments than a county. */
export const units: PackUnit[] = [
  { key: 'commission', kind: 'commission', name: '枣庄高新区安全生产委员会', shortName: '区安委会' },
  {
    key: 'office',
    kind: 'commission_office',
    name: '枣庄高新区安全生产委员会办公室',
    shortName: '区安委办',
    parent: 'commission',
  },
  department('admin', '区党工委、管委会', '管委会'),
  department('general_office', '区党政综合办公室', '综合办'),
  department('party_work', '区党群工作部', '党群部'),
  department('emergency', '区应急管理局', '应急局'),
  department('economy', '区经济发展局', '经发局'),
  department('land_housing', '区国土住建局', '国土住建局'),
  department('approval', '区行政审批局', '审批局'),
  department('social', '区社会事务综合服务中心', '社会事务中心'),
  department('police', '区公安分局', '公安分局'),
  department('traffic_police', '区交警大队', '交警大队'),
  department('fire', '区消防救援大队', '消防大队'),
  department('finance', '区财政部门', '财政'),
  { key: 'bigdata', kind: 'park', name: '区大数据产业园区', shortName: '大数据园区' },
  { key: 'group', kind: 'enterprise_group', name: '区属集团', shortName: '区属集团' },
  { key: 'park_operator', kind: 'enterprise_group', name: '园区运营公司', shortName: '运营公司' },
  ...streets([
    ['xingren', '兴仁街道'],
    ['xingcheng', '兴城街道'],
    ['zhangfan', '张范街道'],
  ]),
];

/** Who regulates what in the zone; the rest of the national list falls to the emergency bureau until told otherwise. */
const OWN: { readonly [sector: string]: string } = {
  fire: 'fire',
  construction: 'land_housing',
  self_built: 'land_housing',
  municipal: 'land_housing',
  geology: 'land_housing',
  gas: 'economy',
  electric: 'economy',
  pipelines: 'economy',
  crowded: 'economy',
  special_equipment: 'approval',
  food: 'approval',
  road: 'traffic_police',
  transport: 'traffic_police',
  civil_explosives: 'police',
  school_bus: 'social',
  health: 'social',
  care: 'social',
  tourism: 'social',
  agriculture: 'social',
  forest: 'social',
  water: 'social',
};
export const zoneSectors = (national: readonly PackSector[]): PackSector[] =>
  national.map((s) => ({ ...s, regulator: OWN[s.key] ?? 'emergency' }));

const COMMITTEES = [
  ['road', '道路交通', 'traffic_police', ['police', 'economy', 'social'], '路面管控，两客一危一货，三超一疲劳。'],
  ['chemicals', '危险化学品', 'emergency', ['police', 'economy', 'fire'], '经营储存企业六防，专家排查。'],
  ['fire', '消防', 'fire', ['police', 'land_housing', 'social', 'approval'], '三合一、九小场所和人员集中场所。'],
  ['construction', '建筑施工', 'land_housing', ['emergency', 'approval'], '危大工程、起重机械、临时用房，冬季施工。'],
  ['fireworks', '烟花爆竹', 'emergency', ['police', 'approval'], '经营检查、打非、禁放限放。'],
  ['industry_trade', '冶金工贸', 'emergency', ['economy', 'fire'], '工贸企业隐患排查和专家驻企。'],
  ['gas', '电力燃气', 'economy', ['land_housing', 'emergency', 'approval'], '燃气管网和用电安全。'],
  ['special_equipment', '特种设备', 'approval', ['emergency', 'land_housing'], '电梯、起重机械、压力容器。'],
  ['forest', '森林防火', 'social', ['emergency', 'fire', 'police'], '冬季火源管控，力量和物资备足。'],
] as const;

export const committees: PackCommittee[] = COMMITTEES.map(([key, name, lead, members, duties]) => ({
  key,
  kind: 'committee',
  name: `区安委会${name}专业委员会`,
  sector: key,
  lead,
  members,
  duties,
}));
