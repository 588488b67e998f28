import type { Write } from '../../../db/tenant-db.ts';
import { clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { born, changed } from '../people/chain.ts';
import { poolCounters } from '../pools/counters.ts';
import { stepsOf } from './machine.ts';
import { type SeatRow, seatOf } from './rows.ts';
import { CHECK } from './step.ts';

/** How the rule answered: the columns of a seat that C1's evaluation fills. */
export type VerdictColumns = Partial<
  Pick<SeatRow, 'ruleField' | 'ruleVersion' | 'verdict' | 'passes' | 'days' | 'passesOn' | 'doubtful'>
>;
export interface NewSeat extends VerdictColumns {
  readonly expertId: string;
  readonly poolId: string;
  readonly origin?: string | null;
  /** Known to be new together with its expert: nothing is read. */
  readonly fresh?: boolean;
}

/**
 * An application for a place in a pool, for the caller's own commit. Whoever was refused, withdrew or came to the end of a
 * term applies again on the same seat, in the next round.
 * @throws `seat_taken` while an application is under way, the seat is held, or somebody was removed from it
 */
export async function newSeatWrites(ctx: Ctx, seat: NewSeat): Promise<{ writes: Write[]; seatId: string }> {
  const { fresh, ...columns } = seat;
  const old = fresh ? undefined : await seatOf(ctx, seat.expertId, seat.poolId);
  const made = { ...columns, state: 'applied', appliedAt: ctx.now, updatedAt: ctx.now };
  const { passes = 0, doubtful = 0 } = columns;
  const to = { poolId: seat.poolId, state: 'applied', passes, doubtful };
  if (!old) {
    const row = { id: ctx.newId(), ...made, createdAt: ctx.now, version: 0, eventHash: '' };
    const data = { expertId: seat.expertId, poolId: seat.poolId, passes, doubtful };
    const clocks = await clockWrites(ctx, 'expertSeat', row.id, { fresh: true, start: [CHECK] });
    const counted = poolCounters(ctx, [{ from: null, to }]);
    const own = born(ctx, 'expertSeat', row, { action: 'apply', to: 'applied', data });
    return { writes: [...own, ...clocks.writes, ...counted], seatId: row.id };
  }
  if (!stepsOf(old.state).again) refuse('seat_taken');
  const round = old.round + 1;
  const set = { ...made, round, note: '', checkedBy: null, checkedAt: null, publicisedFrom: null, publicisedTo: null };
  const step = { action: 'again', from: old.state, to: 'applied', data: { round, passes, doubtful } };
  const clocks = await clockWrites(ctx, 'expertSeat', old.id, { start: [CHECK] });
  const counted = poolCounters(ctx, [{ from: old, to }]);
  return { writes: [...changed(ctx, 'expertSeat', old, step, set), ...clocks.writes, ...counted], seatId: old.id };
}
