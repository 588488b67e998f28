import type { Ctx } from '../context.ts';
import type { Notice, Recipient } from '../notifications/notify.ts';
import { recipients } from '../notifications/recipients.ts';
import { dayNumber, dayText } from './days.ts';
import type { RunningClock } from './running.ts';
import type { ClockStep } from './schedule.ts';
import type { Subject } from './subject.ts';

/** What a step of a clock says, and to whom. */
export async function messageOf(ctx: Ctx, clock: RunningClock, subject: Subject, step: ClockStep): Promise<Notice> {
  const { deed, number, title } = subject;
  const day = clock.dueAt === null ? '' : limitText(clock.dueAt);
  const [headline, sentence] =
    step.name === 'warn'
      ? [`${deed}即将到期`, `${deed}期限：${day}，请按时办理。`]
      : step.name === 'overdue'
        ? [`${deed}已超期`, `${deed}期限 ${day} 已过，请尽快办理并说明原因。`]
        : [`督办：${deed}超期未办`, `${deed}期限 ${day} 已过，至今未办结，请督促。`];
  return {
    to: await firstReached(ctx, subject.audience(step.to)),
    kind: `clock.${step.name}`,
    title: `${headline}：${number}`,
    body: title ? `${title}。${sentence}` : sentence,
    link: subject.link(step.to),
  };
}

/** A limit that ends with its day is told as a day, one in hours to the minute. */
function limitText(due: number): string {
  const local = new Date(due + 8 * 3_600_000).toISOString();
  return local.includes('T23:59:59.999') ? dayText(dayNumber(due)) : local.slice(0, 16).replace('T', ' ');
}

async function firstReached(ctx: Ctx, groups: Recipient[][]): Promise<Recipient[]> {
  for (const group of groups) {
    const people = await recipients(ctx, group);
    if (people.length > 0) return people.map((personId) => ({ personId }));
  }
  return [];
}
