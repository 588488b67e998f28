import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { type Evaluated, evaluateMany } from '../eligibility/evaluate.ts';
import { rosterWrites } from '../lending/send.ts';
import { changed } from '../people/chain.ts';
import { poolCounters, type SeatMove, type Standing } from './counters.ts';
import { failingNotices } from './failing-notice.ts';
import { MEMBER_STATES } from './rows.ts';

export type Seat = Pick<
  Required<NewRow<'expertSeat'>>,
  | 'id'
  | 'expertId'
  | 'poolId'
  | 'state'
  | 'ruleField'
  | 'ruleVersion'
  | 'passes'
  | 'passesOn'
  | 'doubtful'
  | 'version'
  | 'eventHash'
>;

/** The rule in force asked of these seats; the writes of the answers that are others now, and of who hears of them. */
export async function answersOf(ctx: Ctx, seats: readonly Seat[]) {
  const answers = await evaluateMany(ctx, seats);
  const today = localDay(ctx.now);
  const writes: Write[] = [];
  const moves: SeatMove[] = [];
  const fallen = new Set<string>();
  const progress = { checked: seats.length, changed: 0, failing: 0 };
  for (const seat of seats) {
    const answer = answers.get(seat.id);
    if (!answer) continue;
    const member = MEMBER_STATES.includes(seat.state as never);
    const { passes, doubtful } = answer.columns;
    if (member && (passes === 0 || doubtful === 1)) progress.failing += 1;
    if (!differs(seat, answer, today)) continue;
    progress.changed += 1;
    writes.push(...answerWrites(ctx, seat, answer));
    moves.push({ from: seat, to: { ...seat, passes, doubtful } });
    if (member && ((seat.passes === 1 && passes === 0) || (seat.doubtful === 0 && doubtful === 1)))
      fallen.add(seat.poolId);
  }
  const counted = poolCounters(ctx, moves);
  writes.push(...counted, ...(await failingNotices(ctx, fallen)), ...(await borrowersHear(ctx, moves)));
  return { writes, progress };
}

/** Whoever borrowed a pool hears that its members hold no longer, or hold again. */
async function borrowersHear(ctx: Ctx, moves: readonly SeatMove[]): Promise<Write[]> {
  const answer = (seat: Standing) => (seat.passes === 1 && seat.doubtful === 0 ? 'holds' : 'failing');
  const turned = moves.filter(
    ({ from, to }) => MEMBER_STATES.includes(to.state as never) && from && answer(from) !== answer(to),
  );
  const lent = [...new Set(turned.map(({ to }) => to.poolId))].map((poolId) => rosterWrites(ctx, poolId));
  return (await Promise.all(lent)).flat();
}

/** Days grow with each day; that alone is no news. Nor is the day of somebody who holds: it is always today. */
function differs(seat: Seat, { columns: c }: Evaluated, today: string): boolean {
  if (seat.ruleField !== c.ruleField || seat.ruleVersion !== c.ruleVersion) return true;
  if (seat.passes !== c.passes || seat.doubtful !== c.doubtful) return true;
  return c.passesOn !== today && seat.passesOn !== c.passesOn;
}

function answerWrites(ctx: Ctx, seat: Seat, { columns }: Evaluated): Write[] {
  const { ruleField, ruleVersion, passes, passesOn, doubtful } = columns;
  const change = {
    action: 'reevaluate',
    from: seat.state,
    to: seat.state,
    data: { ruleField, ruleVersion, passes, passesOn, doubtful },
  };
  return changed(ctx, 'expertSeat', seat, change, { ...columns, updatedAt: ctx.now });
}
