import { describe, expect, test } from 'vitest';
import { zaozhuang } from '../../seeds/zaozhuang.ts';
import { ruleBody } from '../../workers/domain/eligibility/rule-body.ts';
import { evaluate } from '../../workers/protocol/eligibility.ts';
import { gansuRule, job, paper, person, plainRule, rule1991 } from '../support/eligibility.ts';

const TODAY = '2026-11-22';
const ask = (periods: Parameters<typeof person>[0], rule = plainRule, day = TODAY) =>
  evaluate(rule, person(periods), day);
const words = (verdict: ReturnType<typeof evaluate>, code: string) =>
  verdict.reasons.filter((r) => r.code === code).map((r) => r.words);

describe('years', () => {
  test('four years and 364 days: a day is missing, and the day is named', () => {
    const verdict = ask([job('2021-11-23', null)]);
    expect(verdict).toMatchObject({ passes: false, years: 4, restDays: 364, missingDays: 1, passesOn: '2026-11-23' });
    expect(words(verdict, 'years')).toEqual(['合格年限 4 年 364 天，还差 1 天，2026 年 11 月 23 日起符合']);
    expect(ask([job('2021-11-22', null)])).toMatchObject({ passes: true, passesOn: TODAY, years: 5, restDays: 0 });
  });

  test('a 29 February is complete on the last of February; the day before and after have their own five years', () => {
    const five = (from: string, to: string) => ask([job(from, to)]).passes;
    expect([five('2016-02-28', '2021-02-27'), five('2016-02-28', '2021-02-28')]).toEqual([false, true]);
    expect([five('2016-02-29', '2021-02-27'), five('2016-02-29', '2021-02-28')]).toEqual([false, true]);
    expect([five('2016-03-01', '2021-02-28'), five('2016-03-01', '2021-03-01')]).toEqual([false, true]);
    // Two leap days in five years make them 1827 days, one makes them 1826.
    expect(ask([job('2015-03-01', '2020-03-01')])).toMatchObject({ days: 1827, neededDays: 1827, passes: true });
    expect(ask([job('2016-03-01', '2021-03-01')])).toMatchObject({ days: 1826, neededDays: 1826, passes: true });
  });

  test('half a day of work put in front does not raise the bar by a whole one', () => {
    const five = job('2016-02-29', '2021-02-28');
    const half = job('2016-02-28', '2016-02-29', { share: 50 });
    expect([ask([five]).passes, ask([half, five]).passes]).toEqual([true, true]);
    const slow = (from: string) => ask([job(from, '2026-02-28', { share: 50 })]);
    expect([slow('2016-02-29').passes, slow('2016-02-28').passes]).toEqual([true, true]);
  });

  test('overlaps once, gaps never, the future never', () => {
    const verdict = ask([
      job('2015-01-01', '2018-01-01'),
      job('2017-01-01', '2018-07-01'),
      job('2019-01-01', '2020-01-01'),
      job('2027-01-01', null),
    ]);
    expect(verdict).toMatchObject({ passes: false, days: 1277 + 365, overlaps: [['2017-01-01', '2018-01-01']] });
    expect(verdict.gaps).toEqual([['2018-07-01', '2019-01-01']]);
    expect(words(verdict, 'overlap')).toEqual(['365 天任职重叠，同一天只计一次']);
    expect(words(verdict, 'gap')).toEqual(['184 天空档，不计']);
    expect(verdict.periods.map((p) => p.code)).toEqual(['counted', 'counted', 'counted', 'future']);
    expect(verdict.passesOn).toBe('2027-07-04');
    // An end in the future is cut at today.
    expect(ask([job('2022-01-01', '2030-01-01')])).toMatchObject({ days: 1786, passesOn: '2027-01-01' });
  });

  test('part-time work: its share, nothing, or all of it; shares of a day are added up to a whole one', () => {
    const half = [job('2015-01-01', '2025-01-01', { share: 50 })];
    expect(ask(half)).toMatchObject({ days: 1826, passes: true });
    expect(words(ask(half), 'period')).toEqual([]);
    expect(ask(half).periods[0]).toMatchObject({ code: 'part_time', why: '非全职，按 50% 计入 1826 天' });
    expect(ask(half, { ...plainRule, partTime: 'ignore' }).periods[0]?.code).toBe('part_time_ignored');
    expect(ask(half, { ...plainRule, partTime: 'full' }).days).toBe(3653);
    const twice = [
      job('2015-01-01', '2020-01-01', { share: 60 }),
      job('2015-01-01', '2020-01-01', { id: 'b', share: 60 }),
    ];
    expect(ask(twice)).toMatchObject({ days: 1826, passes: true });
  });

  test('what cannot be is refused aloud, never counted', () => {
    const bad = [
      job('2021-02-30', '2025-01-01'),
      job('2020-01-01', '2019-01-01'),
      job('2015-01-01', null, { share: 0 }),
      job('2015-01-01', null, { share: 101 }),
      job('heute', null),
    ];
    const verdict = ask(bad);
    expect(verdict).toMatchObject({ passes: false, days: 0, doubtful: true, passesOn: null });
    expect(new Set(verdict.periods.map((p) => p.code))).toEqual(new Set(['invalid']));
    expect(() => evaluate(plainRule, person([]), '2021-02-30')).toThrow(RangeError);
  });

  test('the kind of work, the field, the evidence', () => {
    const cases = { work: { work: 'other' }, field: { field: 'mine' }, evidence: { evidenced: false } };
    for (const [code, more] of Object.entries(cases)) {
      const verdict = ask([job('2010-01-01', null, more)]);
      expect([verdict.passes, verdict.periods[0]?.code, verdict.periods[0]?.counted]).toEqual([false, code, null]);
    }
    expect(ask([job('2010-01-01', null, { field: 'pipelines' })]).passes).toBe(true);
    expect(ask([job('2010-01-01', null, { field: 'general' })]).passes).toBe(true);
    expect(ask([job('2010-01-01', null, { field: 'pipelines' })], { ...plainRule, fields: ['chemicals'] }).passes).toBe(
      false,
    );
    expect(words(ask([job('2010-01-01', null, { evidenced: false })]), 'doubt')).toEqual([
      '只差证明材料：补齐后即符合',
    ]);
    const lax = ask([job('2010-01-01', null, { evidenced: false })], { ...plainRule, needsEvidence: false });
    expect([lax.passes, lax.doubtful]).toEqual([true, true]);
  });
});

describe('what a district may ask beyond years', () => {
  const long = [job('2010-01-01', null)];
  const gansu = (periods: Parameters<typeof person>[0], ...credentials: ReturnType<typeof paper>[]) =>
    evaluate(gansuRule, person(periods, { credentials }), TODAY);

  test('Gansu: eight years on end, and a senior title or the registration', () => {
    expect(gansu(long).passes).toBe(false);
    expect(gansu(long, paper('title', '高级工程师')).passes).toBe(true);
    expect(gansu(long, paper('title', '工程师', { level: '中级' })).passes).toBe(false);
    expect(gansu(long, paper('title', '高级工程师', { level: '正高级' })).passes).toBe(true);
    expect(gansu(long, paper('registration', '中级注册安全工程师（化工安全）')).passes).toBe(true);
    expect(gansu(long, paper('registration', '初级注册安全工程师')).passes).toBe(false);
    expect(gansu(long, paper('title', '高级工程师', { evidenced: false })).reasons[1]?.words).toBe(
      '高级工程师缺少证明材料；没有要求的执业资格（注册安全工程师）'.split('；')[0],
    );
    // Seven and five years with half a year between: neither chain is eight, a month between them is forgiven but not counted.
    const title = paper('title', '高级工程师');
    const apart = gansu([job('2010-01-01', '2017-01-01'), job('2017-07-01', '2022-07-01')], title);
    expect([apart.passes, apart.periods[1]?.code]).toEqual([false, 'outside_chain']);
    expect(words(apart, 'years')[0]).toContain('连续合格年限 7 年，还差 365 天');
    expect(gansu([job('2010-01-01', '2017-01-01'), job('2017-01-31', '2022-07-01')], title).passes).toBe(true);
  });

  test('special trades have a minimum of their own; each of both papers when the rule says so', () => {
    const special = { ...gansuRule, field: 'special_equipment' };
    const facts = person([job('2013-01-01', null, { field: 'special_equipment' })], {
      credentials: [paper('title', '高级工程师')],
    });
    expect(evaluate(special, facts, TODAY)).toMatchObject({ passes: false, minYears: 15, passesOn: '2028-01-01' });
    const both = { ...gansuRule, titlesNeeded: 'all' as const };
    const [title, safety] = [paper('title', '高级工程师'), paper('registration', '注册安全工程师')];
    expect(evaluate(both, person(long, { credentials: [title] }), TODAY).passes).toBe(false);
    expect(evaluate(both, person(long, { credentials: [title, safety] }), TODAY).passes).toBe(true);
  });

  test('a paper holds through its last day, and who loses it in time never passes', () => {
    const rule = { ...rule1991, minYears: 5 };
    const until = (expires: string) => person(long, { credentials: [paper('title', '高级工程师', { expires })] });
    expect([evaluate(rule, until(TODAY), TODAY).passes, evaluate(rule, until(TODAY), '2026-11-23').passes]).toEqual([
      true,
      false,
    ]);
    expect(evaluate(rule, until('2026-11-21'), TODAY).reasons[1]?.words).toBe('高级工程师已于 2026 年 11 月 21 日到期');
    const late = person([job('2022-01-01', null)], {
      credentials: [paper('title', '高级工程师', { expires: '2026-12-31' })],
    });
    expect(evaluate(rule, late, TODAY).passesOn).toBe(null);
    expect(words(evaluate(rule, late, TODAY), 'years')[0]).toContain('2027 年 1 月 1 日起年限符合');
  });

  test('the age limit, for a birthday on 29 February too', () => {
    const rule = { ...plainRule, maxAge: 65 };
    const born = (birthDay: string, day: string) => evaluate(rule, person(long, { birthDay }), day).passes;
    expect([born('1960-11-23', TODAY), born('1960-11-22', TODAY)]).toEqual([true, false]);
    expect([born('1956-02-29', '2022-02-27'), born('1956-02-29', '2022-02-28')]).toEqual([true, false]);
    expect(words(evaluate(rule, person(long, { birthDay: '' }), TODAY), 'age')).toEqual(['出生日期不明，无法核对年龄']);
    // Five years in 2027, sixty-six in 2026: never.
    const old = person([job('2022-01-01', null)], { birthDay: '1960-12-01' });
    expect(evaluate(rule, old, TODAY).passesOn).toBe(null);
  });
});

test('the packs’ own rule: document 004-7 asks five years of safety technology or management, and nothing else', () => {
  const value = zaozhuang.settings.find((s) => s.key === 'expert.rule')?.value as Record<string, unknown>;
  const rule = { ...ruleBody(value), field: 'gas' };
  expect(value.basis).toContain('枣高安发〔2021〕9号第7项');
  expect(evaluate(rule, person([job('2021-11-22', null, { field: 'gas' })]), TODAY).passes).toBe(true);
  expect(evaluate(rule, person([job('2021-11-23', null, { field: 'gas' })]), TODAY).passes).toBe(false);
  // What is of the wrong kind counts as not said.
  expect(ruleBody({ minYears: '8', titles: '高级', maxAge: 60 })).toMatchObject({
    minYears: 5,
    titles: [],
    maxAge: 60,
  });
  expect(ruleBody(null).minYears).toBe(5);
});
