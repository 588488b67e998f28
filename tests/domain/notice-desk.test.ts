import { expect, test } from 'vitest';
import { noticeDraft } from '../../workers/contract/notice-desk.ts';
import type { NoticeDeadline } from '../../workers/contract/notices.ts';
import { datesOf } from '../../workers/domain/notice-desk/deadline.ts';
import { draftOf, titleOf } from '../../workers/domain/notice-desk/draft.ts';
import { likely } from '../../workers/domain/notice-desk/names.ts';
import { readNotice } from '../../workers/domain/notices/read.ts';
import { NOTICE_25, NOTICE_2021 } from '../support/notice-sample.ts';

const units = [
  ['u-fire', '区消防救援大队', 'department'],
  ['u-emergency', '区应急管理局', 'department'],
  ['u-land', '区国土住建局', 'department'],
  ['u-east', '东坡街道', 'street'],
  ['u-west', '西桥街道', 'street'],
].map(([id, name, kind]) => ({ id: id!, name: name!, kind: kind! }));
const TODAY = '2026-11-18';
const drafted = (text: string) => draftOf(readNotice(text, { units }), units, TODAY);

test('every item is a task; 各街道 is all streets; what is no unit stays open, with what it may mean', () => {
  const { draft, rules, doubts } = drafted(NOTICE_25);
  expect(noticeDraft.parse(draft)).toEqual(draft);
  expect([draft.items.length, rules.length, doubts.length]).toEqual([25, 0, 0]);
  expect(draft.items[0]).toMatchObject({
    ...{ key: 'i1', no: '1', title: '开展沿街商铺用火用电排查', kind: 'once', dueDay: '2026-12-31' },
    ...{ deadlineText: '2026年12月底前', include: true, checked: false, doubts: [] },
    units: [
      { name: '区消防救援大队', role: 'lead', unitIds: ['u-fire'] },
      { name: '各街道', role: 'support', unitIds: ['u-east', 'u-west'] },
    ],
  });
  expect(draft.items.filter((i) => i.kind !== 'once').map((i) => [i.no, i.kind, i.recurrence, i.dueDay])).toEqual([
    ['9', 'standing', null, null],
    ['10', 'standing', null, null],
    ['11', 'recurring', 'quarter', null],
    ['13', 'recurring', 'month', null],
    ['18', 'standing', null, null],
    ['20', 'recurring', 'month', null],
  ]);
  expect(draft.names.slice(0, 2)).toEqual([
    { name: '国土局', candidates: ['u-land'], unitIds: [], ignored: false },
    { name: '区经济发展局', candidates: [], unitIds: [], ignored: false },
  ]);
});

test('an old notice keeps its year and says of each passed deadline that it has passed', () => {
  const { draft } = drafted(NOTICE_2021);
  expect([draft.year, draft.issuedOn]).toEqual([2021, '2021-04-06']);
  expect(draft.items.map((i) => [i.dueDay, i.doubts.map((d) => d.code)])).toEqual([
    ['2021-05-31', ['past_year']],
    ['2021-06-15', ['past_year']],
    [null, []],
  ]);
});

test('different names are not taken for each other; short ones find their office', () => {
  const offices = ['区应急管理局', '区财政局', '区农业农村局', '区水利局'].map((name, i) => ({
    id: `u${i}`,
    name,
    kind: '',
  }));
  expect(likely('应急局', offices)).toEqual(['u0']);
  expect(likely('农业局', offices)).toEqual(['u2']);
  expect(likely('气象局', offices)).toEqual([]);
  expect(likely('有关部门', offices)).toEqual([]);
});

const deadline = (more: Partial<NoticeDeadline>): NoticeDeadline => ({
  ...{ text: '年底前', kind: 'date', from: 'statement', span: [0, 1] },
  ...more,
});
const codes = (...deadlines: NoticeDeadline[]) => {
  const { dates, doubts } = datesOf(deadlines, TODAY);
  return { ...dates, codes: doubts.map((d) => d.code) };
};

test('milestones stand beside the last day; what goes on after a day is due on that day', () => {
  const [first, last] = [deadline({ text: '12月底前', date: '2026-12-31' }), deadline({ date: '2027-06-30' })];
  const step = deadline({ kind: 'milestone', what: '完成摸底', date: '2026-12-01' });
  expect(codes(first, step, last)).toMatchObject({
    ...{ kind: 'once', dueDay: '2027-06-30', codes: [] },
    milestones: [
      { title: '完成摸底', dueDay: '2026-12-01' },
      { title: '12月底前', dueDay: '2026-12-31' },
    ],
  });
  expect(codes(step)).toMatchObject({ dueDay: '2026-12-01' });
  expect(codes(deadline({ date: '2027-01-31', standing: true }))).toMatchObject({ kind: 'once', dueDay: '2027-01-31' });
});

test('what the statement says counts before what the sentences say', () => {
  const body = deadline({ from: 'body', date: '2026-12-01', text: '12月1日前' });
  expect(codes(body, deadline({ date: '2027-01-01', text: '元旦前' }))).toMatchObject({
    dueDay: '2027-01-01',
    deadlineText: '元旦前',
  });
  expect(codes(body)).toMatchObject({ dueDay: '2026-12-01' });
});

test('no date, a rhythm that tasks do not know, a day gone by: each is told, none is guessed', () => {
  expect(codes()).toMatchObject({ kind: 'once', dueDay: null, codes: ['no_deadline'] });
  expect(codes(deadline({ kind: 'open', text: '尽快' }))).toMatchObject({ dueDay: null, codes: ['no_deadline'] });
  const daily = deadline({ kind: 'recurring', recurrence: { every: 'day' } });
  expect(codes(daily)).toMatchObject({ kind: 'standing', codes: ['odd_recurrence'] });
  expect(codes(deadline({ date: '2026-11-01' })).codes).toEqual(['past_day']);
  expect(codes(deadline({ date: '2026-11-18' })).codes).toEqual([]);
});

test('a title fits a table: it ends at a comma, or where it must', () => {
  expect(titleOf('压实责任。')).toBe('压实责任');
  const long = `加强对${'重点'.repeat(12)}单位的检查，`.repeat(3);
  expect(titleOf(long)).toBe(long.slice(0, long.indexOf('，')));
  expect(titleOf('安'.repeat(100)).length).toBe(60);
});
