import { and, desc, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { onCheck, visibleChecks } from './sight.ts';
import { type ListRow, listColumns, rowViews } from './view.ts';

export type Filter = InputOf<typeof contract.exportChecks>;

export async function listChecks(
  ctx: Ctx,
  { cursor, limit, ...filter }: InputOf<typeof contract.checks>,
): Promise<OutputOf<typeof contract.checks>> {
  const { items, next } = await pageOf(ctx, filter, limit, cursor);
  return { items: await rowViews(ctx, items), next };
}

/** A page of what the actor may know of, by the planned day, latest first. */
export async function pageOf(ctx: Ctx, filter: Filter, limit: number, cursor?: string) {
  const v = ctx.db.rows.checkVisit;
  const after = readCursor(cursor, ['day', 'string']);
  const rows = await ctx.db
    .select(listColumns(ctx))
    .from(v)
    .where(
      and(
        filterOf(ctx, filter),
        await visibleChecks(ctx),
        after && sql`(${v.plannedDay}, ${v.id}) < (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(desc(v.plannedDay), desc(v.id))
    .limit(limit + 1);
  return cut<ListRow>(rows, limit, (row) => [row.plannedDay, row.id]);
}

function filterOf(ctx: Ctx, filter: Filter): SQL | undefined {
  const v = ctx.db.rows.checkVisit;
  const { state, kind, type, teamId, planId, unitId, from, to, mine } = filter;
  return and(
    state === undefined ? undefined : eq(v.state, state),
    kind === undefined ? undefined : eq(v.kind, kind),
    type === undefined ? undefined : sql`instr(${v.tags}, ${`"${type}"`}) > 0`,
    teamId ? eq(v.teamId, teamId) : undefined,
    planId ? eq(v.planId, planId) : undefined,
    unitId ? eq(v.unitId, unitId) : undefined,
    from === undefined ? undefined : gte(v.plannedDay, from),
    to === undefined ? undefined : lte(v.plannedDay, to),
    mine ? and(onCheck(ctx), inArray(v.state, ['planned', 'started', 'recorded'])) : undefined,
  );
}
