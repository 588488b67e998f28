import { type Marker, RANKS, type Style } from './markers.ts';
import { type Held, type Region, trimmed } from './region.ts';
import type { Clean } from './text.ts';

/**
 * A statement behind the last of several numbered parts that have none: points below an item are that item's own words;
 * items of a section share it when the notice does so more than once.
 */
export function lift(
  text: Clean,
  marks: readonly Marker[],
  held: Held[],
  children: readonly number[][],
  out: Region[],
): void {
  const families = children
    .map((kids, parent) => ({ parent, kids }))
    .filter(
      ({ kids, parent }) => kids.length > 1 && held[parent]!.groups.length === 0 && onlyLast(kids, held, children),
    );
  const alike = new Map<Style, number>();
  const members = new Set<number>();
  for (const { kids } of families) {
    const { style } = marks[kids[0]!]!;
    alike.set(style, (alike.get(style) ?? 0) + 1);
    for (const kid of kids) members.add(kid);
  }
  const own = new Set(marks.filter((_, i) => held[i]!.groups.length > 0 && !members.has(i)).map(({ style }) => style));
  for (const { parent, kids } of families.toReversed()) {
    const last = held[kids.at(-1)!]!;
    const group = last.groups[0]!;
    const { style } = marks[kids[0]!]!;
    if (RANKS[style] >= RANKS.point) {
      last.groups = [];
      held[parent]!.groups = [group];
      continue;
    }
    if ((alike.get(style) ?? 0) < 2 || own.has(style)) continue;
    last.groups = [];
    for (const kid of kids) {
      const { start, body } = marks[kid]!;
      const b = kid === kids.at(-1) ? group[0]!.a : held[kid]!.end;
      const words = trimmed(text, start, b);
      out.push({ marker: kid, a: start, body, b: words, statements: group, part: 0, shared: true });
    }
  }
}

function onlyLast(kids: readonly number[], held: readonly Held[], children: readonly number[][]): boolean {
  return kids.every((kid, i) => {
    const wanted = i === kids.length - 1 ? 1 : 0;
    return held[kid]!.groups.length === wanted && children[kid]!.every((below) => held[below]!.groups.length === 0);
  });
}
