import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPLICANT_RULE, type Applicant, applicants } from '../../seeds/demo/applicants.ts';
import { isOpenEnd, readDay, readShare } from '../../workers/domain/experts/import-cells.ts';
import { type EligibilityRule, evaluate } from '../../workers/protocol/eligibility.ts';
import {
  birthDayOf,
  checkCharacter,
  identityNumberProblem,
  plainIdentityNumber,
} from '../../workers/protocol/identity-number.ts';

const DAY = '2026-11-23';
const factsOf = ({ birthDay, periods, credentials }: Applicant) => ({
  birthDay,
  periods: periods.map(({ fromDay, toDay, ...p }, i) => ({ id: `p${i}`, ...p, from: fromDay, to: toDay })),
  credentials: credentials.map(({ expiresOn, ...c }, i) => ({ id: `c${i}`, ...c, expires: expiresOn })),
});

describe('two hundred applicants', () => {
  const list = applicants(DAY);
  const rule = { ...APPLICANT_RULE, field: 'chemicals' } as EligibilityRule;
  const plain = { ...rule, titles: [], registrations: [], maxAge: null };

  test('are the same every time, nobody twice, every number a valid one', () => {
    expect(applicants(DAY)).toEqual(list);
    expect(new Set(list.map((a) => a.identityNumber)).size).toBe(200);
    expect(list.map((a) => identityNumberProblem(a.identityNumber, DAY)).filter((p) => p !== '')).toEqual([]);
    expect(list.every((a) => birthDayOf(a.identityNumber) === a.birthDay)).toBe(true);
  });

  test.each(['2026-11-23', '2028-02-29', '2027-03-01'])('get the verdict worked out by hand, on %s', (day) => {
    const wrong = applicants(day).flatMap((a) => {
      const verdict = evaluate(rule, factsOf(a), day);
      const ok = verdict.passes === a.expected.passes;
      const on = a.expected.passesOn === undefined || verdict.passesOn === a.expected.passesOn;
      const five = evaluate(plain, factsOf(a), day).passes === a.expected.plain;
      return ok && on && five ? [] : [[a.edge, a.expected, verdict.passes, verdict.passesOn]];
    });
    expect(wrong).toEqual([]);
  });
});

describe('identity numbers', () => {
  const born = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-11-22'), noInvalidDate: true });
  const numbers = fc
    .tuple(born, fc.integer({ min: 0, max: 999 }), fc.constantFrom('11', '37', '54', '81'))
    .map(([date, order, region]) => {
      const digits = `${region}0101${date.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
      return digits + checkCharacter(digits);
    });

  test('the check follows ISO 7064: the weighted sum of all eighteen is 1 modulo 11', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const values = [...number].map((c) => (c === 'X' ? 10n : BigInt(c)));
        const sum = values.reduce((all, v, i) => all + v * 2n ** BigInt(17 - i), 0n);
        expect(sum % 11n).toBe(1n);
        expect(identityNumberProblem(number, DAY)).toBe('');
      }),
    );
  });

  test('one wrong character or two neighbours changed over never pass', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const other = String((Number(number[at]) + by) % 10);
        expect(identityNumberProblem(number.slice(0, at) + other + number.slice(at + 1), DAY)).not.toBe('');
        const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        if (swapped !== number) expect(identityNumberProblem(swapped, DAY)).not.toBe('');
      }),
    );
  });

  test('no sentence repeats what was typed; full width, blanks and a small x are read', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (typed) => {
        const said = identityNumberProblem(plainIdentityNumber(typed), DAY);
        if (/\d{4}/.test(typed)) expect(said).not.toContain(typed);
      }),
    );
    expect(plainIdentityNumber(' １１０１０５ 19491231 002ｘ')).toBe('11010519491231002X');
    expect(identityNumberProblem('110105210012310027', DAY)).toContain('出生日期');
    expect(identityNumberProblem('110105202102300020', DAY)).toContain('出生日期');
    expect(identityNumberProblem('990105194912310022', DAY)).toContain('地区代码');
    expect(identityNumberProblem('110105491231002', DAY)).toContain('18 位');
  });
});

describe('cells of the import file', () => {
  test.each([
    ['2021-02-03', '2021-02-03'],
    ['2021/2/3', '2021-02-03'],
    ['2021年2月3日', '2021-02-03'],
    ['２０２１．２．３', '2021-02-03'],
    ['20210203', '2021-02-03'],
    ['44230', '2021-02-03'],
    ['2020-02-29', '2020-02-29'],
    ['2021-02-30', undefined],
    ['2021-02-29', undefined],
    ['2021-13-01', undefined],
    ['2021年2月', undefined],
    ['', undefined],
    ["=TODAY()'", undefined],
  ])('a day written %s', (typed, day) => expect(readDay(typed)).toBe(day));
  test('open ends and shares', () => {
    expect(['', '至今', '在职', ' 今 '].every(isOpenEnd)).toBe(true);
    expect(isOpenEnd('2021-01-01')).toBe(false);
    expect(['', '50', '50%', '0.5', '１００'].map(readShare)).toEqual([100, 50, 50, 50, 100]);
    expect(['0', '101', '一半', '-5'].map(readShare)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
