import { and, eq, ne, sql } from 'drizzle-orm';
import { PLAN_MAX_TASKS } from '../../contract/limits.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';

/** Whether a plan may have one task more: those withdrawn do not count. @throws `plan_full` */
export async function checkRoom({ db }: Ctx, planId: string): Promise<void> {
  const t = db.rows.task;
  const counted = async (open: boolean): Promise<number> => {
    const some = db
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.planId, planId), open ? ne(t.state, 'withdrawn') : undefined))
      .limit(PLAN_MAX_TASKS)
      .as('some');
    const [row] = await db.select({ n: sql<number>`COUNT(*)`.as('n') }).from(some);
    return row?.n ?? 0;
  };
  // Off the plan's index alone first: a plan with fewer rows than that is looked at no further.
  if ((await counted(false)) >= PLAN_MAX_TASKS && (await counted(true)) >= PLAN_MAX_TASKS) refuse('plan_full');
}
