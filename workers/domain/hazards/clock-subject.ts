import { eq } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { ClockStep } from '../clocks/schedule.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import type { Recipient } from '../notifications/notify.ts';
import { ladderWrites } from '../supervision/ladder.ts';
import { deskRecipients, FOR_DISCIPLINE, OPEN } from '../tips/desks.ts';
import { lateCounter } from './counters.ts';

const DEEDS: Record<string, string> = {
  accept: '受理',
  verify: '核查',
  rectify: '整改',
  retaliation: '答复打击报复',
  objection: '退回移交',
};

interface Owned {
  readonly ownerUnitId: string | null;
  readonly assigneeId: string | null;
}

/** The hazard a clock runs for, or the tip's. A tip before its transfer brief is named by its number alone. */
export async function hazardSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { db } = ctx;
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
  const isSealed = own || row.restricted !== OPEN;
  // `tip` is missing for a hazard without its tip.
  const desk = tip?.desk ?? (row.restricted === FOR_DISCIPLINE ? 'discipline' : 'intake');
  const deed = DEEDS[clock.kind] ?? '';
  const { number, title, ownerUnitId: unitId } = row;
  // Nothing is drafted about what is sealed, nor about what is the office's own to do.
  const matter =
    !isSealed && unitId && clock.kind === 'rectify'
      ? ({ entity: 'hazard', id: clock.entityId, unitId, deed, number, title } as const)
      : undefined;
  return {
    deed,
    number,
    title: isSealed ? '' : title,
    audience: (to) => (isSealed ? ofDesk(desk, to) : audience(row, to, clock.kind)),
    link: (to) => (to === 'handler' && isSealed && tip ? `/tips/${tip.tipId}` : `/hazards/${clock.entityId}`),
    fired: async (step) => [
      ...(matter && step.name === 'overdue' ? [lateCounter(ctx, clock.unitId)] : []),
      ...(matter && step.act ? await ladderWrites(ctx, step.act, matter) : []),
    ],
  };
}

function audience(subject: Owned, to: ClockStep['to'], kind: string): Recipient[][] {
  const office: Recipient[][] = [[{ role: 'commission_office' }], [{ role: 'tenant_admin' }]];
  if (to === 'commission_office') return office;
  if (to === 'leader') return [[{ role: 'leader' }], ...office];
  // Confirming and verifying are the office's own work; rectifying is the unit's.
  if (!subject.ownerUnitId || kind !== 'rectify') return office;
  const { ownerUnitId: unitId, assigneeId } = subject;
  const handlers: Recipient[] = [{ role: 'unit_handler', unitId }, ...(assigneeId ? [{ personId: assigneeId }] : [])];
  return to === 'owner_lead' ? [[{ role: 'committee_lead', unitId }], handlers, ...office] : [handlers, ...office];
}

/** While it is sealed. What lies with discipline inspection may be about any of the others: none of them hears of it. */
function ofDesk(name: string, to: ClockStep['to']): Recipient[][] {
  const own = deskRecipients(name);
  if (name === 'discipline') return [own, [{ role: 'leader' }]];
  const rest: Recipient[][] = [[{ role: 'tip_office' }], [{ role: 'tenant_admin' }]];
  return to === 'commission_office' || to === 'leader' ? [[{ role: to }], own, ...rest] : [own, ...rest];
}
