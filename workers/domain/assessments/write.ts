import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/assessments.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { poolsOf } from '../experts/sight.ts';

/** Once a year and seat; the event keeps score and grade. @throws `assessed` the second time */
export async function assess(ctx: Ctx, input: InputOf<typeof contract.assess>): Promise<{ ok: true }> {
  const { expertSeat: s, expertAssessment: a } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: s.id, state: s.state, version: s.version, eventHash: s.eventHash })
    .from(s)
    .where(and(eq(s.id, input.seatId), await poolsOf(ctx, 'expert.manage', s.poolId)));
  const seat = found(row);
  const [done] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.seatId, input.seatId), eq(a.year, input.year)));
  if (done) throw new DomainError('assessed');
  const { score, grade, year } = input;
  const change = { action: 'assess', from: seat.state, to: seat.state, data: { year, score, grade } };
  const { write, head } = nextEvent(ctx, seat, { entity: 'expert_seat', entityId: seat.id, ...change });
  const writes = [
    write,
    ctx.db.update('expertSeat', head, (t) => eq(t.id, seat.id)),
    ctx.db.insert('expertAssessment', {
      ...{ id: ctx.newId(), ...input, assessedBy: personId(ctx), assessedAt: ctx.now },
    }),
  ];
  return ctx.db.commit(writes, { ok: true as const });
}
