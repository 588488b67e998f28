import type { reopen as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { type Done, transition } from './transition.ts';

/** It is there again, or was never settled: back to the office, nobody's yet, in a new round. */
export function reopen(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { reason } = input;
  return transition(ctx, 'reopen', input, (row) => ({
    set: {
      round: row.round + 1,
      ownerUnitId: null,
      assigneeId: null,
      rectifiedBy: null,
      verifierId: null,
      rectification: '',
      outcomeReason: reason,
    },
    data: { reason, round: row.round + 1 },
    notices: [
      {
        to: [{ role: 'commission_office' }],
        kind: 'hazard.reopened',
        title: `隐患 ${row.number} 已重新打开`,
        body: reason,
        link: `/hazards/${row.id}`,
      },
    ],
  }));
}
