import { eq } from 'drizzle-orm';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { scopeOf } from '../units/scope.ts';

/** Whose visit or team a new one is: the commission office's for whoever plans for the whole district, else one's unit's. */
export async function ownerUnit(ctx: Ctx): Promise<string | null> {
  const scope = await scopeOf(ctx, 'check.plan');
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
