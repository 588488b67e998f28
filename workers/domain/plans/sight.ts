import { and, eq, exists, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Sight } from '../tasks/sight.ts';
import { among } from '../units/scope.ts';

export { type Sight, sightOf, visibleTask } from '../tasks/sight.ts';

/** A plan is seen by whoever planned it, and once something of it is given out by whoever has a part in that. */
export function visiblePlans(ctx: Ctx, { units, drafts, me }: Sight): SQL | undefined {
  const { plan: p, assignment: a } = ctx.db.rows;
  if (drafts === 'all') return undefined;
  const given = and(eq(a.planId, p.id), ne(a.state, 'drafted'));
  const part = (mine?: SQL) => exists(ctx.db.select({ one: sql`1` }).from(a).where(and(given, mine)));
  const own = among(p.ownerUnitId, drafts);
  if (units === 'all') return or(ne(p.state, 'drafted'), own, part());
  const ours = and(ne(p.state, 'drafted'), among(p.ownerUnitId, units));
  return or(own, ours, part(or(among(a.unitId, units), eq(a.personId, me))));
}
