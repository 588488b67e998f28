import { numeral } from './numerals.ts';
import { type Clean, LINE, wordsOf } from './text.ts';

/** Styles of numbering by rank: 第一、 一、 （一） 1. （1） ① */
export const RANKS = { nth: 0, chapter: 1, section: 2, item: 3, point: 4, circle: 5 } as const;
export type Style = keyof typeof RANKS;

export interface Marker {
  readonly style: Style;
  readonly n: number;
  /** As written without its closing mark: 一 （一） 1 （1） ① 第一条. */ readonly label: string;
  /** Where the marker begins, and where its words begin. */ readonly start: number;
  readonly body: number;
  /** Index of the marker it stands under, or -1. */ readonly parent: number;
  /** Numbers before it are missing. */ readonly gap: boolean;
}

type Candidate = Omit<Marker, 'parent' | 'gap'> & { readonly strong: boolean };

const ANY =
  /\(([一二三四五六七八九十百]{1,4}|\d{1,2})\)[、.．]?|(第[一二三四五六七八九十百\d]{1,4})([条项章]|部分)?[、，：.]?|([一二三四五六七八九十百]{1,4})[、.](?![一二三四五六七八九十]{1,2}[、是级期类产次])|(\d{1,3})([.、])(?!\d)|(\d{1,2})\)|([①-⑳])/g;
/** Before these a numeral is part of a word: 统一、 第一、 附件1. */
const WORD_BEFORE = /[统单唯专第之其万逐划归合不同某初每一二三四五六七八九十百\d.]/;
/** Before these a figure is no number of an item: 附件1、 表2. 第3、 2020年1. */
const FIGURE_BEFORE = /[附件表图号条款项第每年月约近超达至\d.%/-]/;
const ENDS = /[。；！？：)”》…]/;

function candidates(text: Clean): Candidate[] {
  const { s, gap } = text;
  const out: Candidate[] = [];
  for (const match of s.matchAll(ANY)) {
    const [all, bracketed, nth, unit, chinese, digits, , half, circle] = match;
    const start = match.index;
    const strong = gap[start] === LINE;
    const make = (style: Style, words: string, length: number) => {
      const n = style === 'circle' ? words.charCodeAt(0) - 0x2460 + 1 : numeral(words);
      const label = wordsOf(text, start, start + length);
      if (n > 0) out.push({ style, n, label, start, body: start + all.length, strong });
    };
    if (bracketed) {
      if (!strong && /[第条款项]$/.test(s.slice(Math.max(0, start - 1), start))) continue;
      if (/^[项款条]/.test(s.slice(start + all.length, start + all.length + 1))) continue;
      make(/\d/.test(bracketed) ? 'point' : 'section', bracketed, bracketed.length + 2);
    } else if (nth) {
      // 第一条… only as the head of a paragraph; anywhere else it cites something.
      if (strong && (unit || /[、，：.]$/.test(all))) make('nth', nth.slice(1), nth.length + (unit?.length ?? 0));
    } else if (chinese) {
      if (strong || !WORD_BEFORE.test(s[start - 1] ?? '')) make('chapter', chinese, chinese.length);
    } else if (digits) {
      if (strong || !FIGURE_BEFORE.test(s[start - 1] ?? '')) make('item', digits, digits.length);
    } else if (half) {
      if (strong || ENDS.test(s[start - 1] ?? '')) make('point', half, half.length);
    } else if (circle) make('circle', circle, 1);
  }
  return out;
}

/**
 * The numbering that holds together: a number is taken where it continues its series, opens a series below a heading, or
 * stands at the head of a line. Inside a running text (lost line breaks) only the first two count.
 */
export function markers(text: Clean, inStatement: (place: number) => boolean): Marker[] {
  const found = candidates(text).filter(({ start }) => !inStatement(start));
  const later = laterSeconds(found);
  const out: Marker[] = [];
  const stack: { style: Style; n: number; index: number }[] = [];
  const closed = new Map<Style, number>();
  for (let i = 0; i < found.length; i += 1) {
    const { strong, ...candidate } = found[i]!;
    const { style, n, start } = candidate;
    const level = stack.findIndex((open) => open.style === style);
    const top = stack.at(-1);
    let take: boolean;
    let gap = false;
    if (level >= 0) {
      const last = stack[level]!.n;
      take = n === last + 1 || (strong && (n === 1 || (n > last && n <= last + 9)));
      gap = take && n !== last + 1 && n !== 1;
    } else if (n === 1) {
      const opened = !top || RANKS[style] > RANKS[top.style] || strong;
      take =
        opened &&
        (strong || (later[i]!.opens !== 'none' && opens(text.s, start, top && out[top.index]!, later[i]!.opens)));
    } else {
      const before = closed.get(style) ?? 0;
      const goes = later[i]!.next === n + 1 && ENDS.test(text.s[start - 1] ?? '。');
      take = n === before + 1 || ((strong || goes) && n > before && n <= before + 9);
      gap = take && n !== before + 1;
    }
    if (!take) continue;
    const keep = level >= 0 ? level : stack.findIndex((open) => RANKS[open.style] > RANKS[style]);
    if (keep >= 0) for (const gone of stack.splice(keep)) closed.set(gone.style, gone.n);
    out.push({ ...candidate, parent: stack.at(-1)?.index ?? -1, gap });
    stack.push({ style, n, index: out.length - 1 });
  }
  return out;
}

type Later = 'two' | 'one' | 'none';

/** A series may open after the end of a sentence, or directly behind a heading that has no sentence yet. */
function opens(s: string, start: number, above: Marker | undefined, later: Later): boolean {
  if (start === 0 || ENDS.test(s[start - 1]!)) return true;
  // The very first number, stuck to a title: only where its second comes before another first.
  if (above === undefined) return later === 'two';
  return start - above.body <= 60 && !/[。；]/.test(s.slice(above.body, start));
}

/** What comes next of the same style, a one or a two: a lone number in a running text opens no series. */
function laterSeconds(found: readonly Candidate[]): { opens: Later; next: number }[] {
  const seen = new Map<Style, Later>();
  const twos = new Set<Style>();
  const next = new Map<Style, number>();
  const out = new Array<{ opens: Later; next: number }>(found.length);
  for (let i = found.length - 1; i >= 0; i -= 1) {
    const { style, n } = found[i]!;
    out[i] = { opens: twos.has(style) ? (seen.get(style) ?? 'none') : 'none', next: next.get(style) ?? 0 };
    next.set(style, n);
    if (n === 2) {
      seen.set(style, 'two');
      twos.add(style);
    } else if (n === 1) seen.set(style, 'one');
  }
  return out;
}
