import { and, asc, desc, eq, gt, isNull, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { SEAT_STATES, type SeatState } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { counts as countsRoute, seats as route, seatRow } from '../../contract/seats.ts';
import { dayNumber, dayText } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { poolsOf } from '../experts/sight.ts';
import { iso } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { FINISHED, PENDING } from './machine.ts';
import { vettingRule } from './settings.ts';

export const HELD: readonly string[] = ['appointed', 'suspended'];
const GROUPS = { pending: PENDING, members: HELD, past: FINISHED } as const;

/** A seat with its expert and pool, as every list of the console shows it. */
export function rowsOf({ db }: Ctx) {
  const { expertSeat: s, expert: e, expertPool: p } = db.rows;
  return db
    .select({
      ...{ id: s.id, expertId: s.expertId, poolId: s.poolId, state: s.state, round: s.round, number: s.number },
      ...{ passes: s.passes, days: s.days, passesOn: s.passesOn, doubtful: s.doubtful, termFrom: s.termFrom },
      ...{ termTo: s.termTo, publicisedTo: s.publicisedTo, appliedAt: s.appliedAt, version: s.version },
      ...{ name: e.name, employer: e.employer, field: p.field },
      poolTitle: sql<string>`${p.title}`.as('pool_title'),
    })
    .from(s)
    .innerJoin(e, eq(e.id, s.expertId))
    .innerJoin(p, eq(p.id, s.poolId));
}
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

export const rowView = (row: Row): z.input<typeof seatRow> => ({
  ...row,
  state: row.state as SeatState,
  passes: row.passes === 1,
  doubtful: row.doubtful === 1,
  appliedAt: iso(row.appliedAt),
});

/** Newest first; ending terms by their day, the first to end first. */
export async function listSeats(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { poolId, state, group, doubtful, ending, q, cursor, limit } = input;
  const { expertSeat: s, expert: e } = ctx.db.rows;
  const [byDay, byId] = ending
    ? [readCursor(cursor, ['day', 'string']), undefined]
    : [undefined, readCursor(cursor, ['string'])];
  const rows = await rowsOf(ctx)
    .where(
      and(
        await poolsOf(ctx, 'expert.read', s.poolId),
        poolId ? eq(s.poolId, poolId) : undefined,
        state ? eq(s.state, state) : undefined,
        group ? among(s.state, GROUPS[group]) : undefined,
        doubtful ? and(eq(s.doubtful, 1), among(s.state, PENDING)) : undefined,
        ending ? await endsSoon(ctx) : undefined,
        q ? or(sql`instr(${e.name}, ${q}) > 0`, eq(s.number, q.toUpperCase())) : undefined,
        byDay && sql`(${s.termTo}, ${s.id}) > (${byDay[0]}, ${byDay[1]})`,
        byId && lt(s.id, byId[0]),
      ),
    )
    .orderBy(...(ending ? [asc(s.termTo), asc(s.id)] : [desc(s.id)]))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => (ending ? [row.termTo ?? '', row.id] : [row.id]));
  return { items: items.map(rowView), next };
}

/** Members whose term ends within the days of the setting. */
export async function endsSoon(ctx: Ctx): Promise<SQL | undefined> {
  const s = ctx.db.rows.expertSeat;
  const { remindDays } = await vettingRule(ctx);
  return and(among(s.state, HELD), lte(s.termTo, dayText(dayNumber(ctx.now) + remindDays)));
}

/** Members nobody was told of yet. */
export const untold = (ctx: Ctx): SQL | undefined => {
  const s = ctx.db.rows.expertSeat;
  return or(isNull(s.toldFor), ne(s.toldFor, s.termTo));
};

export async function seatCounts(
  ctx: Ctx,
  { poolId }: InputOf<typeof countsRoute>,
): Promise<OutputOf<typeof countsRoute>> {
  const { expertSeat: s, expertObjection: o } = ctx.db.rows;
  const seen = and(await poolsOf(ctx, 'expert.read', s.poolId), poolId ? eq(s.poolId, poolId) : undefined);
  const number = async (where: SQL | undefined): Promise<number> => {
    const [row] = await ctx.db.select({ n: sql<number>`COUNT(*)` }).from(s).where(and(seen, where));
    return row?.n ?? 0;
  };
  const [states, doubtful, ending, [objections], { remindDays }] = await Promise.all([
    ctx.db.select({ state: s.state, n: sql<number>`COUNT(*)` }).from(s).where(seen).groupBy(s.state),
    number(and(among(s.state, PENDING), gt(s.doubtful, 0))),
    number(await endsSoon(ctx)),
    ctx.db
      .select({ n: sql<number>`COUNT(*)` })
      .from(o)
      .innerJoin(s, eq(s.id, o.seatId))
      .where(and(eq(o.state, 'open'), seen)),
    vettingRule(ctx),
  ]);
  const byState = Object.fromEntries(Object.keys(SEAT_STATES).map((state) => [state, 0]));
  for (const row of states) byState[row.state] = row.n;
  return { byState, doubtful, ending, objections: objections?.n ?? 0, remindDays };
}
