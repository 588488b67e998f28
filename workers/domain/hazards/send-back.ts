import type { sendBack as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { assignNotice, factsOf, hadRectifyClock } from './assign.ts';
import { type Done, transition } from './transition.ts';

/**
 * A new round: its result needs new photos, and the old time limit runs on as if it had never stopped.
 * What was put right on the spot had none: it gets one now.
 */
export function sendBack(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { reason } = input;
  return transition(ctx, 'sendBack', input, async (row) => ({
    set: { round: row.round + 1, verifierId: null, outcomeReason: reason },
    data: { reason, round: row.round + 1 },
    clocks: {
      stop: [{ kind: 'verify', outcome: 'returned' }],
      ...((await hadRectifyClock(ctx, row.id))
        ? { restart: [{ kind: 'rectify' }] }
        : { start: [{ kind: 'rectify', facts: factsOf(row), unitId: row.ownerUnitId }] }),
    },
    notices: row.ownerUnitId
      ? [
          {
            ...assignNotice(row, row.ownerUnitId, row.assigneeId),
            kind: 'hazard.returned',
            title: `隐患 ${row.number} 复查未通过，请继续整改`,
            body: reason,
          },
        ]
      : [],
  }));
}
