import { and, eq } from 'drizzle-orm';
import type { Permission } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';

const everySeat = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.expertSeat);
export type SeatRow = Awaited<ReturnType<typeof everySeat>>[number];

/** @throws `not_found` also for a seat of a pool in which the actor does not hold `permission`. */
export async function loadSeat(ctx: Ctx, id: string, permission: Permission = 'expert.read'): Promise<SeatRow> {
  const s = ctx.db.rows.expertSeat;
  const [row] = await everySeat(ctx).where(and(eq(s.id, id), await poolsOf(ctx, permission, s.poolId)));
  return found(row);
}

/** Of one expert in one pool, whoever asks. */
export async function seatOf(ctx: Ctx, expertId: string, poolId: string): Promise<SeatRow | undefined> {
  const s = ctx.db.rows.expertSeat;
  const [row] = await everySeat(ctx).where(and(eq(s.poolId, poolId), eq(s.expertId, expertId)));
  return row;
}

/** Every seat of one expert, for what is told to the experts themselves. */
export function seatsOf(ctx: Ctx, expertId: string): Promise<SeatRow[]> {
  const s = ctx.db.rows.expertSeat;
  return everySeat(ctx).where(eq(s.expertId, expertId)).orderBy(s.id);
}
