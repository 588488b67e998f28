import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { PlanState } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Head, nextEvent } from '../events.ts';
import { planStep } from './guards.ts';
import { loadPlan, type PlanRow } from './rows.ts';
import { sightOf } from './sight.ts';

export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface PlanChange {
  readonly set?: Partial<PlanRow>;
  /** Facts of the step, without personal data. */
  readonly data?: Record<string, unknown>;
}

/** The plan as the sender saw it, once the step is theirs to take. @throws `conflict`, `wrong_state`, `forbidden` */
export async function planFor(ctx: Ctx, seen: Seen, action: string): Promise<PlanRow> {
  const sight = await sightOf(ctx);
  const row = await loadPlan(ctx, seen.id, sight);
  if (row.version !== seen.version) throw new DomainError('conflict');
  const { refusal } = planStep(ctx, row, action, sight);
  if (refusal) throw new DomainError(refusal.code);
  return row;
}

/** Event and row of a step that was already allowed. */
export function planWrites(
  ctx: Ctx,
  row: PlanRow,
  action: string,
  to: PlanState,
  { set, data }: PlanChange = {},
): { writes: Write[]; head: Head } {
  const { write, head } = nextEvent(ctx, row, {
    entity: 'plan',
    entityId: row.id,
    action,
    from: row.state,
    to,
    data: data ?? {},
  });
  const closedAt = to === 'closed' || to === 'withdrawn' ? ctx.now : null;
  const update = ctx.db.update('plan', { ...set, state: to, closedAt, updatedAt: ctx.now, ...head }, (p) =>
    eq(p.id, row.id),
  );
  return { writes: [write, update], head };
}
