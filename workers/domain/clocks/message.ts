import { eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Notice, Recipient } from '../notifications/notify.ts';
import { recipients } from '../notifications/recipients.ts';
import { deskRecipients, FOR_DISCIPLINE, OPEN } from '../tips/desks.ts';
import { dayNumber, dayText } from './days.ts';
import type { RunningClock } from './running.ts';
import type { ClockStep } from './schedule.ts';

const KINDS: Record<string, string> = {
  accept: '受理',
  verify: '核查',
  rectify: '整改',
  retaliation: '答复打击报复',
  objection: '退回移交',
};

interface Subject {
  readonly number: string;
  readonly title: string;
  readonly ownerUnitId: string | null;
  readonly assigneeId: string | null;
  /** The tip's desk, while what the clock runs for is the desk's alone; `tipId` is missing for a hazard without its tip. */
  readonly sealed: { readonly desk: string; readonly tipId?: string } | undefined;
}

/** The hazard a clock runs for, or the tip's; undefined when there is none, and then nobody is told. */
export async function subjectOf({ db }: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { hazard: h, tip: t } = db.rows;
  const own = clock.entity === 'tip';
  const [tip] = await db
    .select({ tipId: t.id, desk: t.desk, hazardId: t.hazardId })
    .from(t)
    .where(own ? eq(t.id, clock.entityId) : eq(t.hazardId, clock.entityId));
  const [row] = await db
    .select({
      number: h.number,
      title: h.title,
      restricted: h.restricted,
      ownerUnitId: h.ownerUnitId,
      assigneeId: h.assigneeId,
    })
    .from(h)
    .where(eq(h.id, own ? (tip?.hazardId ?? '') : clock.entityId));
  if (!row) return undefined;
  const fallback = { desk: row.restricted === FOR_DISCIPLINE ? 'discipline' : 'intake' };
  return { ...row, sealed: own || row.restricted !== OPEN ? (tip ?? fallback) : undefined };
}

/** A tip before its transfer brief is named by its number alone: the notice leaves the tip office. */
export async function messageOf(ctx: Ctx, clock: RunningClock, subject: Subject, step: ClockStep): Promise<Notice> {
  const kind = KINDS[clock.kind] ?? '';
  const day = clock.dueAt === null ? '' : limitText(clock.dueAt);
  const [headline, sentence] =
    step.name === 'warn'
      ? [`${kind}即将到期`, `${kind}期限：${day}，请按时办理。`]
      : step.name === 'overdue'
        ? [`${kind}已超期`, `${kind}期限 ${day} 已过，请尽快办理并说明原因。`]
        : [`督办：${kind}超期未办`, `${kind}期限 ${day} 已过，至今未办结，请督促。`];
  return {
    to: await firstReached(
      ctx,
      subject.sealed ? desk(subject.sealed.desk, step.to) : audience(subject, step.to, clock.kind),
    ),
    kind: `clock.${step.name}`,
    title: `${headline}：${subject.number}`,
    body: subject.sealed ? sentence : `${subject.title}。${sentence}`,
    link:
      step.to === 'handler' && subject.sealed?.tipId ? `/tips/${subject.sealed.tipId}` : `/hazards/${clock.entityId}`,
  };
}

/** A limit that ends with its day is told as a day, one in hours to the minute. */
function limitText(due: number): string {
  const local = new Date(due + 8 * 3_600_000).toISOString();
  return local.includes('T23:59:59.999') ? dayText(dayNumber(due)) : local.slice(0, 16).replace('T', ' ');
}

/** Whom to tell, then whom instead if nobody holds that post: a late case must always reach somebody. */
function audience(subject: Subject, to: ClockStep['to'], kind: string): Recipient[][] {
  const desk: Recipient[][] = [[{ role: 'commission_office' }], [{ role: 'tenant_admin' }]];
  if (to === 'commission_office') return [[{ role: 'commission_office' }], ...desk];
  if (to === 'leader') return [[{ role: 'leader' }], ...desk];
  // Confirming and verifying are the office's own work; rectifying is the unit's.
  if (!subject.ownerUnitId || kind !== 'rectify') return desk;
  const { ownerUnitId: unitId, assigneeId } = subject;
  const handlers: Recipient[] = [{ role: 'unit_handler', unitId }, ...(assigneeId ? [{ personId: assigneeId }] : [])];
  return to === 'owner_lead' ? [[{ role: 'committee_lead', unitId }], handlers, ...desk] : [handlers, ...desk];
}

/** While it is sealed. What lies with discipline inspection may be about any of the others: none of them hears of it. */
function desk(name: string, to: ClockStep['to']): Recipient[][] {
  const own = deskRecipients(name);
  if (name === 'discipline') return [own, [{ role: 'leader' }]];
  const rest: Recipient[][] = [[{ role: 'tip_office' }], [{ role: 'tenant_admin' }]];
  return to === 'commission_office' || to === 'leader' ? [[{ role: to }], own, ...rest] : [own, ...rest];
}

async function firstReached(ctx: Ctx, groups: Recipient[][]): Promise<Recipient[]> {
  for (const group of groups) {
    const people = await recipients(ctx, group);
    if (people.length > 0) return people.map((personId) => ({ personId }));
  }
  return [];
}
