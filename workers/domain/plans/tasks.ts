import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { readCursor } from '../paging.ts';
import { type Sight, visibleTask } from './sight.ts';

/** One page of a plan's tasks in the plan's order, those withdrawn left out: down `task_by_plan`. */
export function planTasks(ctx: Ctx, sight: Sight, planId: string, cursor: string | undefined, limit: number) {
  const t = ctx.db.rows.task;
  const after = readCursor(cursor, ['number', 'string']);
  return ctx.db
    .select({
      id: t.id,
      sort: t.sort,
      number: t.number,
      title: t.title,
      kind: t.kind,
      stage: t.stage,
      startDay: t.startDay,
      dueDay: t.dueDay,
      dueAt: t.dueAt,
      dispatchedAt: t.dispatchedAt,
    })
    .from(t)
    .where(
      and(
        eq(t.planId, planId),
        ne(t.state, 'withdrawn'),
        after && sql`(${t.sort}, ${t.id}) > (${after[0]}, ${after[1]})`,
        visibleTask(ctx, sight),
      ),
    )
    .orderBy(asc(t.sort), asc(t.id))
    .limit(limit + 1);
}
export type PlanTask = Awaited<ReturnType<typeof planTasks>>[number];
