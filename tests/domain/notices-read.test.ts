import { expect, test } from 'vitest';
import { readNotice } from '../../workers/domain/notices/read.ts';

const HEAD = '关于分解安全生产任务的通知\n白岭安委〔2024〕5号\n各镇（街道）：\n';
const FOOT = '\n白岭区安全生产委员会\n2024年3月1日\n';
/** One item with this statement behind it. */
const item = (statement: string, words = '加强管理。做好各项工作。') =>
  readNotice(`${HEAD}一、${words}${statement}${FOOT}`).items[0]!;
const roles = (statement: string) => item(statement).units.map(({ name, role }) => `${name} ${role}`);
const dates = (statement: string, words?: string) =>
  item(statement, words).deadlines.map(({ text, kind, date, standing }) => [text, kind, date, standing ?? false]);

test('title, number, issuer and date stand where they say; without them null and a doubt', () => {
  const text = `${HEAD}一、甲。（责任单位：区应急局）${FOOT}`;
  const { title, docNo, issuer, issuedOn, spans } = readNotice(text);
  expect([title, docNo, issuer, issuedOn]).toEqual([
    '关于分解安全生产任务的通知',
    '白岭安委〔2024〕5号',
    '白岭区安全生产委员会',
    '2024-03-01',
  ]);
  expect(text.slice(...spans.issuer!)).toBe(issuer);
  const bare = readNotice('一、甲。（责任单位：区应急局，完成时限：4月底前）');
  expect([bare.title, bare.docNo, bare.issuer, bare.issuedOn]).toEqual([null, null, null, null]);
  expect(bare.doubts.map(({ code }) => code)).toEqual(['no_title', 'no_issuer', 'no_date', 'no_year']);
  expect(bare.items[0]!.deadlines[0]).not.toHaveProperty('date');
});

test('a notice that is only cited lends neither its number nor its date', () => {
  const text = `${HEAD.replace('白岭安委〔2024〕5号\n', '')}根据《省安委会通知》（省安委〔2023〕1号，2023年5月5日）要求：\n一、甲。（责任单位：区应急局）\n二〇二四年三月一日`;
  expect(readNotice(text)).toMatchObject({ docNo: null, issuedOn: '2024-03-01' });
});

test.each([
  ['（区应急局牵头，区公安局、区住建局按职责分工负责）', ['区应急局 lead', '区公安局 support', '区住建局 support']],
  ['（区应急局会同有关部门负责）', ['区应急局 convener', '有关部门 support']],
  ['（区安委办督促，各镇（街道）具体实施）', ['区安委办 convener', '各镇（街道） implementer']],
  ['（区民政局负责，区财政局配合）', ['区民政局 responsible', '区财政局 support']],
  ['【牵头单位：区应急局；配合单位：区公安局】', ['区应急局 lead', '区公安局 support']],
  ['（责任单位：区应急局（牵头）、区公安局）', ['区应急局 lead', '区公安局 support']],
  [
    '（区应急局、区人力资源和社会保障局和区财政局负责）',
    ['区应急局 responsible', '区人力资源和社会保障局 responsible', '区财政局 responsible'],
  ],
  [
    '（区委、区政府督查室，各市、县（区）人民政府落实）',
    ['区委、区政府督查室 responsible', '各市、县（区）人民政府 responsible'],
  ],
])('%s', (statement, expected) => {
  expect(roles(statement)).toEqual(expected);
});

test('等 leaves the list open; a remark in brackets is no statement; persons are no units', () => {
  expect(item('（区应急局、区公安局等部门负责）')).toMatchObject({ etc: true, units: [{}, {}] });
  const read = item('（责任领导：何川；责任单位：区应急局）', '推行“三有”（有场地、有装备、有制度）建设。');
  expect(read.units.map(({ name }) => name)).toEqual(['区应急局']);
  expect(read.leaders.map(({ name }) => name)).toEqual(['何川']);
  expect(read.title).toBe('推行“三有”（有场地、有装备、有制度）建设');
});

test('列首位的为牵头单位 holds for every statement, and the reviewer is told', () => {
  const text = `${HEAD}一、甲。（责任单位：区应急局、区公安局；列首位的为牵头单位，下同）\n二、乙。（责任单位：区住建局、区城管局）`;
  const { items, doubts } = readNotice(text);
  expect(items.map(({ units }) => units.map(({ role }) => role))).toEqual([
    ['lead', 'support'],
    ['lead', 'support'],
  ]);
  expect(doubts.filter(({ code }) => code === 'first_leads')).toHaveLength(2);
});

test.each([
  ['长期坚持', [['长期坚持', 'standing', undefined, true]]],
  ['2024年上半年', [['2024年上半年', 'date', '2024-06-30', false]]],
  ['2024年上半年见成效，长期坚持', [['2024年上半年见成效，长期坚持', 'date', '2024-06-30', true]]],
  ['2025年年底前', [['2025年年底前', 'date', '2025-12-31', false]]],
  ['9月末', [['9月末', 'date', '2024-09-30', false]]],
  ['6月前', [['6月前', 'date', '2024-05-31', false]]],
  ['明年2月底前', [['明年2月底前', 'date', '2025-02-28', false]]],
  ['二〇二五年二月', [['二〇二五年二月', 'date', '2025-02-28', false]]],
  ['2024年第三季度', [['2024年第三季度', 'date', '2024-09-30', false]]],
  ['2024/7/15前', [['2024/7/15前', 'date', '2024-07-15', false]]],
  ['2024年4月至10月', [['2024年4月至10月', 'date', '2024-10-31', false]]],
  ['立即', [['立即', 'open', undefined, false]]],
  ['持续推进', [['持续推进', 'standing', undefined, true]]],
])('完成时限：%s', (words, expected) => {
  expect(dates(`（责任单位：区应急局；完成时限：${words}）`)).toEqual(expected);
});

test('milestones inherit the year; a day that is none is doubted, not mended', () => {
  const stated = '（责任单位：区应急局；完成时限：2025年2月底前完成摸底，3月底前完成整改）';
  expect(item(stated).deadlines).toMatchObject([
    { kind: 'milestone', date: '2025-02-28', what: '完成摸底' },
    { kind: 'milestone', date: '2025-03-31', what: '完成整改' },
  ]);
  const { items, doubts } = readNotice(`${HEAD}一、甲。（责任单位：区应急局；完成时限：2024年2月30日前）${FOOT}`);
  expect(items[0]!.deadlines[0]).not.toHaveProperty('date');
  expect(doubts.map(({ code }) => code)).toEqual(['impossible_date']);
});

test('duties with a date in the text; a citizen’s longer time is none', () => {
  const own = '（责任单位：区应急局）';
  expect(dates(own, '对重大隐患务必于4月底前全部整改到位。')).toEqual([['4月底前', 'date', '2024-04-30', false]]);
  expect(dates(own, '将缴费期限延长至6月底，最长不超过3个月。')).toEqual([]);
  expect(item(own, '每半月一次报告进度，每季度演练一次。').deadlines.map(({ recurrence }) => recurrence)).toEqual([
    { every: 'half_month', times: 1 },
    { every: 'quarter', times: 1 },
  ]);
  expect(item(own, '在通报后一个月内，向区安委会书面报告。').deadlines).toMatchObject([
    { text: '在通报后一个月内', kind: 'relative', within: { count: 1, unit: 'month' } },
  ]);
});

test('duties for all stand beside the items', () => {
  const text = `${HEAD}一、甲。（责任单位：区应急局）\n区安委办实行一月一调度。请于每月1日前，将上月情况书面报区安委办。${FOOT}`;
  const rules = readNotice(text).rules.flatMap(({ deadlines }) => deadlines.map(({ recurrence }) => recurrence));
  expect(rules).toEqual([{ every: 'month' }, { every: 'month', day: 1 }]);
});

test('several statements in one item; a heading’s statement takes its parts along; chapters are named', () => {
  const parts = readNotice(
    `${HEAD}一、总则\n1.甲事。（区应急局负责）。乙事。（区公安局负责）。\n2.丙事。（区住建局负责）`,
  );
  expect(parts.items.map(({ no, title, chapter }) => [no, title, chapter])).toEqual([
    ['1#1', '甲事', '一、总则'],
    ['1#2', '乙事', '一、总则'],
    ['2', '丙事', '一、总则'],
  ]);
  const heading = readNotice(
    `${HEAD}一、加强执法（责任单位：区公安局）\n（一）夜查。\n（二）抽查。\n二、其他（责任单位：区应急局）\n收尾。`,
  );
  expect(heading.items.map(({ no, text }) => [no, text])).toEqual([
    ['一', '加强执法（一）夜查。（二）抽查'],
    ['二', '其他收尾'],
  ]);
});

test('numbers that repeat carry their chapters; a gap in the series is doubted', () => {
  const text = `${HEAD}一、甲\n（一）乙\n1.丙。（区应急局负责）\n二、丁\n（二）戊\n1.己。（区公安局负责）\n3.庚。（区住建局负责）`;
  const { items, doubts } = readNotice(text);
  expect(items.map(({ no }) => no)).toEqual(['一（一）1', '二（二）1', '二（二）3']);
  expect(doubts.find(({ code }) => code === 'lost_number')!.words).toContain('“3”');
});
