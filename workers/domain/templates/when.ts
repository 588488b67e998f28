import { RECURRENCES, type Recurrence } from '../../contract/task-words.ts';
import { datePhrases } from '../notices/dates.ts';
import type { TaskFields } from '../tasks/draft.ts';
import type { Template } from './body.ts';

export type When = Pick<TaskFields, 'kind' | 'recurrence' | 'deadlineText' | 'dueDay' | 'milestones'>;
type Words = Pick<Template, 'deadline' | 'taskKind' | 'recurrence' | 'standing' | 'milestones' | 'year'>;

const YEARS = /(?<!\d)20\d\d(?=[年-])/g;
const EVERY = new Map(Object.entries(RECURRENCES).map(([key, label]) => [label as string, key as Recurrence]));

/** Deadlines of a template in the year of a plan: the same months and days, so many years on; words with their years. */
export function whenOf(words: Words, year: number): When {
  const shift = year - (words.year ?? yearOf(words) ?? year);
  const deadlineText = words.deadline.replaceAll(YEARS, (y) => String(Number(y) + shift));
  const milestones = words.milestones
    .map(({ text, due }) => ({ title: text, dueDay: movedDay(due, shift) }))
    .sort((a, b) => (a.dueDay < b.dueDay ? -1 : 1));
  const every = words.taskKind === undefined ? EVERY.get(words.deadline) : words.recurrence;
  const none = { deadlineText, dueDay: null, milestones };
  if (words.taskKind === 'recurring' || (words.taskKind === undefined && every)) {
    return { ...none, kind: 'recurring', recurrence: every ?? null };
  }
  const last = milestones.at(-1)?.dueDay ?? dayIn(deadlineText, year);
  const standing = words.taskKind
    ? words.taskKind === 'standing'
    : words.standing && !(last && milestones.length === 0);
  if (standing) return { ...none, kind: 'standing', recurrence: null };
  return { ...none, kind: 'once', recurrence: null, dueDay: last, milestones: milestones.length > 1 ? milestones : [] };
}

/** The earliest year it speaks of. */
function yearOf({ milestones, deadline }: Words): number | null {
  const years = [...milestones.map((m) => m.due), deadline].flatMap((text) => text.match(YEARS) ?? []);
  return years.length > 0 ? Math.min(...years.map(Number)) : null;
}

/** `YYYY-MM-DD` so many years on; the 29th of February is the 28th where there is none. */
export function movedDay(day: string, years: number): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(y + years, m, 0)).getUTCDate();
  return `${y + years}-${String(m).padStart(2, '0')}-${String(Math.min(d, last)).padStart(2, '0')}`;
}

/** The last day that the words allow, read as the notice reader reads them; null where they name none. */
function dayIn(words: string, year: number): string | null {
  if (/^(20\d\d)年(度|内|度内)?$/.test(words)) return `${words.slice(0, 4)}-12-31`;
  const text = words.replace(/^每年/, `${year}年`);
  const phrases = datePhrases(text, 0, text.length, { last: year, base: year, issuedOn: null });
  return phrases.findLast((phrase) => phrase.date !== null)?.date ?? null;
}
