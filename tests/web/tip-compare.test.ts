import { expect, test } from 'vitest';
import { type Comparable, likeness, suggestDuplicates } from '../../web/console/parts/tip-compare.ts';
import { accusesOwn } from '../../web/console/parts/tip-conflict.ts';

const tip = (id: string, change: Partial<Comparable> = {}): Comparable => ({
  id,
  day: '2026-11-20',
  category: 'fire',
  placeUnitId: 'street-1',
  text: '厂里把二楼车间的消防通道堵了当仓库，两个门都锁着。',
  place: '工业园三路',
  enterprise: '枣庄顺达包装有限公司',
  ...change,
});

test('the same matter in other words is suggested, with the reasons', () => {
  const [pair] = suggestDuplicates([
    tip('a'),
    tip('b', { text: '顺达包装二楼的消防通道堆满纸箱，门锁着出不来', enterprise: '顺达包装', day: '2026-11-22' }),
  ]);
  expect(pair).toMatchObject({ a: 'a', b: 'b' });
  expect(pair!.why).toMatch(/^同一街道、同类、相隔 2 天、企业名称相近.*，文字相似 \d+%$/);
});

test('two matters of one street, kind and day are not', () => {
  const other = { text: '小区楼道里停满电动车，晚上飞线充电。', place: '惠民小区', enterprise: '' };
  expect(suggestDuplicates([tip('a'), tip('b', other)])).toEqual([]);
});

test('word for word is near a hundred per cent; empty fields count for nothing', () => {
  expect(likeness(tip('a'), tip('b')).why).toContain('文字相似 100%');
  expect(likeness(tip('a'), tip('b')).score).toBeGreaterThan(95);
  const empty = { text: '', place: '', enterprise: '' };
  expect(likeness(tip('a', empty), tip('b', empty)).score).toBe(0);
});

test('likelier pairs stand first; it makes no difference which is named first', () => {
  const near = tip('c', { text: '车间消防通道堵了，门锁着。', enterprise: '' });
  const pairs = suggestDuplicates([near, tip('a'), tip('b')]);
  expect([pairs[0]!.a, pairs[0]!.b]).toEqual(['a', 'b']);
  expect(likeness(near, tip('a')).score).toBe(likeness(tip('a'), near).score);
});

test('a street and what lies in it are near; a year apart is another matter', () => {
  const village = tip('b', { placeUnitId: 'village-1' });
  expect(likeness(tip('a'), village, new Map([['village-1', 'street-1']])).why).toContain('街道相邻');
  expect(suggestDuplicates([tip('a'), tip('b', { day: '2025-11-20' })])).toEqual([]);
});

test('an officer’s own unit is recognised under its usual names', () => {
  const names = ['枣庄高新区应急管理局'];
  const words = (text: string, enterprise = '') => ({ text, enterprise });
  expect(accusesOwn(words('应急局的人收了钱不来检查'), names, '枣庄高新区')).toBe('应急局');
  expect(accusesOwn(words('', '枣庄高新区应急管理局'), names, '枣庄高新区')).toBe('枣庄高新区应急管理局');
  expect(accusesOwn(words('应急管理局的人提前打招呼'), ['区应急管理局'], '枣庄高新区')).toBe('应急管理局');
  expect(accusesOwn(words('市场监管局包庇'), ['市市场监督管理局'], '旬阳市')).toBe('市场监管局');
  expect(accusesOwn(words('消防通道堵了'), names, '枣庄高新区')).toBeUndefined();
});
