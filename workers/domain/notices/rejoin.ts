import type { NoticeUnit } from '../../contract/notices.ts';
import type { matcher } from './match.ts';

type Match = ReturnType<typeof matcher>;

/** As many names stand for one office at most: 发展改革、工业和信息化、商务局. */
const MOST = 3;
const SURE = ['exact', 'alias'];
const KNOWN = [...SURE, 'group', 'doubtful'];

/**
 * Names as the tenant's own units have them: what the marks between two names cut apart is put together again where only
 * the whole is a unit, and what stood together is cut where only the parts are. `original`: the text that spans point into.
 */
export function rejoined(units: readonly NoticeUnit[], original: string, match: Match): NoticeUnit[] {
  return together(units, original, match).flatMap((unit) => apart(unit, original, match));
}

function together(units: readonly NoticeUnit[], original: string, match: Match): NoticeUnit[] {
  const out: NoticeUnit[] = [];
  for (let at = 0; at < units.length; ) {
    const whole = wholeAt(units, at, original, match);
    out.push(whole?.unit ?? units[at]!);
    at += whole?.taken ?? 1;
  }
  return out;
}

/** The longest run of names from here that is one unit, if not all of them are units of their own. */
function wholeAt(units: readonly NoticeUnit[], at: number, original: string, match: Match) {
  for (let taken = Math.min(MOST, units.length - at); taken > 1; taken -= 1) {
    const run = units.slice(at, at + taken);
    const [first, last] = [run[0]!, run.at(-1)!];
    const adjoin = run.every((u, i) => i === 0 || between(original, run[i - 1]!, u) === '、');
    if (!adjoin || run.every((u) => KNOWN.includes(match(u.name).match ?? ''))) continue;
    const name = run.map((u) => u.name).join('、');
    if (!SURE.includes(match(name).match ?? '')) continue;
    return {
      taken,
      unit: { ...first, name, role: last.role, span: [first.span[0], last.span[1]] as [number, number] },
    };
  }
  return null;
}

const between = (original: string, a: NoticeUnit, b: NoticeUnit): string =>
  original.slice(a.span[1], b.span[0]).replaceAll(/\s/g, '');

/** 交通运输局和城市管理局 where the tenant has both, and no office of that name. */
function apart(unit: NoticeUnit, original: string, match: Match): NoticeUnit[] {
  if (KNOWN.includes(match(unit.name).match ?? '')) return [unit];
  const words = original.slice(...unit.span);
  for (const mark of words.matchAll(/[、和及与]/g)) {
    const cut = unit.span[0] + mark.index;
    const left = part(unit, words.slice(0, mark.index), unit.span[0]);
    const right = part(unit, words.slice(mark.index + 1), cut + 1);
    if (SURE.includes(match(left.name).match ?? '') && apartKnown(right, original, match)) {
      return [left, ...apart(right, original, match)];
    }
  }
  return [unit];
}

const apartKnown = (unit: NoticeUnit, original: string, match: Match): boolean =>
  apart(unit, original, match).every((one) => SURE.includes(match(one.name).match ?? ''));

function part(unit: NoticeUnit, words: string, from: number): NoticeUnit {
  return { ...unit, name: words.replaceAll(/\s/g, ''), span: [from, from + words.length] };
}
