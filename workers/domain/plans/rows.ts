import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { type Sight, sightOf, visiblePlans } from './sight.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.plan);
export type PlanRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** @throws `not_found` also for a plan the actor may not see. */
export async function loadPlan(ctx: Ctx, id: string, sight?: Sight): Promise<PlanRow> {
  const p = ctx.db.rows.plan;
  const [row] = await everyColumn(ctx).where(and(eq(p.id, id), visiblePlans(ctx, sight ?? (await sightOf(ctx)))));
  return found(row);
}
