import type { DraftItem, DraftUnit } from '../../../workers/contract/notice-desk.ts';
import type { Change } from './notice-draft.ts';

const MAX_CONTENT = 8000;
const MAX_TITLE = 60;

/** Where a second task may begin: behind each sentence. Offsets into the content, the first is 0. */
export function breaks(content: string): number[] {
  const out = [0];
  for (const match of content.matchAll(/[。；;！？\n]+/g)) {
    const at = match.index + match[0].length;
    if (content.slice(at).trim() !== '') out.push(at);
  }
  // One long sentence: its commas are better than nothing.
  if (out.length === 1) for (const match of content.matchAll(/[，、]/g)) out.push(match.index + 1);
  return out;
}

/** The first sentence, short enough for a table. */
export function titleOf(content: string): string {
  const first = /^[^。；;！？\n]+/.exec(content.trim())?.[0] ?? '';
  if (first.length <= MAX_TITLE) return first;
  const comma = first.lastIndexOf('，', MAX_TITLE);
  return first.slice(0, comma >= 8 ? comma : MAX_TITLE);
}

/** Two tasks out of one: both keep units and deadline, the second is called by its own first sentence. */
export const splitItem =
  (key: string, at: number, fresh: string, place?: number): Change =>
  (draft) => {
    const index = draft.items.findIndex((item) => item.key === key);
    const item = draft.items[index];
    const [head, tail] = [item?.content.slice(0, at).trim() ?? '', item?.content.slice(at).trim() ?? ''];
    if (!item || head === '' || tail === '') return draft;
    const cut = item.span && place !== undefined && place > item.span[0] && place < item.span[1] ? place : null;
    const first: DraftItem = {
      ...item,
      content: head,
      checked: false,
      span: item.span && cut ? [item.span[0], cut] : item.span,
    };
    const second: DraftItem = {
      ...item,
      key: fresh,
      title: titleOf(tail),
      content: tail,
      checked: false,
      span: item.span && cut ? [cut, item.span[1]] : item.span,
    };
    return { ...draft, items: draft.items.toSpliced(index, 1, first, second) };
  };

/** A task and the one before it as one: what both say, whoever either names, the later day. */
export const mergeUp =
  (key: string): Change =>
  (draft) => {
    const index = draft.items.findIndex((item) => item.key === key);
    const [before, item] = [draft.items[index - 1], draft.items[index]];
    if (!before || !item) return draft;
    const both: DraftItem = {
      ...before,
      content: [before.content, item.content]
        .filter((text) => text !== '')
        .join('\n')
        .slice(0, MAX_CONTENT),
      units: together(before.units, item.units),
      dueDay: later(before.dueDay, item.dueDay),
      milestones: [...before.milestones, ...item.milestones].slice(0, 20),
      deadlineText: [...new Set([before.deadlineText, item.deadlineText].filter((text) => text !== ''))]
        .join('；')
        .slice(0, 200),
      span: around(before.span, item.span),
      include: before.include || item.include,
      checked: false,
      doubts: [...before.doubts, ...item.doubts.filter((d) => before.doubts.every((b) => b.code !== d.code))],
    };
    return { ...draft, items: draft.items.toSpliced(index - 1, 2, both) };
  };

function together(a: readonly DraftUnit[], b: readonly DraftUnit[]): DraftUnit[] {
  const key = (u: DraftUnit) => `${u.name} ${u.role}`;
  return [...new Map([...a, ...b].map((u) => [key(u), u])).values()].slice(0, 100);
}

const later = (a: string | null, b: string | null): string | null => (a && b ? (a > b ? a : b) : (a ?? b));

function around(a: DraftItem['span'], b: DraftItem['span']): DraftItem['span'] {
  return a && b ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : (a ?? b);
}

/** Where in a task's words a place of the notice's text lies; -1 where it does not. White space counts for nothing. */
export function offsetIn(content: string, text: string, place: number): number {
  const places: number[] = [];
  let plain = '';
  for (let i = 0; i < content.length; i += 1) {
    if (/\s/.test(content[i]!)) continue;
    places.push(i);
    plain += content[i];
  }
  const ahead = text
    .slice(place, place + 80)
    .replaceAll(/\s/g, '')
    .slice(0, 10);
  // Near the end of a task the words behind the place are few.
  for (let length = ahead.length; length >= 2; length -= 1) {
    const at = plain.indexOf(ahead.slice(0, length));
    if (at >= 0) return places[at]!;
  }
  return -1;
}
