import { expect, test } from 'vitest';
import * as d from '../../web/console/parts/notice-draft.ts';
import { segmentsOf } from '../../web/console/parts/notice-segments.ts';
import { breaks, mergeUp, offsetIn, splitItem } from '../../web/console/parts/notice-split.ts';
import { shiftYears, yearsBehind } from '../../web/console/parts/notice-years.ts';
import type { DraftItem, NoticeDraft } from '../../workers/contract/notice-desk.ts';

const item = (key: string, more: Partial<DraftItem> = {}): DraftItem => ({ ...d.blankItem(key), title: key, ...more });
const unit = (name: string, ...unitIds: string[]) => ({ name, role: 'lead' as const, unitIds });
const draft = (...items: DraftItem[]): NoticeDraft => ({
  ...{ title: '通知', docNo: '', issuer: '', issuedOn: null, year: 2026, items },
  names: [
    { name: '国土局', candidates: ['u1'], unitIds: [], ignored: false },
    { name: '海事处', candidates: [], unitIds: [], ignored: false },
  ],
});
const keys = (of: NoticeDraft) => of.items.map((i) => i.key);

test('a name is settled or dropped everywhere at once', () => {
  const before = draft(
    item('a', { units: [unit('国土局'), unit('应急局', 'u9')] }),
    item('b', { units: [unit('国土局'), unit('海事处')] }),
    item('c', { units: [unit('海事处')], include: false }),
  );
  expect(d.openNames(before)).toEqual([
    { name: '国土局', candidates: ['u1'], keys: ['a', 'b'] },
    { name: '海事处', candidates: [], keys: ['b'] },
  ]);
  const settled = d.resolveName('国土局', ['u1'])(before);
  expect(settled.items.map((i) => i.units[0]!.unitIds)).toEqual([['u1'], ['u1'], []]);
  const dropped = d.dropName('海事处')(settled);
  expect(dropped.items[1]!.units.map((u) => u.name)).toEqual(['国土局']);
  expect(dropped.names[1]).toMatchObject({ ignored: true });
  expect(d.openNames(dropped)).toEqual([]);
});

test('a doubt goes with what it doubted, the others stay', () => {
  const doubts = [
    { code: 'no_deadline' as const, words: '' },
    { code: 'no_units' as const, words: '' },
  ];
  const after = d.patchItem('a', { dueDay: '2026-12-01' })(draft(item('a', { doubts })));
  expect(after.items[0]!.doubts.map((x) => x.code)).toEqual(['no_units']);
});

test('a task is split behind a sentence and both parts keep units and deadline; merged it is whole again', () => {
  const content = '排查商铺。建立台账；\n逐户整改。';
  expect(breaks(content).map((at) => content.slice(at))).toEqual([content, '建立台账；\n逐户整改。', '逐户整改。']);
  const whole = draft(item('a', { content, units: [unit('应急局', 'u9')], dueDay: '2026-12-01', span: [10, 40] }));
  const two = splitItem('a', 5, d.freshKey(whole), 20)(whole);
  expect(two.items).toMatchObject([
    { key: 'a', content: '排查商铺。', span: [10, 20], dueDay: '2026-12-01' },
    { key: 'h1', title: '建立台账', content: '建立台账；\n逐户整改。', span: [20, 40], units: [{ name: '应急局' }] },
  ]);
  expect(splitItem('a', 0, 'x')(whole)).toBe(whole);
  const one = mergeUp('h1')(two);
  expect(one.items).toMatchObject([{ key: 'a', content: '排查商铺。\n建立台账；\n逐户整改。', span: [10, 40] }]);
  expect(one.items[0]!.units.length).toBe(1);
  expect(mergeUp('a')(one)).toBe(one);
});

test('tasks are added behind the one at hand and removed; a key is never used twice', () => {
  const start = draft(item('a'), item('b'));
  const added = d.insertItem(d.blankItem(d.freshKey(start)), 'a')(start);
  expect(keys(added)).toEqual(['a', 'h1', 'b']);
  expect(d.freshKey(added)).toBe('h2');
  expect(keys(d.removeItem('a')(added))).toEqual(['h1', 'b']);
});

test('an old notice is moved to this year in one act: days, milestones, the words; month ends stay month ends', () => {
  const old = draft(
    item('a', { dueDay: '2021-02-28', deadlineText: '2021年2月底前', doubts: [{ code: 'past_year', words: '' }] }),
    item('b', { dueDay: '2022-06-15', milestones: [{ title: '摸底', dueDay: '2021-12-31' }] }),
    item('c', { dueDay: '2019-01-01', include: false }),
  );
  const by = yearsBehind({ ...old, year: 2021 }, 2024);
  expect(by).toBe(3);
  const moved = shiftYears(by)({ ...old, year: 2021 });
  expect(moved).toMatchObject({
    year: 2024,
    items: [
      { dueDay: '2024-02-29', deadlineText: '2024年2月底前', doubts: [] },
      { dueDay: '2025-06-15', milestones: [{ dueDay: '2024-12-31' }] },
      {},
    ],
  });
  expect(yearsBehind(moved, 2024)).toBe(0);
});

test('the text is cut at tasks and marks, loses nothing, and says whose each run is', () => {
  const text = '标题。一、排查（应急局，6月）。尾';
  const marks = [
    { kind: 'unit' as const, span: [8, 11] as [number, number], key: 'a' },
    { kind: 'doubt' as const, span: [8, 11] as [number, number], words: '请核对' },
  ];
  const segments = segmentsOf(text, [{ key: 'a', span: [3, 16] }], marks);
  expect(segments.map((s) => s.text).join('')).toBe(text);
  expect(segments.map((s) => [s.text, s.key, s.kinds.join(), s.words])).toEqual([
    ['标题。', null, '', ''],
    ['一、排查（', 'a', '', ''],
    ['应急局', 'a', 'unit,doubt', '请核对'],
    ['，6月）。', 'a', '', ''],
    ['尾', null, '', ''],
  ]);
  expect(offsetIn('排查\n（应急局，6月）', text, 8)).toBe(4);
  expect(offsetIn('别的', text, 8)).toBe(-1);
});
