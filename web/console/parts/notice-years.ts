import type { DraftItem, NoticeDraft } from '../../../workers/contract/notice-desk.ts';
import type { Change } from './notice-draft.ts';

const daysOf = (item: DraftItem): string[] =>
  [item.dueDay, ...item.milestones.map((m) => m.dueDay)].filter((d) => d !== null);

/** How many years the notice must be moved so that its earliest deadline falls into this year; 0: it need not. */
export function yearsBehind(draft: NoticeDraft, thisYear: number): number {
  const years = draft.items
    .filter((item) => item.include)
    .flatMap(daysOf)
    .map((d) => Number(d.slice(0, 4)));
  const first = Math.min(...years);
  return years.length > 0 && first < thisYear ? thisYear - first : 0;
}

/** Every date of the notice, and the years in the words of its deadlines, so many years later. */
export const shiftYears =
  (by: number): Change =>
  (draft) => ({
    ...draft,
    year: Math.min(2100, draft.year + by),
    items: draft.items.map((item) => ({
      ...item,
      dueDay: item.dueDay && moved(item.dueDay, by),
      milestones: item.milestones.map((m) => ({ ...m, dueDay: moved(m.dueDay, by) })),
      deadlineText: item.deadlineText.replaceAll(/(20\d\d)(?=年)/g, (year) => String(Number(year) + by)),
      doubts: item.doubts.filter((d) => d.code !== 'past_year' && d.code !== 'past_day'),
    })),
  });

/** The last day of a month stays the last day: 28 February becomes the 29th where there is one. */
function moved(day: string, by: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOf = (y: number) => new Date(Date.UTC(y, month, 0)).getUTCDate();
  const to = date === lastOf(year) ? lastOf(year + by) : Math.min(date, lastOf(year + by));
  return `${year + by}-${String(month).padStart(2, '0')}-${String(to).padStart(2, '0')}`;
}
