import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { ExpertFacts } from '../../protocol/eligibility.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { evaluateFacts, rulesOfPools, type VerdictColumns } from '../eligibility/evaluate.ts';
import { factsOf } from '../eligibility/facts.ts';
import { found } from '../errors.ts';
import { rosterWrites } from '../lending/send.ts';
import { changed } from '../people/chain.ts';
import { poolCounters } from '../pools/counters.ts';
import { anew } from '../seats/check.ts';
import { FINISHED, stepsOf } from '../seats/machine.ts';
import { type SeatRow, seatsOf } from '../seats/rows.ts';
import { stepWrites } from '../seats/step.ts';

/**
 * What a change of the facts does to the seats: each is measured anew, and one that was checked or judged already goes back to
 * be checked, because what the reviewers saw is no longer what there is.
 */
export async function assessWrites(
  ctx: Ctx,
  expertId: string,
  after: (facts: ExpertFacts) => ExpertFacts,
  figureId: string,
): Promise<Write[]> {
  const seats = (await seatsOf(ctx, expertId)).filter((seat) => !FINISHED.includes(seat.state));
  if (seats.length === 0) return [];
  const day = localDay(ctx.now);
  const facts = after(found((await factsOf(ctx, [expertId])).get(expertId)));
  const rules = await rulesOfPools(ctx, new Set(seats.map((seat) => seat.poolId)), day);
  const writes: Write[] = [];
  for (const seat of seats) {
    const { columns } = evaluateFacts(found(rules.get(seat.poolId)), facts, day);
    const back = stepsOf(seat.state).changed;
    if (!back) {
      writes.push(...(await measured(ctx, seat, columns)));
      continue;
    }
    const change = { set: { ...columns, ...anew(seat) }, data: { figureId, round: seat.round + 1 } };
    writes.push(...(await stepWrites(ctx, seat, 'changed', back.to, change)).writes);
  }
  return writes;
}

/** The answer alone is another one. What a figure of the pool counts is changed along the chain: nobody else's answer is lost. */
async function measured(ctx: Ctx, seat: SeatRow, columns: VerdictColumns): Promise<Write[]> {
  const set = { ...columns, updatedAt: ctx.now };
  const counted = poolCounters(ctx, [{ from: seat, to: { ...seat, ...columns } }]);
  if (counted.length === 0) return [ctx.db.update('expertSeat', set, (t) => eq(t.id, seat.id))];
  const { ruleField, ruleVersion, passes, passesOn, doubtful } = columns;
  const data = { ruleField, ruleVersion, passes, passesOn, doubtful };
  const change = { action: 'reevaluate', from: seat.state, to: seat.state, data };
  const lent = await rosterWrites(ctx, seat.poolId);
  return [...changed(ctx, 'expertSeat', seat, change, set), ...counted, ...lent];
}
