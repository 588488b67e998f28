import { dayOfText, dayText } from '../clocks/days.ts';

/** Days off of a year with their holiday's name, in order. */
export type Holidays = ReadonlyMap<string, string>;
const DIGITS = '零一二三四五六七八九十';
const OFFSET = /^(.+?)(前|后)(\d{1,2}|[一二三四五六七八九十]{1,3})日$/;
const LUNAR = /^农历(正|腊|冬|[一二三四五六七八九十])月(初?[一二三四五六七八九十]{1,3}|廿[一二三四五六七八九]?)$/;
const MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };
/** How the calendar of holidays calls what people call otherwise. */
const SAME: Record<string, string> = { 五一: '劳动节', 国庆: '国庆节', 清明节: '清明', 端午节: '端午', 中秋节: '中秋' };

/**
 * The day that a wording of a key period means in a year: `MM-DD`; a holiday (its first day, at the end of a period its
 * last) with days before or after; a lunar day. null: the calendar of the year is not loaded, or does not bear it out.
 */
export function dayOf(words: string, year: number, side: 'from' | 'to', holidays: Holidays | undefined): string | null {
  if (/^\d\d-\d\d$/.test(words)) {
    const day = `${year}-${words}`;
    const at = dayOfText(day);
    return Number.isFinite(at) && dayText(at) === day ? day : null;
  }
  if (!holidays) return null;
  const lunar = LUNAR.exec(words);
  if (lunar)
    return lunarDay(
      MONTHS[lunar[1] as string] ?? numeral(lunar[1] as string),
      numeral(lunar[2] as string),
      year,
      holidays,
    );
  const [, name, way, count] = OFFSET.exec(words) ?? [];
  const days = daysOf(name ?? words, holidays);
  if (days.length === 0) return null;
  if (!way) return (side === 'from' ? days[0] : days.at(-1)) as string;
  const n = numeral(count as string);
  return way === '前' ? added(days[0] as string, -n) : added(days.at(-1) as string, n);
}

export const added = (day: string, days: number): string => dayText(dayOfText(day) + days);

function daysOf(name: string, holidays: Holidays): string[] {
  const wanted = SAME[name] ?? name;
  return [...holidays].filter(([, holiday]) => holiday === wanted).map(([day]) => day);
}

/**
 * By the Chinese calendar of the platform, checked against the calendar that was loaded: the first day of the first month
 * must lie in its Spring Festival, else nothing is known.
 */
function lunarDay(month: number, day: number, year: number, holidays: Holidays): string | null {
  const newYear = findLunar(1, 1, year);
  if (newYear === null || holidays.get(newYear) !== '春节') return null;
  return findLunar(month, day, year);
}

/** A day of the twelfth month is the one before that year's Spring Festival. */
function findLunar(month: number, day: number, year: number): string | null {
  const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const first = dayOfText(`${year}-01-01`);
  for (let at = first; at < first + 366; at++) {
    const text = dayText(at);
    const parts = Object.fromEntries(
      calendar.formatToParts(new Date(`${text}T00:00:00Z`)).map(({ type, value }) => [type, value]),
    );
    if (parts.month === String(month) && parts.day === String(day)) return text;
  }
  return null;
}

/** 初八, 十五, 廿三, 二十三, 12. */
function numeral(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const text = words.replace(/^初/, '').replace('廿', '二十');
  const [tens, ones] = text.split('十') as [string, string | undefined];
  if (ones === undefined) return DIGITS.indexOf(text);
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}
