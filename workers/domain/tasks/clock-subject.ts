import { and, eq, inArray } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import type { Recipient } from '../notifications/notify.ts';
import { ladderWrites } from '../supervision/ladder.ts';
import { Tally } from './counters.ts';

const DEEDS: Record<string, string> = { acknowledge: '签收', complete: '任务办理', milestone: '节点' };

/** A unit's part: late, it is the unit's, then its head's, then the commission office's business. */
export async function assignmentSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { db } = ctx;
  const { assignment: a, task: t } = db.rows;
  const [row] = await db
    .select({ taskId: a.taskId, unitId: a.unitId, personId: a.personId, number: t.number, title: t.title })
    .from(a)
    .innerJoin(t, eq(t.id, a.taskId))
    .where(eq(a.id, clock.entityId));
  if (!row) return undefined;
  const { number, title, unitId } = row;
  const deed = DEEDS[clock.kind] ?? '';
  const matter = { entity: 'assignment', id: clock.entityId, unitId, deed, number, title } as const;
  return {
    deed,
    number,
    title,
    audience: (to) => taskAudience([row], to),
    link: () => `/tasks/${row.taskId}`,
    fired: async (step) => {
      const tally = new Tally();
      // Once a limit: what comes back late is late once.
      const late = clock.kind === 'complete' && step.name === 'overdue' && clock.epoch === 0;
      if (late) tally.happened(ctx.now, unitId, 'overdue');
      return [...tally.writes(ctx), ...(step.act ? await ladderWrites(ctx, step.act, matter) : [])];
    },
  };
}

/** A milestone of a task is told to the units that lead it. */
export async function milestoneSubject({ db }: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { assignment: a, task: t, taskStep: s } = db.rows;
  const [row] = await db
    .select({ taskId: s.taskId, step: s.title, number: t.number })
    .from(s)
    .innerJoin(t, eq(t.id, s.taskId))
    .where(eq(s.id, clock.entityId));
  if (!row) return undefined;
  const leads = await db
    .select({ unitId: a.unitId, personId: a.personId })
    .from(a)
    .where(and(eq(a.taskId, row.taskId), inArray(a.role, ['lead', 'responsible'])));
  return {
    deed: DEEDS.milestone as string,
    number: row.number,
    title: row.step,
    audience: (to) => taskAudience(leads, to),
    link: () => `/tasks/${row.taskId}`,
  };
}

/** Whom a late piece of work of these units concerns, by the step of its clock. */
export function taskAudience(
  parts: readonly { readonly unitId: string; readonly personId: string | null }[],
  to: 'handler' | 'owner_lead' | 'commission_office' | 'leader',
): Recipient[][] {
  const office: Recipient[][] = [[{ role: 'commission_office' }], [{ role: 'tenant_admin' }]];
  if (to === 'commission_office') return office;
  if (to === 'leader') return [[{ role: 'leader' }], ...office];
  const handlers = parts.flatMap(({ unitId, personId }): Recipient[] => [
    { role: 'unit_handler', unitId },
    ...(personId ? [{ personId }] : []),
  ]);
  const leads = parts.map(({ unitId }): Recipient => ({ role: 'committee_lead', unitId }));
  return to === 'owner_lead' ? [leads, handlers, ...office] : [handlers, ...office];
}
