import { and, desc, eq, lt } from 'drizzle-orm';
import type { plans as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { covers } from '../units/scope.ts';
import { type Sight, sightOf, visiblePlans } from './sight.ts';
import { figuresOf, planView } from './view.ts';

type Input = InputOf<typeof route>;

/** Plans, newest first. */
export async function listPlans(ctx: Ctx, input: Input): Promise<OutputOf<typeof route>> {
  const sight = await sightOf(ctx);
  const { items, next } = cut(await planRows(ctx, sight, input), input.limit, (row) => [row.id]);
  const figures = await figuresOf(
    ctx,
    items.map((row) => row.id),
  );
  return { items: items.map((row) => planView(row, figures.get(row.id), covers(sight.drafts, row.ownerUnitId))), next };
}

/** Down the tenant's own plans, newest first: there are some dozens a year. */
export function planRows(ctx: Ctx, sight: Sight, { cursor, limit, ...filter }: Input) {
  const p = ctx.db.rows.plan;
  const after = readCursor(cursor, ['string']);
  return ctx.db
    .select()
    .from(p)
    .where(
      and(
        filter.state && eq(p.state, filter.state),
        filter.kind && eq(p.kind, filter.kind),
        filter.year === undefined ? undefined : eq(p.year, filter.year),
        after && lt(p.id, after[0]),
        visiblePlans(ctx, sight),
      ),
    )
    .orderBy(desc(p.id))
    .limit(limit + 1);
}
