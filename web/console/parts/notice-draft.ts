import type { DraftItem, DraftUnit, NoticeDraft } from '../../../workers/contract/notice-desk.ts';

/** What a person does to the draft of a notice: each a new draft, the old one stays for undoing. */
export type Change = (draft: NoticeDraft) => NoticeDraft;

/** Doubts that are settled by saying something else about the field they speak of. */
const SETTLED_BY: Partial<Record<keyof DraftItem, readonly string[]>> = {
  dueDay: ['past_year', 'past_day', 'no_deadline', 'no_year', 'impossible_date'],
  milestones: ['past_year', 'past_day', 'no_year', 'impossible_date'],
  kind: ['no_deadline', 'odd_recurrence'],
  recurrence: ['no_deadline', 'odd_recurrence'],
  units: ['no_units', 'odd_unit', 'unit_unmatched', 'unit_ambiguous', 'shared_statement', 'first_leads'],
};

export const isOpen = (unit: DraftUnit): boolean => unit.unitIds.length === 0;
export const openNamesOf = (item: DraftItem): string[] => item.units.filter(isOpen).map((u) => u.name);
export const isDoubtful = (item: DraftItem): boolean =>
  item.include && (item.doubts.length > 0 || item.units.some(isOpen) || item.units.length === 0);

const onItem =
  (key: string, change: (item: DraftItem) => DraftItem): Change =>
  (draft) => ({ ...draft, items: draft.items.map((item) => (item.key === key ? change(item) : item)) });

/** Sets fields of a task; doubts about them go with what they doubted. */
export const patchItem = (key: string, patch: Partial<DraftItem>): Change =>
  onItem(key, (item) => {
    const settled = new Set(Object.keys(patch).flatMap((field) => SETTLED_BY[field as keyof DraftItem] ?? []));
    return { ...item, ...patch, doubts: item.doubts.filter((d) => !settled.has(d.code)) };
  });

export const checkItem = (key: string, checked = true): Change => onItem(key, (item) => ({ ...item, checked }));
/** Left out or taken in again: either way somebody has looked at it. */
export const toggleItem = (key: string): Change =>
  onItem(key, (item) => ({ ...item, include: !item.include, checked: true }));

/** A key no task of this draft has. */
export function freshKey(draft: NoticeDraft): string {
  const used = draft.items.map((item) => Number(/^h(\d+)$/.exec(item.key)?.[1] ?? 0));
  return `h${Math.max(0, ...used) + 1}`;
}

/** Puts a task behind another, or at the end. */
export const insertItem =
  (item: DraftItem, after: string | undefined): Change =>
  (draft) => {
    const at = draft.items.findIndex((i) => i.key === after);
    return { ...draft, items: draft.items.toSpliced(at < 0 ? draft.items.length : at + 1, 0, item) };
  };

export const removeItem =
  (key: string): Change =>
  (draft) => ({ ...draft, items: draft.items.filter((item) => item.key !== key) });

export const blankItem = (key: string): DraftItem => ({
  key,
  no: '',
  title: '',
  content: '',
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
});

/** Says who a written name is, everywhere it stands: also where it was said otherwise before. */
export const resolveName =
  (name: string, unitIds: string[]): Change =>
  (draft) => ({
    ...draft,
    names: draft.names.map((n) => (n.name === name ? { ...n, unitIds, ignored: false } : n)),
    items: draft.items.map((item) => ({
      ...item,
      units: item.units.map((u) => (u.name === name ? { ...u, unitIds } : u)),
    })),
  });

/** Drops a written name from every task, said aloud: it is kept in the list of names as dropped. */
export const dropName =
  (name: string): Change =>
  (draft) => ({
    ...draft,
    names: draft.names.map((n) => (n.name === name ? { ...n, unitIds: [], ignored: true } : n)),
    items: draft.items.map((item) => ({ ...item, units: item.units.filter((u) => u.name !== name || !isOpen(u)) })),
  });

/** Names nobody has settled, with the tasks they stand in, those that stand in most first. */
export function openNames(draft: NoticeDraft): { name: string; candidates: string[]; keys: string[] }[] {
  const keys = new Map<string, string[]>();
  for (const item of draft.items.filter((i) => i.include)) {
    for (const name of new Set(openNamesOf(item))) keys.set(name, [...(keys.get(name) ?? []), item.key]);
  }
  const candidates = new Map(draft.names.map((n) => [n.name, n.candidates]));
  return [...keys]
    .map(([name, of]) => ({ name, candidates: candidates.get(name) ?? [], keys: of }))
    .sort((a, b) => b.keys.length - a.keys.length);
}

export function progressOf(draft: NoticeDraft): { total: number; checked: number; included: number } {
  return {
    total: draft.items.length,
    checked: draft.items.filter((item) => item.checked).length,
    included: draft.items.filter((item) => item.include).length,
  };
}
