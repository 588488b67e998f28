import { and, eq, exists, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Sight } from '../tasks/sight.ts';
import { among } from '../units/scope.ts';

export { type Sight, sightOf, visibleTask } from '../tasks/sight.ts';

/** A plan is seen by whoever planned it, and once something of it is given out by whoever has a part in that. */
export function visiblePlans(ctx: Ctx, { units, drafts, me }: Sight): SQL | undefined {
  const { plan: p, task: t, assignment: a } = ctx.db.rows;
  if (drafts === 'all') return undefined;
  // Of columns of `assignment_by_plan` alone: for one more, SQLite would walk every part of the tenant for each plan.
  const part = (mine?: SQL) =>
    exists(
      ctx.db
        .select({ one: sql`1` })
        .from(a)
        .where(and(eq(a.planId, p.id), ne(a.state, 'drafted'), mine)),
    );
  const own = among(p.ownerUnitId, drafts);
  if (units === 'all') return or(ne(p.state, 'drafted'), own, part());
  const ours = and(ne(p.state, 'drafted'), among(p.ownerUnitId, units));
  const tasks = ctx.db
    .select({ id: a.taskId })
    .from(a)
    .where(and(isNotNull(a.personId), eq(a.personId, me), isNull(a.finishedAt), ne(a.state, 'drafted')));
  const named = ctx.db.select({ id: t.planId }).from(t).where(inArray(t.id, tasks));
  return or(own, ours, part(among(a.unitId, units)), inArray(p.id, named));
}
