import type { DraftItem, NoticeMark } from '../../../workers/contract/notice-desk.ts';

/** A run of the notice's text that is the same throughout: whose task it is of, and what was read from it. */
export interface Segment {
  readonly at: number;
  readonly text: string;
  /** The task it belongs to. */ readonly key: string | null;
  readonly kinds: readonly NoticeMark['kind'][];
  /** What is doubtful about it. */ readonly words: string;
}

type Spanned = Pick<DraftItem, 'key' | 'span'>;

/** Cuts the text at every border of a task and of a mark. */
export function segmentsOf(text: string, items: readonly Spanned[], marks: readonly NoticeMark[]): Segment[] {
  const cuts = new Set([0, text.length]);
  for (const { span } of [...items, ...marks]) {
    if (span) for (const at of span) cuts.add(Math.min(at, text.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const byStart = marks.toSorted((a, b) => a.span[0] - b.span[0]);
  const running: NoticeMark[] = [];
  const out: Segment[] = [];
  let next = 0;
  for (let i = 0; i + 1 < places.length; i += 1) {
    const [at, end] = [places[i]!, places[i + 1]!];
    while (next < byStart.length && byStart[next]!.span[0] <= at) running.push(byStart[next++]!);
    const here = running.filter((mark) => mark.span[1] > at);
    running.splice(0, running.length, ...here);
    const key = ownerOf(items, at) ?? here.find((mark) => mark.key !== undefined)?.key ?? null;
    out.push({
      at,
      text: text.slice(at, end),
      key,
      kinds: [...new Set(here.map((mark) => mark.kind))],
      words: here.find((mark) => mark.words)?.words ?? '',
    });
  }
  return out;
}

/** Of the tasks round a place the narrowest: a part of a split one before the whole. */
function ownerOf(items: readonly Spanned[], at: number): string | undefined {
  let best: Spanned | undefined;
  const size = (item: Spanned) => item.span![1] - item.span![0];
  for (const item of items) {
    if (!item.span || item.span[0] > at || item.span[1] <= at) continue;
    if (!best || size(item) < size(best)) best = item;
  }
  return best?.key;
}
