import type { ApplicantCredential, ApplicantPeriod } from './applicants.ts';

interface Made {
  readonly periods: readonly (Pick<ApplicantPeriod, 'fromDay'> & Partial<ApplicantPeriod>)[];
  readonly credentials?: readonly Omit<ApplicantCredential, 'number'>[];
  readonly birthDay?: string;
}
export interface Case {
  readonly edge: string;
  make(day: string, field: string, other: string): Made;
  expected(day: string): { passes: boolean; plain: boolean; passesOn?: string | null };
}

/** The same day so many years, months and days away; the last of February for a 29th that is not there. */
export function away(day: string, years: number, months = 0, days = 0): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year + years, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last) + days);
  return new Date(at).toISOString().slice(0, 10);
}

const both = (passes: boolean, passesOn?: string | null) => ({
  ...{ passes, plain: passes },
  ...(passesOn === undefined ? {} : { passesOn }),
});

/** Every edge of the five years, each with the answer worked out by hand. */
export const CASES: readonly Case[] = [
  { edge: '年限富余', make: (d) => ({ periods: [{ fromDay: away(d, -12) }] }), expected: () => both(true) },
  { edge: '正好满5年', make: (d) => ({ periods: [{ fromDay: away(d, -5) }] }), expected: (d) => both(true, d) },
  {
    edge: '4年364天',
    make: (d) => ({ periods: [{ fromDay: away(d, -5, 0, 1) }] }),
    expected: (d) => both(false, away(d, 0, 0, 1)),
  },
  {
    edge: '两份工作重叠，合起来不够',
    make: (d) => ({ periods: [{ fromDay: away(d, -4) }, { fromDay: away(d, -3), post: '兼任安全顾问' }] }),
    expected: (d) => both(false, away(d, 1)),
  },
  {
    edge: '两份工作重叠，合起来够',
    make: (d) => ({ periods: [{ fromDay: away(d, -8), toDay: away(d, -4) }, { fromDay: away(d, -6) }] }),
    expected: () => both(true),
  },
  {
    edge: '中间空档，不够',
    make: (d) => ({ periods: [{ fromDay: away(d, -6), toDay: away(d, -3) }, { fromDay: away(d, -1, -6) }] }),
    expected: () => both(false),
  },
  {
    edge: '中间空档，够',
    make: (d) => ({ periods: [{ fromDay: away(d, -10), toDay: away(d, -6) }, { fromDay: away(d, -4) }] }),
    expected: () => both(true),
  },
  {
    edge: '填了未来的日期',
    make: (d) => ({ periods: [{ fromDay: away(d, -3), toDay: d }, { fromDay: away(d, 0, 0, 30) }] }),
    expected: () => both(false),
  },
  {
    edge: '早年干满',
    make: (d) => ({ periods: [{ fromDay: away(d, -20), toDay: away(d, -12) }] }),
    expected: () => both(true),
  },
  {
    edge: '闰日起算，正好满',
    make: () => ({ periods: [{ fromDay: '2020-02-29', toDay: '2025-02-28' }] }),
    expected: () => both(true),
  },
  {
    edge: '闰日起算，差一天',
    make: () => ({ periods: [{ fromDay: '2020-02-29', toDay: '2025-02-27' }] }),
    expected: () => both(false, null),
  },
  {
    edge: '兼职一半，不够',
    make: (d) => ({ periods: [{ fromDay: away(d, -8), share: 50 }] }),
    expected: () => both(false),
  },
  {
    edge: '兼职一半，够',
    make: (d) => ({ periods: [{ fromDay: away(d, -12), share: 50 }] }),
    expected: () => both(true),
  },
  {
    edge: '没有证明材料',
    make: (d) => ({ periods: [{ fromDay: away(d, -9), evidenced: false }] }),
    expected: () => both(false),
  },
  {
    edge: '一段有证明、一段没有',
    make: (d) => ({
      periods: [{ fromDay: away(d, -9), toDay: away(d, -5), evidenced: false }, { fromDay: away(d, -5) }],
    }),
    expected: () => both(true),
  },
  {
    edge: '专业不对口',
    make: (d, _, other) => ({ periods: [{ fromDay: away(d, -10), field: other }] }),
    expected: () => both(false, null),
  },
  {
    edge: '不是安全工作',
    make: (d) => ({ periods: [{ fromDay: away(d, -10), work: 'other' }] }),
    expected: () => both(false, null),
  },
  {
    edge: '安全管理与安全技术合计',
    make: (d) => ({
      periods: [{ fromDay: away(d, -6), toDay: away(d, -3), work: 'management' }, { fromDay: away(d, -3) }],
    }),
    expected: () => both(true),
  },
  {
    edge: '注册证书过期',
    make: (d) => ({
      periods: [{ fromDay: away(d, -8) }],
      credentials: [
        {
          ...{ kind: 'registration', name: '注册安全工程师', level: '化工安全', issuedOn: away(d, -5) },
          ...{ expiresOn: away(d, 0, 0, -1), evidenced: true },
        },
      ],
    }),
    expected: () => ({ passes: false, plain: true, passesOn: null }),
  },
  {
    edge: '超过年龄',
    make: (d) => ({ periods: [{ fromDay: away(d, -20) }], birthDay: away(d, -66) }),
    expected: () => ({ passes: false, plain: true, passesOn: null }),
  },
];
