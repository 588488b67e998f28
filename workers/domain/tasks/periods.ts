import type { Recurrence } from '../../contract/task-words.ts';
import { dayOfText, dayText } from '../clocks/days.ts';

/** A stretch in which a recurring task is to be done once. */
export interface Period {
  /** Names it within its task, in ASCII: `202611`, `2026Q4`, `20261116`. */
  readonly key: string;
  readonly label: string;
  readonly first: string;
  /** Due with this day. */
  readonly last: string;
}

const MONTHS: Partial<Record<Recurrence, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** The period that holds a day. Weeks begin on Monday; the second half of a month on its sixteenth. */
export function periodOf(recurrence: Recurrence, day: string): Period {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  if (recurrence === 'week') {
    // Day 0 was a Thursday.
    const monday = dayOfText(day) - ((dayOfText(day) + 3) % 7);
    const first = dayText(monday);
    return { key: first.replaceAll('-', ''), label: `${first} 这一周`, first, last: dayText(monday + 6) };
  }
  if (recurrence === 'half_month') {
    const early = date <= 15;
    const label = `${year}年${month}月${early ? '上' : '下'}半月`;
    const [first, last] = early
      ? [dateText(year, month, 1), dateText(year, month, 15)]
      : [dateText(year, month, 16), dateText(year, month + 1, 0)];
    return { key: `${day.slice(0, 7).replace('-', '')}${early ? 'a' : 'b'}`, label, first, last };
  }
  const length = MONTHS[recurrence] ?? 1;
  const nth = Math.floor((month - 1) / length);
  const start = nth * length + 1;
  const names: Record<number, [string, string]> = {
    1: [day.slice(0, 7).replace('-', ''), `${year}年${month}月`],
    3: [`${year}Q${nth + 1}`, `${year}年第${'一二三四'[nth]}季度`],
    6: [`${year}H${nth + 1}`, `${year}年${nth === 0 ? '上' : '下'}半年`],
    12: [`${year}`, `${year}年`],
  };
  const [key, label] = names[length] as [string, string];
  return { key, label, first: dateText(year, start, 1), last: dateText(year, start + length, 0) };
}

/** The day behind a period: when the next one begins. */
export const dayBehind = ({ last }: Period): string => dayText(dayOfText(last) + 1);

/** Months and days may run over, as in a calendar: day 0 is the last of the month before. */
const dateText = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
