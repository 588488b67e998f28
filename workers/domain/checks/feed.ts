import { and, asc, between, eq, inArray } from 'drizzle-orm';
import { type Ctx, can, personId } from '../context.ts';
import type { Entry } from '../feeds/ics.ts';
import { visibleChecks } from './sight.ts';

/**
 * The visits a person is on, for the calendar of a phone. Whose servers that calendar lies on nobody knows: of a hidden visit
 * it says the day and no more, until the visit has begun.
 */
export async function checkEntries(
  ctx: Ctx,
  span: { from: string; to: string },
  most: number,
  linkOf: (id: string) => string,
): Promise<Entry[]> {
  if (!can(ctx, 'check.read')) return [];
  const { checkVisit: v, checkPerson: p } = ctx.db.rows;
  const rows = await ctx.db
    .select({
      ...{ id: v.id, day: v.plannedDay, title: v.title, state: v.state },
      ...{ hidden: v.hidden, startedAt: v.startedAt },
    })
    .from(p)
    .innerJoin(v, eq(v.id, p.checkId))
    .where(
      and(
        eq(p.personId, personId(ctx)),
        between(v.plannedDay, span.from, span.to),
        inArray(v.state, ['planned', 'started', 'recorded', 'finished']),
        await visibleChecks(ctx),
      ),
    )
    .orderBy(asc(v.plannedDay), asc(v.id))
    .limit(most);
  return rows.map(({ id, day, title, state, hidden, startedAt }) => {
    const words = hidden && startedAt === null ? '检查安排（登录后查看）' : `检查：${title}`;
    return { uid: `${id}@anshao`, day, title: `${state === 'finished' ? '✓ ' : ''}${words}`, url: linkOf(id) };
  });
}
