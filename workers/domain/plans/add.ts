import { eq } from 'drizzle-orm';
import type { addPlan as addRoute, editPlan as editRoute } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlanState } from '../../contract/task-words.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { scopeOf } from '../units/scope.ts';
import { newPlan } from './create.ts';
import { planFor, planWrites } from './transition.ts';

export async function addPlan(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<OutputOf<typeof addRoute>> {
  checkDays(input);
  const { writes, plan } = await newPlan(ctx, { ...input, ownerUnitId: await ownerOf(ctx) });
  return ctx.db.commit(writes, { id: plan.id, number: plan.number, version: plan.version });
}

export async function editPlan(ctx: Ctx, input: InputOf<typeof editRoute>): Promise<OutputOf<typeof editRoute>> {
  const { id, version, ...fields } = input;
  checkDays(fields);
  const row = await planFor(ctx, { id, version }, 'edit');
  const changed = Object.entries(fields).filter(([name, value]) => row[name as keyof typeof fields] !== value);
  const { writes, head } = planWrites(ctx, row, 'edit', row.state as PlanState, {
    set: fields,
    data: { fields: changed.map(([name]) => name) },
  });
  return ctx.db.commit(writes, { id, version: head.version });
}

/** Whose plan a new one is: the commission office's for whoever plans for the whole tenant, else the planner's unit. */
export async function ownerOf(ctx: Ctx): Promise<string | null> {
  const scope = await scopeOf(ctx, 'task.plan');
  if (scope === 'all') return null;
  const p = ctx.db.rows.person;
  const [me] = await ctx.db
    .select({ unitId: p.unitId })
    .from(p)
    .where(eq(p.id, personId(ctx)));
  if (me?.unitId && scope.has(me.unitId)) return me.unitId;
  const [first] = scope;
  return first ?? refuse('forbidden');
}

export function checkDays({ fromDay, toDay }: { fromDay: string | null; toDay: string | null }): void {
  if (fromDay !== null && toDay !== null && toDay < fromDay) {
    refuse('bad_request', { fields: [{ path: 'toDay', message: '结束日期早于开始日期' }] });
  }
}
