import { expect, test } from 'vitest';
import { checkBrief } from '../../web/console/parts/brief-check.ts';

const original = {
  text: '厂里把二楼车间的消防通道堵了当仓库，夜班有三十多人，昨晚21:40李师傅还在里面焊东西，我跟张经理说过没人管。',
  place: '工业园三路18号，门口有蓝色大门',
  enterprise: '枣庄顺达包装有限公司',
  name: '王小明',
  contact: '13800001234',
};
const keys = (typed: string, from = original) => checkBrief(typed, from).map((f) => [f.key, f.text]);

test('a summary in the officer’s own words passes', () => {
  expect(keys('枣庄顺达包装有限公司（工业园三路18号）二层疏散通道被货物占用，人员难以疏散。')).toEqual([]);
});

test('six characters in a row of the reporter’s words are found, whatever stands between them', () => {
  expect(keys('二楼车间，的消防通道不通')).toEqual([['no_words', '二楼车间，的消防通道']]);
  expect(keys('二楼车间的')).toEqual([]);
});

test('people of the original and the reporter’s own name are found; other people are not', () => {
  expect(keys('李师傅在焊接')).toEqual([['no_name', '李师傅']]);
  expect(keys('王小明反映；王师傅知情')).toEqual([
    ['no_name', '王小明'],
    ['no_name', '王师傅'],
  ]);
  expect(keys('刘主任已到场')).toEqual([]);
  expect(keys('张工业园', { ...original, text: '张工业园' })).toEqual([]);
});

test('telephone numbers are found with and without gaps', () => {
  expect(keys('联系 139 1234 5678 核实')).toEqual([['no_name', '139 1234 5678']]);
  expect(keys('回电 0632-8691234')).toEqual([['no_name', '0632-8691234']]);
});

test('shifts and posts, trades named in the original alone', () => {
  expect(keys('夜班人多，二班组工号 A17')).toEqual([
    ['no_shift', '夜班'],
    ['no_shift', '班组'],
    ['no_shift', '工号 A17'],
  ]);
  expect(keys('电工无证')).toEqual([]);
  expect(keys('电工无证', { ...original, text: '电工没有证' })).toEqual([['no_shift', '电工']]);
});

test('the minute is found, the hour and the day are not', () => {
  for (const exact of ['21:40', '9点半', '十点二十分', '８：３０']) {
    expect(keys(`当天${exact}发现`)).toEqual([['no_exact_minute', exact]]);
  }
  expect(keys('11月22日晚发现')).toEqual([]);
});

test('a sentence of 我 is found, the office speaking of itself is not', () => {
  expect(keys('通道堵塞。我看见有人吸烟。已通知')).toEqual([['no_only_i_knew', '我看见有人吸烟']]);
  expect(keys('我区近日自我排查')).toEqual([]);
});

test('the same words twice are one acknowledgement and two places', () => {
  const found = checkBrief('夜班和夜班', original);
  expect(found.map((f) => f.from)).toEqual([0, 3]);
  expect(new Set(found.map((f) => f.id)).size).toBe(1);
});
