import type { reopen as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import type { HazardRow } from './rows.ts';
import { type Change, type Done, transition } from './transition.ts';

/** It is there again, or was never settled: back to the office, nobody's yet, in a new round. */
export function reopen(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  return transition(ctx, 'reopen', input, reopening(input.reason));
}

/** What opening a hazard again changes; also for whoever does it within a commit of their own. */
export const reopening =
  (reason: string) =>
  (row: HazardRow): Change => ({
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
  });
