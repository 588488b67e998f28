import { and, eq, notInArray, sql } from 'drizzle-orm';
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

async function openTasks({ db }: Ctx, planId: string): Promise<number> {
  const t = db.rows.task;
  const [row] = await db
    .select({ n: sql<number>`COUNT(*)` })
    .from(t)
    .where(and(eq(t.planId, planId), notInArray(t.state, ['closed', 'withdrawn'])));
  return row?.n ?? 0;
}
