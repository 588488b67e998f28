import { and, eq } from 'drizzle-orm';
import type { plan as route } from '../../contract/plans.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { covers } from '../units/scope.ts';
import { planActions } from './guards.ts';
import { loadPlan } from './rows.ts';
import { sightOf } from './sight.ts';
import { figuresOf, planView } from './view.ts';

export async function onePlan(ctx: Ctx, id: string): Promise<OutputOf<typeof route>> {
  const { notice: n, unit: u } = ctx.db.rows;
  const sight = await sightOf(ctx);
  const row = await loadPlan(ctx, id, sight);
  const mine = covers(sight.drafts, row.ownerUnitId);
  const [figures, notices, units] = await Promise.all([
    figuresOf(ctx, [id]),
    row.kind === 'notice' && mine
      ? ctx.db
          .select({ id: n.id })
          .from(n)
          .where(and(eq(n.planId, id), eq(n.state, 'confirmed')))
          .limit(1)
      : [],
    row.ownerUnitId === null ? [] : ctx.db.select({ id: u.id, name: u.name }).from(u).where(eq(u.id, row.ownerUnitId)),
  ]);
  return {
    ...planView(row, figures.get(id), mine),
    actions: planActions(ctx, row, sight),
    noticeId: notices[0]?.id ?? null,
    names: Object.fromEntries(units.map((unit) => [unit.id, unit.name])),
  };
}
