import type { NoticeItem, NoticeReading } from '../../workers/contract/notices.ts';
import { clean } from '../../workers/domain/notices/text.ts';

/** A hand-checked item, as the label files write it. */
export interface LabelledItem {
  readonly no: string;
  readonly title_prefix: string;
  readonly units: readonly string[];
  readonly lead: readonly string[];
  readonly deadline_text: string;
  readonly milestones?: readonly { readonly deadline: string; readonly by?: string }[];
  readonly deadlines_all?: readonly string[];
  readonly body_deadlines?: readonly string[];
  readonly recurrence_text?: string;
  readonly deadline_norm?: { readonly by: string | null; readonly ongoing: boolean };
}

/** Hits, what was read, what is labelled: figures of several notices add up. */
export interface Tally {
  hits: number;
  read: number;
  labelled: number;
}
export interface Score {
  items: Tally;
  units: Tally;
  leads: Tally;
  deadlines: Tally;
  misses: string[];
}

const tally = (): Tally => ({ hits: 0, read: 0, labelled: 0 });
export const emptyScore = (): Score => ({
  items: tally(),
  units: tally(),
  leads: tally(),
  deadlines: tally(),
  misses: [],
});

const either = (a: string, b: string) => a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
const plain = (words: string) => clean(words).s.replace(/[()]/g, '');

/** Compares a reading with its labels. Items pair by the beginning of their words, each once. */
export function scoreNotice(reading: NoticeReading | null, labels: readonly LabelledItem[]): Score {
  const score = emptyScore();
  const free = new Set(reading?.items ?? []);
  score.items.read = free.size;
  score.items.labelled = labels.length;
  for (const label of labels) {
    const prefix = plain(label.title_prefix);
    const fits = [...free].filter(({ title, text }) => either(plain(title), prefix) || plain(text).startsWith(prefix));
    const item = fits.find(({ no }) => no === label.no) ?? fits[0];
    if (item) free.delete(item);
    if (item) score.items.hits += 1;
    else score.misses.push(`${label.no} 没有读到：${label.title_prefix}`);
    overlap(score.units, item?.units.map(({ name }) => name) ?? [], label.units, score, label.no);
    const leads = item?.units.filter(({ role }) => role === 'lead').map(({ name }) => name) ?? [];
    overlap(score.leads, leads, label.lead, score, `${label.no} 牵头`);
    score.deadlines.labelled += 1;
    score.deadlines.read += item ? 1 : 0;
    if (item && deadlinesRight(item, label)) score.deadlines.hits += 1;
    else
      score.misses.push(
        `${label.no} 时限：${item?.deadlines.map(({ text }) => text).join(' / ') ?? ''} ≠ ${label.deadline_text}`,
      );
  }
  for (const item of free) score.misses.push(`${item.no} 多出：${item.title}`);
  return score;
}

function overlap(into: Tally, read: readonly string[], labelled: readonly string[], score: Score, no: string): void {
  const left = labelled.map(plain);
  const names = [...new Set(read.map(plain))];
  into.read += names.length;
  into.labelled += left.length;
  const hits = names.filter((name) => left.includes(name)).length;
  into.hits += hits;
  if (hits < Math.max(names.length, left.length)) score.misses.push(`${no}：${read.join(' ')} ≠ ${labelled.join(' ')}`);
}

/** Every labelled wording is read, with its day where the label has one, and nothing else is. */
function deadlinesRight(item: NoticeItem, label: LabelledItem): boolean {
  const stated = label.milestones?.map(({ deadline }) => deadline) ?? [
    label.deadline_text,
    ...(label.deadlines_all ?? []),
  ];
  const body = [...(label.body_deadlines ?? []), ...(label.recurrence_text?.split(/[;；]/) ?? [])];
  const wanted = [...stated, ...body].map(plain).filter((words) => words !== '');
  const read = item.deadlines.map(({ text }) => plain(text));
  const near = (a: string, b: string) => either(a, b) || a.includes(b) || b.includes(a);
  const all = wanted.every((words) => read.some((one) => near(one, words)));
  const none = read.every((one) => wanted.some((words) => near(one, words)));
  return all && none && daysRight(item, label);
}

function daysRight({ deadlines }: NoticeItem, { deadline_norm: norm, milestones }: LabelledItem): boolean {
  const stated = deadlines.filter(({ from }) => from === 'statement');
  const days = stated.map(({ date }) => date ?? null);
  if (milestones && !milestones.every(({ by }) => !by || days.includes(by))) return false;
  if (!norm) return true;
  return (days.at(-1) ?? null) === norm.by && stated.some(({ standing }) => standing === true) === norm.ongoing;
}

export function add(into: Score, score: Score): void {
  for (const key of ['items', 'units', 'leads', 'deadlines'] as const) {
    into[key].hits += score[key].hits;
    into[key].read += score[key].read;
    into[key].labelled += score[key].labelled;
  }
}

export interface Figures {
  readonly recall: number;
  readonly precision: number;
  readonly units: number;
  readonly leads: number;
  readonly deadlines: number;
}

const ratio = (hits: number, of: number) => (of === 0 ? 1 : hits / of);
const f1 = ({ hits, read, labelled }: Tally) => ratio(2 * hits, read + labelled);

export function figures({ items, units, leads, deadlines }: Score): Figures {
  return {
    recall: ratio(items.hits, items.labelled),
    precision: ratio(items.hits, items.read),
    units: f1(units),
    leads: f1(leads),
    deadlines: ratio(deadlines.hits, deadlines.labelled),
  };
}
