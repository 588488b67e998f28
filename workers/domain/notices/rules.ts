import type { NoticeReading } from '../../contract/notices.ts';
import type { YearSense } from './dates.ts';
import { bodyDeadlines } from './duties.ts';
import type { Region } from './region.ts';
import { type Clean, spanOf, wordsOf } from './text.ts';

/** Duties for all after the last item: 每月1日前将上月工作完成情况报…, 一月一调度. Only what comes round again. */
export function rulesIn(text: Clean, parts: readonly Region[], base: YearSense): NoticeReading['rules'] {
  const { s } = text;
  const out: NoticeReading['rules'] = [];
  let a = parts.at(-1)?.b ?? 0;
  for (let i = a; i <= s.length; i += 1) {
    if (i < s.length && !/[。！？]/.test(s[i]!)) continue;
    const found = i - a >= 6 && i - a <= 400 ? bodyDeadlines(text, a, i, { ...base }) : [];
    const deadlines = found
      .map(({ deadline }) => deadline)
      .filter(({ kind }) => kind === 'recurring' || kind === 'date');
    if (deadlines.length > 0) out.push({ text: wordsOf(text, a, i), span: spanOf(text, a, i), deadlines });
    a = i + 1;
  }
  return out;
}
