import type { DraftDoubt, DraftItem } from '../../contract/notice-desk.ts';
import type { NoticeDeadline } from '../../contract/notices.ts';
import { recurrence } from '../../contract/task-words.ts';

type Dates = Pick<DraftItem, 'kind' | 'recurrence' | 'dueDay' | 'milestones' | 'deadlineText'>;

/** What of the deadlines of an item becomes those of a task, and what of it wants a second look. `today`: YYYY-MM-DD. */
export function datesOf(deadlines: readonly NoticeDeadline[], today: string): { dates: Dates; doubts: DraftDoubt[] } {
  const stated = deadlines.filter((d) => d.from === 'statement');
  const all = stated.length > 0 ? stated : deadlines;
  const dated = all.filter((d) => d.date !== undefined && d.kind !== 'milestone');
  const steps = all.filter((d) => d.date !== undefined && d.kind === 'milestone');
  const last = [...dated].sort((a, b) => (a.date! < b.date! ? 1 : -1))[0] ?? null;
  const ends = [...steps].sort((a, b) => (a.date! < b.date! ? 1 : -1))[0] ?? null;
  const dueDay = last?.date ?? ends?.date ?? null;
  const milestones = [...steps, ...dated.filter((d) => d !== last)]
    .map((d) => ({ title: (d.what ?? d.text).slice(0, 120), dueDay: d.date! }))
    .sort((a, b) => (a.dueDay < b.dueDay ? -1 : 1))
    .slice(0, 20);
  const again = all.find((d) => d.kind === 'recurring' && d.recurrence);
  const every = recurrence.safeParse(again?.recurrence?.every);
  const standing = all.some((d) => d.kind === 'standing' || d.standing);
  const deadlineText = [...new Set(all.map((d) => d.text))].join('；').slice(0, 200);
  const doubts: DraftDoubt[] = [];
  const shared = { milestones, deadlineText };
  if (dueDay === null && again && every.success) {
    return { dates: { ...shared, kind: 'recurring', recurrence: every.data, dueDay }, doubts };
  }
  if (again && !every.success) {
    doubts.push({
      code: 'odd_recurrence',
      words: '通知要求的频次没有对应的一档，先按“长期坚持”处理，请核对。',
    });
  }
  if (dueDay === null && (standing || again)) {
    return { dates: { ...shared, kind: 'standing', recurrence: null, dueDay }, doubts };
  }
  const dates: Dates = { ...shared, kind: 'once', recurrence: null, dueDay };
  if (dueDay === null) {
    const words = all.length > 0 ? '期限没有写明日期，请补上日期，' : '没有写期限，请补上日期，';
    return { dates, doubts: [...doubts, { code: 'no_deadline', words: `${words}或改为“长期坚持”。` }] };
  }
  return { dates, doubts: [...doubts, ...lateDoubts(dates, today)] };
}

/** A deadline of last year or before is most likely that of an old notice; one of this year has passed. */
function lateDoubts({ dueDay, milestones }: Dates, today: string): DraftDoubt[] {
  const days = [dueDay, ...milestones.map((m) => m.dueDay)].filter((d) => d !== null);
  const year = today.slice(0, 4);
  const old = days.find((d) => d.slice(0, 4) < year);
  if (old) return [{ code: 'past_year', words: `期限在 ${old.slice(0, 4)} 年，早于今年，请改期或整体顺延。` }];
  const past = days.find((d) => d < today);
  return past ? [{ code: 'past_day', words: `${past} 已经过去，请核对期限。` }] : [];
}
