import { numeral, yearNumeral } from './numerals.ts';

/** What a wording without a year is read against. */
export interface YearSense {
  /** The last year written before in the same item. */ last: number | null;
  /** The year the notice is about, from its own words. */ readonly base: number | null;
  /** `YYYY-MM-DD` of the notice. */ readonly issuedOn: string | null;
}

/** A date wording in the clean text: `[a, b)`, and the last day that it allows. */
export interface DatePhrase {
  readonly a: number;
  readonly b: number;
  /** null: no year to be had, or no such day. */ readonly date: string | null;
  readonly impossible: boolean;
  /** 前, 内, 底, 半年 …: it limits, and does not only name a day. */ readonly limits: boolean;
}

const MONTH = String.raw`(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?`;
const DAY = String.raw`(?:(\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|(上旬|中旬|下旬|底|末|初|中(?!秋)))`;
const TERM = '(上半年|下半年|年底|年末|年内|全年|第?[一二三四1-4]个?季度[末底内]?)|(?<=[年今度])([底末内])';
const YEAR = String.raw`(?:((?<!\d)\d{4}|[一二][〇零oO一二三四五六七八九]{3})年度?的?|(今年|本年度?|当年|明年|次年))`;
const TAIL = '(之前|以前|之内|以内|[前内止])?';
const PHRASE = new RegExp(
  `(?:${YEAR}?(?:(?<!\\d)${MONTH}${DAY}?|${TERM})|${YEAR}(?=[前内]|之前|以前))${TAIL}|(?<!\\d)(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2})日?)?${TAIL}`,
  'g',
);
const TERM_ENDS: Record<string, [number, number]> = {
  上半年: [6, 30],
  一: [3, 31],
  二: [6, 30],
  三: [9, 30],
  四: [12, 31],
};

/** Every date wording in `[from, to)`, in order. Years are handed on from one to the next (`sense.last`). */
export function datePhrases(s: string, from: number, to: number, sense: YearSense): DatePhrase[] {
  const out: DatePhrase[] = [];
  for (const match of s.slice(from, to).matchAll(PHRASE)) {
    const [all, year1, rel1, month, day, part, term, edge, year2, rel2, tail, isoYear, isoMonth, isoDay, isoTail] =
      match;
    const a = from + match.index;
    const b = a + all.length;
    const written = yearOf(year1 ?? year2 ?? isoYear, rel1 ?? rel2, sense);
    // 一月一调度 says how often, 三月 alone says nothing; 1月1日 names a day.
    if (month && /^[一二三四五六七八九十]/.test(month) && !written && !day && !part && !tail) continue;
    if (written) sense.last = written;
    const ends = endOf({
      month: month ?? isoMonth,
      day: day ?? isoDay,
      part,
      term: term ?? edge,
      tail: tail ?? isoTail,
    });
    const year = written ?? guessYear(ends, sense);
    const days = daysIn(year ?? 2024, ends.month);
    const lastDay = ends.day === LAST ? days : ends.day;
    const possible = ends.month >= 1 && ends.month <= 12 && lastDay >= 1 && lastDay <= days;
    const limits = Boolean(tail ?? isoTail ?? part ?? term ?? edge);
    const date = year && possible ? iso(year + ends.yearShift, ends.month, lastDay) : null;
    out.push({ a, b, date, impossible: !possible, limits });
  }
  return out;
}

function yearOf(words: string | undefined, relative: string | undefined, sense: YearSense): number | null {
  if (words) return /^\d/.test(words) ? Number(words) : yearNumeral(words) || null;
  const base = sense.issuedOn ? Number(sense.issuedOn.slice(0, 4)) : sense.base;
  if (!relative || base === null) return null;
  return /^[明次]/.test(relative) ? base + 1 : base;
}

/** The month's last day, whichever it is in the year. */
const LAST = 99;

interface Parts {
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly part?: string | undefined;
  readonly term?: string | undefined;
  readonly tail?: string | undefined;
}

/** The last month and day meant. 6月底前 is the thirtieth; 6月前 the end of May; 2022年前 the end of the year before. */
function endOf({ month, day, part, term, tail }: Parts): { month: number; day: number; yearShift: number } {
  if (month) {
    const m = numeral(month);
    if (day) return { month: m, day: numeral(day), yearShift: 0 };
    const within = { 上旬: 10, 中旬: 20, 初: 10, 中: 15 }[part ?? ''];
    if (within) return { month: m, day: within, yearShift: 0 };
    if (!part && /前/.test(tail ?? '')) {
      return m === 1 ? { month: 12, day: 31, yearShift: -1 } : { month: m - 1, day: LAST, yearShift: 0 };
    }
    return { month: m, day: LAST, yearShift: 0 };
  }
  if (!term && /前/.test(tail ?? '')) return { month: 12, day: 31, yearShift: -1 };
  const quarter = /季度/.test(term ?? '') ? '一二三四'[numeral(/[一二三四1-4]/.exec(term!)![0]) - 1] : undefined;
  const [m, d] = TERM_ENDS[quarter ?? term ?? ''] ?? [12, 31];
  return { month: m, day: d, yearShift: 0 };
}

/** 4月底前 after a 2021 date is April 2021; without one, the first such day that does not lie long before the notice. */
function guessYear(ends: { month: number; day: number }, sense: YearSense): number | null {
  if (sense.last) return sense.last;
  if (!sense.issuedOn) return sense.base;
  const year = Number(sense.issuedOn.slice(0, 4));
  const gone = Number(sense.issuedOn.slice(5, 7)) - ends.month;
  return gone > 1 ? year + 1 : year;
}

export function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 31;
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
