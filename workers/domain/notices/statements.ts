import type { Bracket } from './brackets.ts';
import { labels, readStatement, type Statement } from './labels.ts';
import { CLOSING, loose, merge, names } from './loose.ts';
import { type Clean, LINE } from './text.ts';
import { looksLikeUnit, surelyUnit } from './units.ts';

const MAX = 1200;
const VERB = /牵头|负责|配合|落实|实施|分工|办理|承办|参与|参加|协助|督促|会同/;

/** Every statement of responsibility in the text, in order. */
export function statements(text: Clean, pairs: readonly Bracket[]): Statement[] {
  const inBrackets = bracketed(text, pairs);
  const labelled = onLines(text, inBrackets);
  const strict = merge(inBrackets, labelled);
  return merge(strict, loose(text, strict));
}

const NEXT = /(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)|[①-⑳])/y;

function bracketed(text: Clean, pairs: readonly Bracket[]): Statement[] {
  const { s } = text;
  const out: Statement[] = [];
  const lists: Statement[] = [];
  for (const { open, close, lost } of pairs) {
    if (close - open > MAX || close - open < 4 || open < (out.at(-1)?.b ?? 0)) continue;
    const inside = s.slice(open + 1, close);
    const labelled = labels(s, open + 1, close)[0]?.a === open + 1;
    const verb = !labelled && VERB.test(inside);
    if (!labelled && !verb && (lost || !listEnds(text, open, close))) continue;
    if (!labelled && /[。！？“《]./.test(inside)) continue;
    const statement = readStatement(s, open + 1, close, { a: open, b: lost ? close : close + 1 });
    const { good, all } = names(s, statement);
    if (labelled ? statement.units.length + statement.times.length + statement.leaders.length > 0 : verbal())
      out.push(statement);
    else if (!verb && all > 0 && statement.units.every(({ a, b }) => surelyUnit(s.slice(a, b)))) lists.push(statement);
    function verbal(): boolean {
      return (
        verb &&
        good > 0 &&
        good * 3 >= all * 2 &&
        (statement.times.length > 0 || CLOSING.test(inside.replace(/[。；，]$/, '')))
      );
    }
  }
  // A bare list of names in brackets is a statement where the notice makes a habit of it.
  return lists.length > 1 || (lists.length === 1 && out.length === 0) ? merge(out, lists) : out;
}

/** (市教育局、市公安局) closes a sentence or a line; in the middle of one it only explains a word. */
function listEnds({ s, gap }: Clean, open: number, close: number): boolean {
  const before = open === 0 || /[。；！”]/.test(s[open - 1]!) || gap[open] === LINE;
  NEXT.lastIndex = close + 1;
  const after = close + 1 >= s.length || gap[close + 1] === LINE || NEXT.test(s);
  return before || (after && close - open > 6);
}

/** 责任单位：… outside brackets, with the labels that follow it. */
function onLines(text: Clean, taken: readonly Statement[]): Statement[] {
  const { s } = text;
  const out: Statement[] = [];
  let held = 0;
  const found = labels(s, 0, s.length).filter(({ a, b }) => b > a && s[b - 1] === '：');
  for (let i = 0; i < found.length; ) {
    const label = found[i]!;
    while (held < taken.length && taken[held]!.b <= label.a) held += 1;
    if ((taken[held]?.a ?? s.length) <= label.a) {
      i += 1;
      continue;
    }
    const bound = Math.min(s.length, taken[held]?.a ?? s.length);
    let last = i;
    let end = valueEnd(text, label.b, found[i + 1]?.a ?? bound, bound, label.kind === 'time');
    while (last + 1 < found.length && found[last + 1]!.a - end <= 1 && found[last + 1]!.a < bound) {
      last += 1;
      end = valueEnd(text, found[last]!.b, found[last + 1]?.a ?? bound, bound, found[last]!.kind === 'time');
    }
    const a = s[label.a - 1] === '(' ? label.a - 1 : label.a;
    const statement = readStatement(s, label.a, end, { a, b: end });
    const { good } = names(s, statement);
    if (good > 0 || (statement.times.length > 0 && follows(out, taken, held, a))) out.push(statement);
    i = last + 1;
  }
  return out;
}

/** A line with a deadline alone counts only right behind another statement. */
function follows(out: readonly Statement[], taken: readonly Statement[], held: number, a: number): boolean {
  return [out.at(-1), taken[held - 1]].some((before) => before !== undefined && a - before.b <= 2);
}

/** Where what a label says ends: at the next label, a full stop, the end of its line, or the next number. */
function valueEnd({ s, gap }: Clean, from: number, next: number, bound: number, time: boolean): number {
  const limit = Math.min(next, bound, from + (time ? 120 : 600));
  for (let i = from; i < limit; i += 1) {
    if (s[i] === '。') return i;
    if (i === from) continue;
    NEXT.lastIndex = i;
    if (gap[i] === LINE && !(/[、，：]/.test(s[i - 1]!) && !NEXT.test(s))) {
      const piece = s
        .slice(from, i)
        .split(/[、，]/)
        .at(-1)!;
      NEXT.lastIndex = i;
      // A name broken by the edge of the page goes on in the next line.
      if (time || looksLikeUnit(piece) || VERB.test(piece) || i - from < 12 || NEXT.test(s)) return i;
    }
    NEXT.lastIndex = i;
    if (!/[、，0-9一二三四五六七八九十第(]/.test(s[i - 1]!) && NEXT.test(s)) return i;
  }
  return limit;
}
