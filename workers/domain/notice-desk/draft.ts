import type { DraftDoubt, DraftItem, DraftUnit, NoticeMark } from '../../contract/notice-desk.ts';
import { MAX_DRAFT_ITEMS } from '../../contract/notice-desk.ts';
import type { NoticeItem, NoticeReading, NoticeSpan, NoticeUnit } from '../../contract/notices.ts';
import type { UnitRef } from '../notices/match.ts';
import { datesOf } from './deadline.ts';
import { openNames } from './names.ts';
import type { Stored } from './rows.ts';

/** Doubts that the page works out from the draft itself, so that they go away when a name is settled. */
const OF_NAMES = ['unit_unmatched', 'unit_ambiguous'];
const MAX_CONTENT = 8000;
const MAX_TITLE = 60;

/** The first draft of a notice's tasks, and where each value stands in its text. `today`: YYYY-MM-DD. */
export function draftOf(reading: NoticeReading, units: readonly UnitRef[], today: string): Stored {
  const items = reading.items.slice(0, MAX_DRAFT_ITEMS).map((item, i) => itemOf(item, `i${i + 1}`, reading, today));
  const rules = reading.rules.slice(0, 20).map((rule, i) => {
    const { dates, doubts } = datesOf(rule.deadlines, today);
    const words = { title: titleOf(rule.text), content: rule.text.slice(0, MAX_CONTENT) };
    return { ...BLANK, key: `r${i + 1}`, ...words, ...dates, doubts, span: rule.span };
  });
  return {
    draft: {
      title: (reading.title ?? '').slice(0, 200),
      docNo: (reading.docNo ?? '').slice(0, 60),
      issuer: (reading.issuer ?? '').slice(0, 80),
      issuedOn: reading.issuedOn,
      year: yearOf(reading, today),
      items,
      names: openNames(items, reading, units),
    },
    marks: marksOf(reading),
    doubts: reading.doubts.filter((d) => d.span[1] === 0).map(({ code, words }) => ({ code, words })),
    rules,
  };
}

/** A task without anything in it yet. */
export const BLANK: Omit<DraftItem, 'key' | 'title' | 'content'> = {
  no: '',
  units: [],
  kind: 'once',
  recurrence: null,
  dueDay: null,
  milestones: [],
  deadlineText: '',
  span: null,
  include: true,
  checked: false,
  doubts: [],
};

function itemOf(item: NoticeItem, key: string, reading: NoticeReading, today: string): DraftItem {
  const { dates, doubts } = datesOf(item.deadlines, today);
  const own = reading.doubts.filter((d) => !OF_NAMES.includes(d.code) && touches(item, d.span));
  const cut: DraftDoubt[] =
    item.text.length > MAX_CONTENT ? [{ code: 'cut_text', words: '原文超过 8000 字，后面的没有放进来，请核对。' }] : [];
  return {
    ...BLANK,
    key,
    no: item.no.slice(0, 20),
    title: titleOf(item.title),
    content: item.text.slice(0, MAX_CONTENT),
    units: item.units.slice(0, 100).map(unitOf),
    ...dates,
    span: item.span,
    doubts: [...own.map(({ code, words }) => ({ code, words: words.slice(0, 300) })), ...doubts, ...cut].slice(0, 40),
  };
}

/** 有关部门 and names that could be several stay open: a person says who. */
function unitOf({ name, role, unitId, unitIds, match }: NoticeUnit): DraftUnit {
  const ids = unitId ? [unitId] : match === 'group' ? (unitIds ?? []) : [];
  return { name: name.slice(0, 80), role, unitIds: ids.slice(0, 200) };
}

/** A title is read in a table: a long first sentence ends at its last comma that fits. */
export function titleOf(sentence: string): string {
  const plain = sentence.replace(/[。；]$/, '');
  if (plain.length <= MAX_TITLE) return plain;
  const head = plain.slice(0, MAX_TITLE);
  const comma = Math.max(head.lastIndexOf('，'), head.lastIndexOf('；'), head.lastIndexOf('。'));
  return comma >= 8 ? head.slice(0, comma) : head;
}

function yearOf({ title, issuedOn }: NoticeReading, today: string): number {
  const told = /(20\d\d)年/.exec(title ?? '')?.[1] ?? issuedOn?.slice(0, 4) ?? today.slice(0, 4);
  const year = Number(told);
  return year >= 2000 && year <= 2100 ? year : Number(today.slice(0, 4));
}

const within = (outer: NoticeSpan, inner: NoticeSpan): boolean => inner[0] >= outer[0] && inner[1] <= outer[1];

function touches(item: NoticeItem, span: NoticeSpan): boolean {
  return within(item.span, span) || (item.statement !== null && within(item.statement, span));
}

function marksOf(reading: NoticeReading): NoticeMark[] {
  const head = Object.values(reading.spans)
    .filter((span) => span !== null)
    .map((span) => ({ kind: 'head' as const, span }));
  const read = reading.items.slice(0, MAX_DRAFT_ITEMS).flatMap((item, i) => {
    const key = `i${i + 1}`;
    return [
      ...item.units.map(({ span }) => ({ kind: 'unit' as const, span, key })),
      ...item.deadlines.map(({ span }) => ({ kind: 'deadline' as const, span, key })),
    ];
  });
  const doubtful = reading.doubts
    .filter((d) => d.span[1] > 0)
    .map((d) => ({ kind: 'doubt' as const, span: d.span, words: d.words.slice(0, 300) }));
  // One statement of a whole chapter is read for each of its items: marked once.
  const seen = new Set<string>();
  return [...head, ...read, ...doubtful].filter(({ kind, span }) => {
    const id = `${kind}${span[0]}-${span[1]}`;
    return !seen.has(id) && seen.add(id);
  });
}
