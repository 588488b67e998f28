import type { PackSector } from '../../workers/domain/packs/pack.ts';

/** 管行业必须管安全: sector, and the department that regulates it unless the tenant says otherwise. */
const SECTORS = [
  ['fire', '消防', 'fire'],
  ['chemicals', '危险化学品', 'emergency'],
  ['fireworks', '烟花爆竹', 'emergency'],
  ['mine', '矿山、尾矿库', 'emergency'],
  ['industry_trade', '冶金工贸', 'emergency'],
  ['construction', '建筑施工', 'housing'],
  ['self_built', '自建房', 'housing'],
  ['gas', '城镇燃气', 'housing'],
  ['road', '道路交通', 'traffic_police'],
  ['transport', '道路运输、危货运输', 'transport'],
  ['waterway', '水上交通', 'transport'],
  ['school_bus', '校园、校车', 'education'],
  ['special_equipment', '特种设备', 'market'],
  ['food', '食品药品', 'market'],
  ['crowded', '商贸、餐饮等人员密集场所', 'commerce'],
  ['tourism', '文化旅游、体育', 'culture'],
  ['health', '医疗机构', 'health'],
  ['care', '养老、民政服务机构', 'civil_affairs'],
  ['civil_explosives', '民用爆炸物品', 'police'],
  ['pipelines', '油气长输管道', 'reform'],
  ['electric', '电力', 'reform'],
  ['agriculture', '农机、渔业', 'agriculture'],
  ['water', '水利、防汛', 'water'],
  ['forest', '森林草原防火', 'forestry'],
  ['geology', '地质灾害', 'resources'],
  ['ecology', '辐射、危险废物', 'ecology'],
  ['municipal', '市政设施、户外广告', 'urban'],
] as const;

export const sectors: PackSector[] = SECTORS.map(([key, label, regulator]) => ({ key, label, regulator }));

/** What the reporter picks on the tip page → the sector whose regulator is the default assignee. */
export const CATEGORY_SECTORS = {
  fire: 'fire',
  gas: 'gas',
  construction: 'construction',
  chemicals: 'chemicals',
  traffic: 'road',
  mine: 'mine',
  special_equipment: 'special_equipment',
  fireworks: 'fireworks',
  production: 'industry_trade',
  crowded: 'crowded',
  electric: 'electric',
  water: 'waterway',
  forest: 'forest',
} as const;
