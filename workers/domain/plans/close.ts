import { and, asc, eq, notInArray } from 'drizzle-orm';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { closePlan as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { planFor, planWrites } from './transition.ts';

/** Ends a plan. With tasks not ended only for a reason; they stay as they are, and their clocks run on. */
export async function closePlan(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await planFor(ctx, input, 'close');
  const open = await openTasks(ctx, row.id);
  if (open > 0 && input.reason === '') return refuse('parts_open');
  const { writes, head } = planWrites(ctx, row, 'close', 'closed', { data: { open, reason: input.reason } });
  return ctx.db.commit(writes, { id: row.id, version: head.version });
}

/** In the plan's order, so that its index is walked and not the tenant's tasks. */
async function openTasks({ db }: Ctx, planId: string): Promise<number> {
  const t = db.rows.task;
  const rows = await db
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.planId, planId), notInArray(t.state, ['closed', 'withdrawn'])))
    .orderBy(asc(t.sort), asc(t.id))
    .limit(PLAN_MAX_TASKS + 1);
  return rows.length;
}
