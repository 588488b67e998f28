import type { NoticeDeadline, RecurrenceEvery } from '../../contract/notices.ts';
import { type DatePhrase, datePhrases, type YearSense } from './dates.ts';
import { numeral } from './numerals.ts';
import { type Clean, spanOf, wordsOf } from './text.ts';

const STANDING =
  /长期坚持|长期落实|长期推进|长期抓|长期|持续坚持|持续推进|持续开展|持续实施|持续|常态化|常年坚持|常年|贯穿全年|全年坚持|全年/;
export const EVERY =
  /每(半个?月|[两二2]个?月|半年|个?季度|个?季|个?月|年度?|个?星期|周|旬|[日天])|(?<![0-9一二三四五六七八九十])(半月|半年|一月|一季|一周|一旬|一日|一年)一/;
const SPANS: Record<string, RecurrenceEvery> = {
  半月: 'half_month',
  半个月: 'half_month',
  两月: 'two_months',
  半年: 'half_year',
  季: 'quarter',
  季度: 'quarter',
  月: 'month',
  年: 'year',
  年度: 'year',
  周: 'week',
  星期: 'week',
  旬: 'ten_days',
  日: 'day',
  天: 'day',
};
export const WITHIN = /(\d{1,3}|[一二两三四五六七八九十]{1,3})(个?)(分钟|小时|工作日|[日天周月年])(?:之内|以内|内)/;
const UNITS = {
  分钟: 'minute',
  小时: 'hour',
  工作日: 'workday',
  日: 'day',
  天: 'day',
  周: 'week',
  月: 'month',
  年: 'year',
};

export interface Wording {
  readonly deadline: NoticeDeadline;
  /** Of the date in it. */ readonly noYear: boolean;
  readonly impossible: boolean;
}

/** 每半月 → half_month, with 一次 and 1日前 where they are said. */
export function recurrenceIn(words: string): NonNullable<NoticeDeadline['recurrence']> | null {
  const match = EVERY.exec(words);
  if (!match) return null;
  const key = (match[1] ?? match[2]!)
    .replace(/^个/, '')
    .replace(/^[二2两]个?/, '两')
    .replace(/^一/, '');
  const every = SPANS[key];
  if (!every) return null;
  const rest = words.slice(match.index, match.index + 40);
  const times = /(?<!第)(\d{1,2}|[一二两三四五六七八九十])次/.exec(rest)?.[1];
  const day = every === 'month' ? /^.{1,6}?(\d{1,2})[日号]/.exec(rest)?.[1] : undefined;
  return { every, ...(times ? { times: numeral(times) } : {}), ...(day ? { day: Number(day) } : {}) };
}

export function withinOf(words: string): NonNullable<NoticeDeadline['within']> | null {
  const match = WITHIN.exec(words);
  if (!match) return null;
  const unit = UNITS[match[3] as keyof typeof UNITS] as NonNullable<NoticeDeadline['within']>['unit'];
  return { count: numeral(match[1]!), unit };
}

/** What a stated 完成时限 says: one wording, or its milestones. `[a, b)` is the wording without its label. */
export function statedDeadlines(text: Clean, a: number, b: number, sense: YearSense): Wording[] {
  let from = a;
  let to = b;
  while (from < to && /[：，；、。]/.test(text.s[from]!)) from += 1;
  while (to > from && /[：，；、。]/.test(text.s[to - 1]!)) to -= 1;
  if (to <= from) return [];
  const words = text.s.slice(from, to);
  const phrases = datePhrases(text.s, from, to, sense);
  const recurrence = recurrenceIn(words);
  const steps = recurrence ? [] : milestones(text.s, phrases, to);
  if (steps.length > 1) return steps.map(([phrase, end]) => milestone(text, phrase, end));
  const last = phrases.at(-1);
  const standing = STANDING.test(words);
  const within = withinOf(words);
  const kind = recurrence ? 'recurring' : last ? 'date' : within ? 'relative' : standing ? 'standing' : 'open';
  const deadline: NoticeDeadline = {
    text: wordsOf(text, from, to),
    kind,
    ...(last?.date && !recurrence ? { date: last.date } : {}),
    ...(recurrence ? { recurrence } : {}),
    ...(standing ? { standing: true } : {}),
    ...(kind === 'relative' && within ? { within } : {}),
    from: 'statement',
    span: spanOf(text, from, to),
  };
  return [
    { deadline, noYear: kind === 'date' && !last!.date && !last!.impossible, impossible: last?.impossible ?? false },
  ];
}

/** 2月底前完成甲，3月底前完成乙: each date with its words. 1月至6月 is one wording. */
function milestones(s: string, phrases: readonly DatePhrase[], to: number): [DatePhrase, number][] {
  const out: [DatePhrase, number][] = [];
  for (let i = 0; i < phrases.length; i += 1) {
    const end = phrases[i + 1]?.a ?? to;
    const between = s.slice(phrases[i]!.b, end);
    if (i + 1 < phrases.length && /^(起|开始)?[至到\-—–~～－]{1,2}$/.test(between)) continue;
    if (!phrases[i]!.limits || !/[^，；、。和及]/.test(between)) return [];
    out.push([phrases[i]!, end]);
  }
  return out;
}

function milestone(text: Clean, phrase: DatePhrase, end: number): Wording {
  let to = end;
  while (to > phrase.b && /[，；、。和及并务必于在]/.test(text.s[to - 1]!)) to -= 1;
  const deadline: NoticeDeadline = {
    text: wordsOf(text, phrase.a, phrase.b),
    kind: 'milestone',
    ...(phrase.date ? { date: phrase.date } : {}),
    what: wordsOf(text, phrase.b, to),
    from: 'statement',
    span: spanOf(text, phrase.a, phrase.b),
  };
  return { deadline, noYear: !phrase.date && !phrase.impossible, impossible: phrase.impossible };
}
