import type { Statement } from './labels.ts';
import { leadingNumber } from './lost.ts';
import type { Marker } from './markers.ts';
import { type Held, type Region, trimmed } from './region.ts';
import { lift } from './shared.ts';
import { type Clean, LINE } from './text.ts';

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
  // Loose sentences count only where nothing is stated in brackets or behind a label.
  for (const own of held) {
    if (own.groups.some((group) => group.some(({ loose }) => !loose))) {
      own.groups = own.groups.filter((group) => group.some(({ loose }) => !loose));
    }
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
    const common = { marker, b: last, statements: group, shared: false };
    if (k === 0 && marker >= 0) return { ...common, a: from, body, part: 1 };
    const head = leadingNumber(text, a, start);
    if (head) return { ...common, ...head, part: 0 };
    return { ...common, a, body: a, part: k + 1 };
  });
}
