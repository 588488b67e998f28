import { countyPack } from './county.ts';

/** Two counties under Ankang for demonstration: the county pack with some of their own streets and towns. */
export const hanbin = {
  ...countyPack('hanbin', '汉滨区', '区', [
    ['laocheng', '老城街道'],
    ['xincheng', '新城街道'],
    ['jiangbei', '江北街道'],
    ['jianmin', '建民街道'],
    ['guanmiao', '关庙镇'],
    ['zhangtan', '张滩镇'],
    ['yinghu', '瀛湖镇'],
    ['wuli', '五里镇'],
    ['liushui', '流水镇'],
    ['dazhuyuan', '大竹园镇'],
  ]),
  level: 'district',
} as const;

export const xunyang = countyPack('xunyang', '旬阳市', '市', [
  ['chengguan', '城关镇'],
  ['shuhe', '蜀河镇'],
  ['zongxi', '棕溪镇'],
  ['guankou', '关口镇'],
  ['lvhe', '吕河镇'],
  ['shenhe', '神河镇'],
  ['xiaohe', '小河镇'],
  ['zhaowan', '赵湾镇'],
]);
