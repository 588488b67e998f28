import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { ExpertFacts } from '../../protocol/eligibility.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { evaluateFacts, rulesOfPools } from '../eligibility/evaluate.ts';
import { factsOf } from '../eligibility/facts.ts';
import { found } from '../errors.ts';
import { anew } from '../seats/check.ts';
import { FINISHED, stepsOf } from '../seats/machine.ts';
import { seatsOf } from '../seats/rows.ts';
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
      writes.push(ctx.db.update('expertSeat', { ...columns, updatedAt: ctx.now }, (t) => eq(t.id, seat.id)));
      continue;
    }
    const change = { set: { ...columns, ...anew(seat) }, data: { figureId, round: seat.round + 1 } };
    writes.push(...(await stepWrites(ctx, seat, 'changed', back.to, change)).writes);
  }
  return writes;
}
