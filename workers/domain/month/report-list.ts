import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type * as contract from '../../contract/month.ts';
import type { ReportState } from '../../contract/month-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { isMissing, reportLine, visibleReports } from './report-rows.ts';
import { unitNames } from './settings.ts';

type Asked = InputOf<typeof contract.reports>['state'];

/** Newest first; the office sees every unit's, a unit its own and those below it. */
export async function listReports(
  ctx: Ctx,
  input: InputOf<typeof contract.reports>,
): Promise<OutputOf<typeof contract.reports>> {
  const r = ctx.db.rows.report;
  const after = readCursor(input.cursor, ['string']);
  const rows = await ctx.db
    .select()
    .from(r)
    .where(
      and(
        await visibleReports(ctx),
        input.cadence === undefined ? undefined : eq(r.cadence, input.cadence),
        input.period === undefined ? undefined : eq(r.period, input.period),
        input.unitId === undefined ? undefined : eq(r.unitId, input.unitId),
        stateIs(ctx, input.state),
        after && lt(r.id, after[0]),
      ),
    )
    .orderBy(desc(r.id))
    .limit(input.limit + 1);
  const { items, next } = cut(rows, input.limit, (row) => [row.id]);
  const names = await unitNames(
    ctx,
    items.map((row) => row.unitId),
  );
  return { items: items.map((row) => reportLine(ctx, row, names)), next };
}

function stateIs(ctx: Ctx, state: Asked): SQL | undefined {
  const r = ctx.db.rows.report;
  if (state === undefined) return undefined;
  if (state === 'open') return inArray(r.state, ['due', 'returned']);
  if (state === 'missing') return and(eq(r.state, 'due'), lt(r.dueDay, localDay(ctx.now)));
  return eq(r.state, state);
}

/** Who reported in time, late, or not at all, over the last periods. */
export async function reportMatrix(
  ctx: Ctx,
  input: InputOf<typeof contract.reportMatrix>,
): Promise<OutputOf<typeof contract.reportMatrix>> {
  const r = ctx.db.rows.report;
  const newest = await ctx.db
    .select({ period: r.period })
    .from(r)
    .where(eq(r.cadence, input.cadence))
    .groupBy(r.period)
    .orderBy(desc(r.period))
    .limit(input.periods);
  const periods = newest.map((row) => row.period).reverse();
  const rows = await ctx.db
    .select({ id: r.id, period: r.period, unitId: r.unitId, state: r.state, late: r.late, dueDay: r.dueDay })
    .from(r)
    .where(and(eq(r.cadence, input.cadence), among(r.period, periods), await visibleReports(ctx)));
  const names = await namesInOrder(ctx, new Set(rows.map((row) => row.unitId)));
  const at = new Map(rows.map((row) => [`${row.unitId} ${row.period}`, row]));
  return {
    periods,
    units: names.map(({ id: unitId, name }) => ({
      unitId,
      name,
      cells: periods.map((period) => {
        const row = at.get(`${unitId} ${period}`);
        if (!row) return null;
        const missing = isMissing(ctx, row);
        return { id: row.id, state: row.state as ReportState, late: row.late || missing, missing };
      }),
    })),
  };
}

async function namesInOrder(ctx: Ctx, ids: ReadonlySet<string>): Promise<{ id: string; name: string }[]> {
  const u = ctx.db.rows.unit;
  return ctx.db
    .select({ id: u.id, name: sql<string>`${u.shortName}` })
    .from(u)
    .where(among(u.id, ids))
    .orderBy(u.sort, u.id);
}
