import { and, asc, desc, eq, gte, isNotNull, lt, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import type {
  engagementCalendar as calendarRoute,
  engagementCounts as countsRoute,
  engagements as route,
} from '../../contract/engagements.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { dayOfText } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { cut, readCursor } from '../paging.ts';
import { FINISHED } from './machine.ts';
import { namesByEngagement, type RowView, rowsView } from './row-view.ts';
import { engagementsWhere, sight } from './rows.ts';

const MAX_DAYS = 100;

/** Newest first. */
export async function listEngagements(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { state, kind, poolId, unitId, late, q, cursor, limit } = input;
  const e = ctx.db.rows.engagement;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await engagementsWhere(
    ctx,
    and(
      state && eq(e.state, state),
      kind && eq(e.kind, kind),
      poolId ? eq(e.poolId, poolId) : undefined,
      unitId ? eq(e.unitId, unitId) : undefined,
      late ? overdue(ctx) : undefined,
      q ? sql`instr(${e.enterprise}, ${q}) > 0` : undefined,
      after === undefined ? undefined : lt(e.id, after),
    ),
    [desc(e.id)],
    limit + 1,
  );
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  return { items: await rowsView(ctx, items), next };
}

function overdue({ db, now }: Ctx): SQL | undefined {
  const e = db.rows.engagement;
  return and(isNotNull(e.dueAt), lt(e.dueAt, now), notInArray(e.state, [...FINISHED]));
}

/** A district has some hundreds in a year, and each state lies together in an index. */
export async function countEngagements(ctx: Ctx): Promise<OutputOf<typeof countsRoute>> {
  const e = ctx.db.rows.engagement;
  const seen = await sight(ctx, 'expert.read');
  const [states, [late]] = await Promise.all([
    ctx.db.select({ state: e.state, n: sql<number>`COUNT(*)` }).from(e).where(seen).groupBy(e.state),
    ctx.db
      .select({ n: sql<number>`COUNT(*)` })
      .from(e)
      .where(and(seen, overdue(ctx))),
  ]);
  return { byState: Object.fromEntries(states.map((row) => [row.state, row.n])), late: late?.n ?? 0 };
}

/** What is at work in a span of days, in the order in which it ends. */
export async function engagementDays(
  ctx: Ctx,
  input: InputOf<typeof calendarRoute>,
): Promise<OutputOf<typeof calendarRoute>> {
  const { from, to, cursor, limit } = input;
  const days = dayOfText(to) - dayOfText(from);
  if (days < 0 || days > MAX_DAYS) refuse('bad_request', { fields: [{ path: 'to', message: '一次最多看一百天' }] });
  const e = ctx.db.rows.engagement;
  const after = readCursor(cursor, ['day', 'string']);
  const rows = await engagementsWhere(
    ctx,
    and(
      gte(e.toDay, from),
      lte(e.fromDay, to),
      sql`${e.state} <> 'cancelled'`,
      after && sql`(${e.toDay}, ${e.id}) > (${after[0]}, ${after[1]})`,
    ),
    [asc(e.toDay), asc(e.id)],
    limit + 1,
  );
  const { items, next } = cut(rows, limit, (row) => [row.toDay, row.id]);
  const names = await namesByEngagement(
    ctx,
    items.map((row) => row.id),
  );
  return {
    items: items.map(({ id, number, title, enterprise, fromDay, toDay, ...row }) => ({
      ...{ id, number, title, enterprise, fromDay, toDay, experts: names.get(id) ?? [] },
      ...{ kind: row.kind as RowView['kind'], state: row.state as RowView['state'] },
    })),
    next,
  };
}
