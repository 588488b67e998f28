import type { NoticeReading, NoticeSpan } from '../../contract/notices.ts';
import { daysIn, iso } from './dates.ts';
import { numeral, yearNumeral } from './numerals.ts';
import { tables } from './table-cells.ts';
import { type Clean, LINE, NONE, SPACE, spanOf, wordsOf } from './text.ts';
import { looksLikeUnit } from './units.ts';

export type Head = Pick<NoticeReading, 'title' | 'docNo' | 'issuer' | 'issuedOn' | 'spans'> & {
  /** The year the notice is about, where it has no date. */ readonly year: number | null;
};
type Range = readonly [number, number];

const KINDS =
  '通知|意见|方案|要点|决定|通告|措施|办法|公告|批复|通报|清单|分工|分解|规定|计划|安排|规划|纪要|细则|函|任务|目标|政策|台账|一览表';
const TITLE = new RegExp(`(?:关于|印发|转发)[^。；！？]{2,120}?的(?:${KINDS})`, 'g');
const PLAIN_TITLE = new RegExp(`(?:${KINDS})表?(?:\\([^()]{1,12}\\))?$`);
const DOC_NO = /[\u4e00-\u9fa5]{2,14}\((?:19|20)\d\d\)第?\d{1,5}号/g;
const DATE =
  /(?<!\d)((?:19|20)\d\d|[一二][〇零oO一二三四五六七八九]{3})年(\d{1,2}|十[一二]?|[一二三四五六七八九])月(\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日/g;
const NAME_CHARS = /[^\u4e00-\u9fa5()]/;

/** Title, number, issuer and date: each only from where such a thing stands, otherwise null. */
export function readHead(text: Clean, depth: Int32Array): Head {
  const title = titleIn(text);
  const headEnd = title ? title[1] : Math.min(text.s.length, 400);
  const docNo = docNoIn(text, headEnd, depth);
  const { issuer, date } = signature(text, title, depth);
  const issuedOn = date ? dayOf(text.s.slice(date[0], date[1])) : null;
  const named = /((?:19|20)\d\d)年/.exec(title ? text.s.slice(title[0], title[1]) : '')?.[1];
  const numbered = docNo && /\(((?:19|20)\d\d)\)/.exec(text.s.slice(docNo[0], docNo[1]))?.[1];
  const year = Number(named ?? numbered ?? 0) || null;
  const words = (range: Range | null) => range && wordsOf(text, range[0], range[1]);
  const span = (range: Range | null): NoticeSpan | null => range && spanOf(text, range[0], range[1]);
  return {
    title: words(title),
    docNo: words(docNo),
    issuer: words(issuer),
    issuedOn,
    spans: { title: span(title), docNo: span(docNo), issuer: span(issuer), issuedOn: span(issuedOn ? date : null) },
    year,
  };
}

function lineStart({ gap }: Clean, at: number, least: number): number {
  let i = at;
  while (i > 0 && at - i < 60 && gap[i]! < least) i -= 1;
  return i;
}

function titleIn(text: Clean): Range | null {
  const { s, gap } = text;
  const top = s.slice(0, 1500);
  for (const match of top.matchAll(TITLE)) {
    const at = match.index;
    // 《关于…的通知》 and 为…根据关于…的意见 are cited, not this notice's own title.
    let from = at;
    while (from > 0 && at - from < 40 && gap[from]! < SPACE && /[\u4e00-\u9fa5()]/.test(s[from - 1]!)) from -= 1;
    if (from > 0 && gap[from]! < SPACE && !/[。：号]/.test(s[from - 1]!)) continue;
    if (/现将|贯彻|根据|按照|落实/.test(s.slice(from, at))) continue;
    return [from, at + match[0].length];
  }
  const heads = tables(text);
  // 某区2022年安全生产工作要点: a short line that ends as titles do.
  for (let a = 0; a < Math.min(s.length, 600); ) {
    let b = a + 1;
    while (b < s.length && gap[b] !== LINE) b += 1;
    if (
      b - a >= 6 &&
      b - a <= 60 &&
      PLAIN_TITLE.test(s.slice(a, b)) &&
      !heads.some((table) => a >= table.a && a < table.body) &&
      !/[。；：，]/.test(s.slice(a, b))
    )
      return [a, b];
    a = b;
  }
  return null;
}

function docNoIn(text: Clean, headEnd: number, depth: Int32Array): Range | null {
  const { s } = text;
  for (const match of s.slice(0, Math.min(s.length, headEnd + 300)).matchAll(DOC_NO)) {
    const a = match.index;
    const b = a + match[0].length;
    const open = s.lastIndexOf('(', b);
    const cited =
      /[《〈]/.test(
        s
          .slice(Math.max(0, a - 40), a)
          .split(/[》〉。]/)
          .at(-1)!,
      ) || depth[a]! >= 0;
    if (cited || open < a) continue;
    const from = Math.max(a, lineStart(text, open, SPACE), headEnd < b && headEnd > a ? headEnd : 0);
    const labelled = s.slice(from, b).replace(/^(?:发文字号|发文文号|文号)：?/, '');
    return [b - labelled.length, b];
  }
  return null;
}

/** The name above the date, or the one in front of the title, or in the letterhead. */
function signature(text: Clean, title: Range | null, depth: Int32Array): { issuer: Range | null; date: Range | null } {
  const { s, gap } = text;
  let found: { issuer: Range | null; date: Range } | null = null;
  for (const match of s.matchAll(DATE)) {
    const a = match.index;
    const b = a + match[0].length;
    const alone = b >= s.length || gap[b] !== NONE || /[(]/.test(s[b]!) || s.startsWith('印发', b);
    if (depth[a]! >= 0) continue;
    const stop = Math.max(s.slice(Math.max(0, a - 40), a).search(/[。)：][^。)：]*$/), -1) + 1;
    const from = Math.max(lineStart(text, Math.max(0, a - 1), SPACE), Math.max(0, a - 40) + stop);
    const apart = alone && (gap[a]! >= SPACE || /[。：]/.test(s[a - 1] ?? '。') || gap[b] === LINE);
    const name = from < a && looksLikeUnit(s.slice(from, a)) && !NAME_CHARS.test(s.slice(from, a));
    if (!apart && !(name && (from === 0 || gap[from]! >= SPACE || stop > 0))) continue;
    if (found && !(name && !found.issuer) && !(name && a > found.date[0])) continue;
    found = { issuer: name ? [from, a] : null, date: [a, b] };
  }
  const front = title && /^(.{4,40}?)(?:关于|印发|转发)/.exec(s.slice(title[0], title[1]))?.[1];
  const fronted: Range | null = front && looksLikeUnit(front) ? [title[0], title[0] + front.length] : null;
  return { issuer: found?.issuer ?? fronted ?? letterhead(text), date: found?.date ?? dashed(text) };
}

function letterhead(text: Clean): Range | null {
  const match = /([\u4e00-\u9fa5]{4,30})文件/.exec(text.s.slice(0, 200));
  if (!match || !looksLikeUnit(match[1]!)) return null;
  const from = Math.max(match.index, lineStart(text, match.index + match[1]!.length - 1, LINE));
  return from < match.index + match[1]!.length ? [from, match.index + match[1]!.length] : null;
}

/** 发布日期：2021-02-05. */
function dashed({ s }: Clean): Range | null {
  const match = /(?:日期|时间)：((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})/.exec(s.slice(0, 800));
  if (!match) return null;
  const a = match.index + match[0].length - match[1]!.length;
  return [a, a + match[1]!.length];
}

function dayOf(words: string): string | null {
  const [y, m, d] = words.split(/[年月日/.-]/);
  const year = /^\d/.test(y!) ? Number(y) : yearNumeral(y!);
  const month = numeral(m!);
  const day = numeral(d!);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? iso(year, month, day) : null;
}
