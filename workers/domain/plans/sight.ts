import { and, eq, exists, ne, or, type SQL, sql } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { among, scopeOf } from '../units/scope.ts';

/** What of plans and their tasks the actor may see. */
export interface Sight {
  /** Units whose parts are theirs to see; `all`: every task. */
  readonly units: 'all' | Set<string>;
  /** Units whose drafts are theirs: those they plan for. */
  readonly plans: 'all' | Set<string>;
}

export async function sightOf(ctx: Ctx): Promise<Sight> {
  const units = can(ctx, 'task.read_all') ? 'all' : await scopeOf(ctx, 'task.read');
  return { units, plans: await scopeOf(ctx, 'task.plan') };
}

/** A plan is seen by whoever planned it, and once it is given out by those with a part in it; drafts by planners alone. */
export function visiblePlans(ctx: Ctx, { units, plans }: Sight): SQL | undefined {
  const { plan: p, assignment: a } = ctx.db.rows;
  if (plans === 'all') return undefined;
  const given = ne(p.state, 'drafted');
  if (units === 'all') return or(given, among(p.ownerUnitId, plans));
  const part = ctx.db
    .select({ one: sql`1` })
    .from(a)
    .where(and(eq(a.planId, p.id), ne(a.state, 'drafted'), among(a.unitId, units)));
  return or(among(p.ownerUnitId, plans), and(given, or(among(p.ownerUnitId, units), exists(part))));
}

/** The same for the tasks of a plan. */
export function visibleTasks(ctx: Ctx, { units, plans }: Sight): SQL | undefined {
  const { task: t, assignment: a } = ctx.db.rows;
  if (plans === 'all') return undefined;
  const given = ne(t.state, 'drafted');
  if (units === 'all') return or(given, among(t.ownerUnitId, plans));
  const part = ctx.db
    .select({ one: sql`1` })
    .from(a)
    .where(and(eq(a.taskId, t.id), eq(a.planId, t.planId), among(a.unitId, units)));
  return or(among(t.ownerUnitId, plans), and(given, or(among(t.ownerUnitId, units), exists(part))));
}
