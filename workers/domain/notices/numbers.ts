import type { Marker } from './markers.ts';
import type { Region } from './region.ts';
import { type Clean, LINE, wordsOf } from './text.ts';

/** Numbers as written; where they repeat, with those of the chapters above. Parts of one item are 7#1, 7#2. */
export function numbersOf(regions: readonly Region[], marks: readonly Marker[]): string[] {
  const own = regions.map(({ marker }) => marks[marker]?.label ?? '');
  const seen = new Map<string, number>();
  regions.forEach(({ marker }, i) => {
    if (marker >= 0 && regions[i - 1]?.marker !== marker) seen.set(own[i]!, (seen.get(own[i]!) ?? 0) + 1);
  });
  const repeated = new Set(
    regions.filter((_, i) => (seen.get(own[i]!) ?? 0) > 1).map(({ marker }) => marks[marker]!.style),
  );
  return regions.map(({ marker, part, no }, i) => {
    const mark = marks[marker];
    if (no !== undefined || !mark) return no ?? '';
    let label = own[i]!;
    if (repeated.has(mark.style))
      for (let up = mark.parent; up >= 0; up = marks[up]!.parent) label = marks[up]!.label + label;
    return part > 0 ? `${label}#${part}` : label;
  });
}

/** The headings above, joined. */
export function chapterOf(text: Clean, marks: readonly Marker[], marker: number): string {
  const out: string[] = [];
  for (let up = marks[marker]?.parent ?? -1; up >= 0 && out.length < 6; up = marks[up]!.parent) {
    const { start, body } = marks[up]!;
    let end = body;
    const stop = Math.min(marks[up + 1]?.start ?? text.s.length, body + 60);
    while (end < stop && !/[。；]/.test(text.s[end]!) && !(text.gap[end] === LINE && end > body)) end += 1;
    out.unshift(wordsOf(text, start, end));
  }
  return out.join(' / ');
}
