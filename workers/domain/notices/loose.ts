import { readStatement, type Statement } from './labels.ts';
import { type Clean, LINE } from './text.ts';
import { looksLikeUnit, surelyUnit } from './units.ts';

/** How a list of units and their parts ends. */
export const CLOSING =
  /(?:牵头|负责|配合|落实|参与|参加|协助|实施|承办|办理|分工|督促|推进|开展|执行)(?:(?:做好)?(?:相关|有关|各项)?工作|到位)?$/;

/** How many of a statement's names look like units. */
export function names(s: string, { units, odd }: Statement): { good: number; all: number } {
  const good = units.filter(({ a, b }) => looksLikeUnit(s.slice(a, b))).length;
  return { good, all: units.length + odd.length };
}

const OPENING = /^(?:(?:此|该|本|以上|上述)(?:项|各项)?(?:工作|任务|措施|事项)?)?由?/;

/** Sentences that are nothing but units and their parts: 由甲局牵头，乙局、丙局配合。 Or that end so: …，由甲局负责。 */
export function loose(text: Clean, taken: readonly Statement[]): Statement[] {
  const { s, gap } = text;
  const whole: Statement[] = [];
  const tails: Statement[] = [];
  let from = 0;
  let held = 0;
  for (let i = 0; i <= s.length; i += 1) {
    const edge = i === s.length || /[。！？]/.test(s[i]!) || (gap[i] === LINE && i > from && !wraps(s, from, i));
    if (!edge) continue;
    while (held < taken.length && taken[held]!.b <= from) held += 1;
    if ((taken[held]?.a ?? s.length) >= i && CLOSING.test(s.slice(Math.max(from, i - 14), i))) {
      const all = sentence(s, from, from + OPENING.exec(s.slice(from, from + 14))![0].length, i);
      const by = s.slice(Math.max(from, i - 300), i).search(/[，；]由(?![，；])[^由]*$/);
      if (all) whole.push(all);
      else if (by >= 0) {
        const a = Math.max(from, i - 300) + by;
        const tail = sentence(s, a, a + 2, i);
        if (tail) tails.push(tail);
      }
    }
    from = i < s.length && /[。！？]/.test(s[i]!) ? i + 1 : i;
  }
  // In a notice with statements of its own form, 由…负责 inside a sentence is only prose.
  return tails.length > taken.length + whole.length ? merge(whole, tails) : whole;
}

function sentence(s: string, whole: number, a: number, b: number): Statement | null {
  if (b - a < 6 || b - a > 400 || /[“《]/.test(s.slice(a, b))) return null;
  const statement = readStatement(s, a, b, { a: whole, b });
  const { good, all } = names(s, statement);
  const sure = statement.units.some(({ a: x, b: y }) => surelyUnit(s.slice(x, y)));
  return good > 0 && good === all && sure ? { ...statement, loose: true } : null;
}

/** Two lists of statements as one, in order. */
export function merge(one: readonly Statement[], two: readonly Statement[]): Statement[] {
  return [...one, ...two].sort((x, y) => x.a - y.a);
}

/** A line broken by the edge of the page, not by its writer: long, unfinished, and no number follows. */
function wraps(s: string, from: number, at: number): boolean {
  if (at - from < 24 || /[。；：！？)”]/.test(s[at - 1]!)) return false;
  return !/^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])/.test(s.slice(at, at + 6));
}
