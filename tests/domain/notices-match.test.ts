import { expect, test } from 'vitest';
import { matcher } from '../../workers/domain/notices/match.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';

const UNITS = [
  { id: 'fin', name: '白岭区财政局', kind: 'department', aliases: ['区财政'] },
  { id: 'hr', name: '白岭区人力资源和社会保障局', kind: 'department' },
  { id: 'em', name: '区应急管理局', kind: 'department' },
  { id: 'p1', name: '东岭公安分局', kind: 'department', aliases: ['公安分局'] },
  { id: 'p2', name: '西岭公安分局', kind: 'department', aliases: ['公安分局'] },
  { id: 's1', name: '松林街道', kind: 'street' },
  { id: 's2', name: '石坝镇', kind: 'street' },
  { id: 'off', name: '白岭区安委会办公室', kind: 'commission_office' },
];
const match = matcher(UNITS);

test.each([
  ['白岭区财政局', { match: 'exact', unitId: 'fin' }],
  ['区财政', { match: 'exact', unitId: 'fin' }],
  ['财政局', { match: 'alias', unitId: 'fin' }],
  ['区财政局', { match: 'alias', unitId: 'fin' }],
  ['市财政局', { match: 'alias', unitId: 'fin' }],
  ['区人社局', { match: 'alias', unitId: 'hr' }],
  ['区应急局', { match: 'alias', unitId: 'em' }],
  ['区安委办', { match: 'alias', unitId: 'off' }],
  ['松林街道办事处', { match: 'alias', unitId: 's1' }],
  ['各街道', { match: 'group', unitIds: ['s1', 's2'] }],
  ['各镇（街道）', { match: 'group', unitIds: ['s1', 's2'] }],
  ['各乡镇人民政府', { match: 'group', unitIds: ['s1', 's2'] }],
  ['公安分局', { match: 'doubtful', unitIds: ['p1', 'p2'] }],
  ['有关部门', { match: 'open' }],
  ['各有关单位', { match: 'open' }],
  ['区负有安全生产监督管理职责的部门', { match: 'open' }],
  ['区农业农村局', { match: 'none' }],
])('%s', (name, expected) => {
  expect(match(name)).toEqual(expected);
});

test('in a reading: units carry their ids, what is unknown is listed once, and both are doubts', () => {
  const text = '一、甲。（区财政局牵头，公安分局、区水务局负责）\n二、乙。（区水务局、各街道负责）';
  const { items, unmatched, doubts } = readNotice(text, { units: UNITS });
  expect(items.map(({ units }) => units.map(({ unitId, unitIds }) => unitId ?? unitIds ?? null))).toEqual([
    ['fin', ['p1', 'p2'], null],
    [null, ['s1', 's2']],
  ]);
  expect(unmatched).toEqual(['区水务局']);
  expect(doubts.filter(({ code }) => code.startsWith('unit_')).map(({ code }) => code)).toEqual([
    'unit_ambiguous',
    'unit_unmatched',
    'unit_unmatched',
  ]);
  expect(readNotice(text).items[0]!.units[0]).not.toHaveProperty('match');
});

test('a name with 、 in it stays whole where only the whole is a unit; joined names are cut where only the parts are', () => {
  const units = [
    ...UNITS,
    { id: 'trade', name: '区商务、市场监管局', kind: 'department' },
    { id: 'road', name: '区交通运输局', kind: 'department' },
    { id: 'town', name: '区城市管理局', kind: 'department' },
  ];
  const named = (text: string) =>
    readNotice(text, { units }).items[0]!.units.map(({ name, role, unitId, span }) => ({
      ...{ name, role, unitId },
      words: text.slice(...span),
    }));
  expect(named('一、甲。（区商务、市场监管局牵头，区财政局配合）')).toEqual([
    { name: '区商务、市场监管局', role: 'lead', unitId: 'trade', words: '区商务、市场监管局' },
    { name: '区财政局', role: 'support', unitId: 'fin', words: '区财政局' },
  ]);
  expect(named('一、甲。（交通运输局和城市管理局负责）').map(({ words, unitId }) => [words, unitId])).toEqual([
    ['交通运输局', 'road'],
    ['城市管理局', 'town'],
  ]);
  // Both are units of their own: nothing is put together, nothing is cut.
  expect(named('一、甲。（区财政局、区应急局负责）').map(({ unitId }) => unitId)).toEqual(['fin', 'em']);
});

test('a name that was settled once is known word for word, over every other reading', () => {
  const known = matcher([...UNITS.slice(0, 4), { ...UNITS[4]!, known: ['公安分局', '市局'] }]);
  expect(known('公安分局')).toEqual({ match: 'exact', unitId: 'p2' });
  expect(known('市局')).toEqual({ match: 'exact', unitId: 'p2' });
  expect(known('区公安分局').match).toBe('doubtful');
});
