import { and, eq, isNull } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { assign as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { ClockChange } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import type { Notice } from '../notifications/notify.ts';
import { unitsBelow } from '../units/scope.ts';
import type { HazardRow } from './rows.ts';
import { type Change, type Done, transition } from './transition.ts';

export type AssignInput = Pick<InputOf<typeof route>, 'unitId' | 'note'> & Partial<InputOf<typeof route>>;

export async function assign(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  await checkTarget(ctx, input);
  return transition(ctx, 'assign', input, (row) => assignChange(ctx, row, input));
}

/** The unit must be one in service; a person named must be active and of that unit or below it. */
export async function checkTarget(ctx: Ctx, input: Pick<AssignInput, 'unitId' | 'assigneeId'>): Promise<void> {
  const { unit: u, person: p } = ctx.db.rows;
  const [unit] = await ctx.db
    .select({ id: u.id })
    .from(u)
    .where(and(eq(u.id, input.unitId), eq(u.active, true)));
  if (!unit) refuse('bad_request', { fields: [{ path: 'unitId', message: '没有这个单位，或已停用' }] });
  if (!input.assigneeId) return;
  const [person] = await ctx.db
    .select({ unitId: p.unitId })
    .from(p)
    .where(and(eq(p.id, input.assigneeId), eq(p.status, 'active')));
  if (!person?.unitId || !(await unitsBelow(ctx, input.unitId)).has(person.unitId)) {
    refuse('bad_request', { fields: [{ path: 'assigneeId', message: '经办人须是该单位的在岗人员' }] });
  }
}

export async function assignChange(ctx: Ctx, row: HazardRow, input: AssignInput): Promise<Change> {
  const { unitId, assigneeId = null, watcher, interimMeasures, dueDay, note } = input;
  const goesOn = dueDay === undefined && (await rectifyRuns(ctx, row.id));
  return {
    set: {
      ownerUnitId: unitId,
      assigneeId,
      ...(watcher ? { watcher } : {}),
      ...(interimMeasures ? { interimMeasures } : {}),
    },
    data: { unitId, assigneeId, dueDay, note, from: row.ownerUnitId },
    ...(goesOn ? { writes: [clockUnit(ctx, row.id, unitId)] } : { clocks: newRectifyClock(row, unitId, dueDay) }),
    notices: [assignNotice(row, unitId, assigneeId)],
  };
}

export function assignNotice(row: HazardRow, unitId: string, assigneeId: string | null): Notice {
  return {
    to: assigneeId ? [{ personId: assigneeId }] : [{ role: 'unit_handler', unitId }],
    kind: 'hazard.assigned',
    title: `隐患 ${row.number} 已交办贵单位`,
    body: row.title,
    link: `/hazards/${row.id}`,
  };
}

function newRectifyClock(row: HazardRow, unitId: string, dueDay?: string): ClockChange {
  return {
    stop: [{ kind: 'rectify', outcome: 'rescheduled' }],
    start: [{ kind: 'rectify', facts: factsOf(row), unitId, dueDay }],
  };
}

/** The clock of the rectification runs on when the hazard changes hands; only who is told of it changes. */
export function clockUnit(ctx: Ctx, hazardId: string, unitId: string | null): Write {
  return ctx.db.update('clock', { unitId }, (c) =>
    and(eq(c.entity, 'hazard'), eq(c.entityId, hazardId), eq(c.kind, 'rectify'), isNull(c.stoppedAt)),
  );
}

async function rectifyClocks({ db }: Ctx, hazardId: string) {
  const c = db.rows.clock;
  return db
    .select({ stoppedAt: c.stoppedAt })
    .from(c)
    .where(and(eq(c.entity, 'hazard'), eq(c.entityId, hazardId), eq(c.kind, 'rectify')));
}

async function rectifyRuns(ctx: Ctx, hazardId: string): Promise<boolean> {
  return (await rectifyClocks(ctx, hazardId)).some((clock) => clock.stoppedAt === null);
}

export async function hadRectifyClock(ctx: Ctx, hazardId: string): Promise<boolean> {
  return (await rectifyClocks(ctx, hazardId)).length > 0;
}

/** What time limits are chosen by. */
export function factsOf(row: Pick<HazardRow, 'level' | 'sector' | 'source' | 'danger'>): Record<string, string> {
  return {
    level: row.level,
    source: row.source,
    danger: row.danger ? 'yes' : 'no',
    ...(row.sector ? { sector: row.sector } : {}),
  };
}
