import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { planForm as formRoute, candidates as route } from '../../contract/engagements.ts';
import type { EngagementKind } from '../../contract/expert-words.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { inPool } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { BARS, fitnessOf, seatsOf } from './fitness.ts';
import { MILESTONES_OF } from './machine.ts';
import { drawOf } from './plan.ts';
import { expertsOf } from './rows.ts';
import { fieldOf } from './statement.ts';

/** Members of a pool, with what speaks against each for this enterprise and these days. */
export async function candidates(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { poolId, enterprise, creditCode, q, cursor, limit } = input;
  await inPool(ctx, 'expert.engage', poolId);
  const { expertSeat: s, expert: x } = ctx.db.rows;
  const after = readCursor(cursor, ['string'])?.[0];
  const rows = await ctx.db
    .select({
      ...{ id: s.id, expertId: s.expertId, state: s.state, termTo: s.termTo },
      ...{ expert: x.name, employer: x.employer, personId: x.personId },
    })
    .from(s)
    .innerJoin(x, eq(x.id, s.expertId))
    .where(
      and(
        eq(s.poolId, poolId),
        inArray(s.state, ['appointed', 'suspended']),
        q ? sql`instr(${x.name}, ${q}) > 0` : undefined,
        after === undefined ? undefined : gt(s.id, after),
      ),
    )
    .orderBy(asc(s.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const today = localDay(ctx.now);
  const { fromDay = today, toDay = fromDay } = input;
  const { field } = await fieldOf(ctx, poolId);
  const fitness = await fitnessOf(ctx, field, items, { enterprise, creditCode, fromDay, toDay });
  return {
    items: items.map(({ id, expertId, expert, employer, personId }) => {
      const { openParts = 0, lastDay = null, against = [] } = fitness.get(id) ?? {};
      const barred = against.some((why) => BARS.includes(why));
      const hasAccount = personId !== null;
      return { seatId: id, expertId, expert, employer, hasAccount, openParts, lastDay, against, barred };
    }),
    next,
  };
}

/** What the form begins with. */
export async function planForm(
  ctx: Ctx,
  { poolId, drawId, kind }: InputOf<typeof formRoute>,
): Promise<OutputOf<typeof formRoute>> {
  if (poolId !== undefined) await inPool(ctx, 'expert.engage', poolId);
  const drawn = drawId === undefined ? undefined : await drawOf(ctx, drawId, undefined);
  const pool = drawn?.poolId ?? poolId ?? null;
  const { field } = await fieldOf(ctx, pool);
  return {
    poolId: pool,
    duties: await dutiesOf(ctx, field, kind),
    milestones: [...MILESTONES_OF[kind]],
    draw: drawn ? { ...drawn, experts: await named(ctx, drawn.seatIds) } : null,
  };
}

async function named(ctx: Ctx, seatIds: readonly string[]) {
  const seats = await seatsOf(ctx, seatIds);
  const experts = await expertsOf(
    ctx,
    seats.map((seat) => seat.expertId),
  );
  return seats.map((seat) => ({ seatId: seat.id, expert: experts.get(seat.expertId)?.name ?? '' }));
}

/** The duties of this kind of work in the field, from the tenant's template; else those of the field at large. */
async function dutiesOf({ db }: Ctx, field: string, kind: EngagementKind): Promise<string[]> {
  const t = db.rows.template;
  const rows = await db
    .select({ body: t.body })
    .from(t)
    .where(eq(t.kind, 'expert_field'))
    .orderBy(asc(t.sort))
    .limit(100);
  const bodies = rows.map((row) => JSON.parse(row.body) as Body);
  const body = bodies.find((one) => one.sector === field);
  return body?.dutiesOf?.[kind] ?? body?.duties ?? [];
}
interface Body {
  readonly sector?: string;
  readonly duties?: string[];
  readonly dutiesOf?: Partial<Record<EngagementKind, string[]>>;
}
