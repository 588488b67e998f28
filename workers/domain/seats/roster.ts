import { and, asc, eq, gte, lte, or, sql } from 'drizzle-orm';
import type { publicity as publicityRoute, roster as route } from '../../contract/roster.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { today, vettingRule } from './settings.ts';

const publicRows = ({ db }: Ctx) => {
  const { expertSeat: s, expert: e, expertPool: p } = db.rows;
  return db
    .select({
      ...{ id: s.id, expertId: s.expertId, number: s.number, termFrom: s.termFrom, termTo: s.termTo },
      ...{ from: s.publicisedFrom, to: s.publicisedTo, name: e.name, employer: e.employer, field: p.field },
      poolTitle: p.title,
    })
    .from(s)
    .innerJoin(e, eq(e.id, s.expertId))
    .innerJoin(p, eq(p.id, s.poolId));
};

/** The first confirmed title of each: what the public reads behind a name. */
async function titlesOf({ db }: Ctx, expertIds: readonly string[]): Promise<Map<string, string>> {
  const c = db.rows.expertCredential;
  const rows = await db
    .select({ expertId: c.expertId, name: c.name })
    .from(c)
    .where(and(among(c.expertId, expertIds), eq(c.kind, 'title'), sql`${c.confirmedAt} IS NOT NULL`))
    .orderBy(asc(c.sort));
  return new Map(rows.toReversed().map((row) => [row.expertId, row.name]));
}

/** Where the page before ended, found again by its last member. */
async function anchor(ctx: Ctx, id: string | undefined) {
  if (id === undefined) return undefined;
  const s = ctx.db.rows.expertSeat;
  const [row] = await ctx.db.select({ id: s.id, number: s.number }).from(s).where(eq(s.id, id));
  return row;
}

/** Members in office, by number. Approved fields and nothing else. */
export async function publicRoster(
  ctx: Ctx,
  { poolId, q, cursor, limit }: InputOf<typeof route>,
): Promise<OutputOf<typeof route>> {
  const { expertSeat: s, expert: e, expertPool: p } = ctx.db.rows;
  const after = await anchor(ctx, readCursor(cursor, ['string'])?.[0]);
  const [rows, pools, { showEmployer }] = await Promise.all([
    publicRows(ctx)
      .where(
        and(
          eq(s.state, 'appointed'),
          poolId ? eq(s.poolId, poolId) : undefined,
          q ? or(sql`instr(${e.name}, ${q}) > 0`, eq(s.number, q.toUpperCase())) : undefined,
          after && sql`(${s.number}, ${s.id}) > (${after.number}, ${after.id})`,
        ),
      )
      .orderBy(asc(s.number), asc(s.id))
      .limit(limit + 1),
    ctx.db.select({ id: p.id, title: p.title, field: p.field }).from(p).orderBy(asc(p.title)).limit(100),
    vettingRule(ctx),
  ]);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const titles = await titlesOf(
    ctx,
    items.map((row) => row.expertId),
  );
  return {
    items: items.map(({ expertId, number, name, employer, poolTitle, field, termFrom, termTo }) => ({
      ...{ name, poolTitle, field, number: number ?? '', termFrom: termFrom ?? '', termTo: termTo ?? '' },
      employer: showEmployer ? employer : '',
      title: titles.get(expertId) ?? '',
    })),
    next,
    pools,
  };
}

/** Whoever is in the publicity period today: here everybody sees where they work, or nobody could object. */
export async function publicPublicity(
  ctx: Ctx,
  { seatId, cursor, limit }: InputOf<typeof publicityRoute>,
): Promise<OutputOf<typeof publicityRoute>> {
  const s = ctx.db.rows.expertSeat;
  const after = readCursor(cursor, ['day', 'string']);
  const day = today(ctx);
  const rows = await publicRows(ctx)
    .where(
      and(
        eq(s.state, 'publicised'),
        lte(s.publicisedFrom, day),
        gte(s.publicisedTo, day),
        seatId ? eq(s.id, seatId) : undefined,
        after && sql`(${s.publicisedTo}, ${s.id}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(s.publicisedTo), asc(s.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.to ?? '', row.id]);
  const titles = await titlesOf(
    ctx,
    items.map((row) => row.expertId),
  );
  return {
    items: items.map(({ id, expertId, name, employer, poolTitle, from, to }) => ({
      ...{ seatId: id, name, employer, poolTitle, from: from ?? day, to: to ?? day },
      title: titles.get(expertId) ?? '',
    })),
    next,
  };
}
