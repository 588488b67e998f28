import { and, desc, eq, exists, lt, sql } from 'drizzle-orm';
import type { SeatState } from '../../contract/expert-words.ts';
import type { list as contract } from '../../contract/experts.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { expertsOf } from './record.ts';
import { poolsOf } from './sight.ts';

/** By a part of the name, by pool, by state of a place in a pool one keeps; the newest record first. */
export async function listExperts(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { db } = ctx;
  const { expert: e, expertSeat: s } = db.rows;
  const after = readCursor(input.cursor, ['string']);
  const q = input.q?.trim() ?? '';
  const { poolId, state } = input;
  const seated = db
    .select({ one: sql`1` })
    .from(s)
    .where(
      and(
        sql`${s.expertId} = ${e.id}`,
        poolId ? eq(s.poolId, poolId) : undefined,
        state ? eq(s.state, state) : undefined,
        await poolsOf(ctx, 'expert.read', s.poolId),
      ),
    );
  const rows = await db
    .select({ id: e.id, name: e.name, employer: e.employer, post: e.post, updatedAt: e.updatedAt })
    .from(e)
    .where(
      and(
        after && lt(e.id, after[0]),
        q === '' ? undefined : sql`instr(${e.name}, ${q}) > 0`,
        poolId || state ? exists(seated) : await expertsOf(ctx, 'expert.read', e.id),
      ),
    )
    .orderBy(desc(e.id))
    .limit(input.limit + 1);
  const page = cut(rows, input.limit, (row) => [row.id]);
  const seats = await seatsShown(
    ctx,
    page.items.map((row) => row.id),
  );
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      updatedAt: new Date(row.updatedAt).toISOString(),
      seats: seats
        .filter((seat) => seat.expertId === row.id)
        .map(({ id, poolId, poolTitle, state }) => ({ id, poolId, poolTitle, state: state as SeatState })),
    })),
  };
}

async function seatsShown(ctx: Ctx, ids: readonly string[]) {
  const { expertSeat: s, expertPool: p } = ctx.db.rows;
  return ctx.db
    .select({
      id: sql<string>`${s.id}`.as('seat'),
      expertId: s.expertId,
      poolId: s.poolId,
      poolTitle: p.title,
      state: sql<string>`${s.state}`.as('seat_state'),
    })
    .from(s)
    .innerJoin(p, eq(p.id, s.poolId))
    .where(and(among(s.expertId, ids), await poolsOf(ctx, 'expert.read', s.poolId)));
}
