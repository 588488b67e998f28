import type { Statement } from './labels.ts';
import { type Marker, RANKS } from './markers.ts';
import { type Clean, LINE } from './text.ts';

/** An item before it is written out: its words and what governs it. */
export interface Region {
  /** Index of its marker, or -1 where the notice has no numbers. */ marker: number;
  /** Begins and ends with; the words begin behind the number. */ readonly a: number;
  readonly body: number;
  b: number;
  statements: Statement[];
  /** Which of several in one numbered item, from 1; 0 where there is one. */ readonly part: number;
  /** The statement stands elsewhere and governs several. */ readonly shared: boolean;
}

interface Held {
  /** Statements of the marker's own text, neighbours put together. */ groups: Statement[][];
  readonly end: number;
}

/** Divides the text into items: the smallest numbered part with a statement of its own. */
export function regions(text: Clean, marks: readonly Marker[], found: readonly Statement[]): Region[] {
  const first = marks[0]?.start ?? text.s.length;
  const held: Held[] = marks.map((_, i) => ({ groups: [], end: marks[i + 1]?.start ?? text.s.length }));
  const before: Statement[][] = [];
  let at = -1;
  for (const statement of found) {
    while (at + 1 < marks.length && marks[at + 1]!.start <= statement.a) at += 1;
    const groups = at < 0 || statement.a < first ? before : held[at]!.groups;
    const last = groups.at(-1)?.at(-1);
    if (last && /^[。；，、]{0,2}$/.test(text.s.slice(last.b, Math.min(statement.a, last.b + 3))))
      groups.at(-1)!.push(statement);
    else groups.push([statement]);
  }
  const out = unnumbered(text, before, 0, -1);
  const children = marks.map((): number[] => []);
  marks.forEach(({ parent }, i) => {
    if (parent >= 0) children[parent]!.push(i);
  });
  lift(text, marks, held, children, out);
  marks.forEach((mark, i) => {
    const { groups, end } = held[i]!;
    if (groups.length === 0) return;
    if (groups.length > 1) out.push(...unnumbered(text, groups, mark.start, i, mark.body));
    else out.push(single(text, marks, i, groups[0]!, end, held));
  });
  return out.sort((x, y) => x.a - y.a);
}

/** One statement: it ends the item, or stands in its heading and the words follow. */
function single(
  text: Clean,
  marks: readonly Marker[],
  i: number,
  group: Statement[],
  end: number,
  held: readonly Held[],
): Region {
  const mark = marks[i]!;
  const close = group.at(-1)!.b;
  const heading = group[0]!.a - mark.body <= 60 && !/[。；]/.test(text.s.slice(mark.body, group[0]!.a));
  let b = close;
  if (heading) {
    b = Math.max(b, end);
    // Numbered parts below it that state nothing of their own belong to it.
    for (let k = i + 1; k < marks.length && under(marks, k, i) && held[k]!.groups.length === 0; k += 1)
      b = held[k]!.end;
  }
  return {
    marker: i,
    a: mark.start,
    body: mark.body,
    b: trimmed(text, close, b),
    statements: group,
    part: 0,
    shared: false,
  };
}

function under(marks: readonly Marker[], k: number, i: number): boolean {
  for (let up = marks[k]!.parent; up >= 0; up = marks[up]!.parent) if (up === i) return true;
  return false;
}

/** Several statements in one text: each governs the words since the one before. */
function unnumbered(text: Clean, groups: readonly Statement[][], from: number, marker: number, body = from): Region[] {
  let last = from;
  return groups.map((group, k) => {
    let a = last;
    const start = group[0]!.a;
    if (marker < 0) {
      // Without numbers an item is the paragraph that the statement closes, or the one before a statement's own line.
      for (let i = start - 1, breaks = 0; i > a; i -= 1) {
        if (text.gap[i] === LINE) breaks += 1;
        if (breaks > 0) a = i;
      }
    }
    while (a < start && /[。；，、)]/.test(text.s[a]!)) a += 1;
    last = group.at(-1)!.b;
    const words = k === 0 && marker >= 0 ? body : a;
    return {
      marker,
      a: k === 0 && marker >= 0 ? from : a,
      body: words,
      b: last,
      statements: group,
      part: k + 1,
      shared: false,
    };
  });
}

function trimmed({ s }: Clean, from: number, to: number): number {
  let b = to;
  while (b > from && /[。；，]/.test(s[b - 1]!) && b - 1 > from) b -= 1;
  return b;
}

/**
 * A statement behind the last of several numbered parts that have none: points below an item are that item's own words;
 * items of a section share it when the notice does so more than once.
 */
function lift(text: Clean, marks: readonly Marker[], held: Held[], children: readonly number[][], out: Region[]): void {
  const families = children
    .map((kids, parent) => ({ parent, kids }))
    .filter(
      ({ kids, parent }) => kids.length > 1 && held[parent]!.groups.length === 0 && onlyLast(kids, held, children),
    );
  for (const { parent, kids } of families.toReversed()) {
    const last = held[kids.at(-1)!]!;
    const group = last.groups[0]!;
    const style = marks[kids[0]!]!.style;
    if (RANKS[style] >= RANKS.point) {
      last.groups = [];
      held[parent]!.groups = [group];
      continue;
    }
    const alike = families.filter(({ kids: others }) => marks[others[0]!]!.style === style).length;
    const own = marks.some(
      (mark, i) => mark.style === style && held[i]!.groups.length > 0 && !families.some(({ kids: k }) => k.includes(i)),
    );
    if (alike < 2 || own) continue;
    last.groups = [];
    for (const kid of kids) {
      const { start, body } = marks[kid]!;
      const b = kid === kids.at(-1) ? group[0]!.a : held[kid]!.end;
      out.push({ marker: kid, a: start, body, b: trimmed(text, start, b), statements: group, part: 0, shared: true });
    }
  }
}

function onlyLast(kids: readonly number[], held: readonly Held[], children: readonly number[][]): boolean {
  return kids.every((kid, i) => {
    const wanted = i === kids.length - 1 ? 1 : 0;
    return held[kid]!.groups.length === wanted && children[kid]!.every((below) => held[below]!.groups.length === 0);
  });
}
