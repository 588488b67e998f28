import type { notMine as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { clockUnit } from './assign.ts';
import { type Done, transition } from './transition.ts';

/** Back to the commission office, which decides whose it is. The time limit runs on: nobody gains by passing it round. */
export function notMine(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { reason } = input;
  return transition(ctx, 'notMine', input, (row) => ({
    set: { ownerUnitId: null, assigneeId: null },
    data: { reason, unitId: row.ownerUnitId },
    writes: [clockUnit(ctx, row.id, null)],
    notices: [
      {
        to: [{ role: 'commission_office' }],
        kind: 'hazard.not_mine',
        title: `隐患 ${row.number} 被退回，请裁定责任单位（期限继续计）`,
        body: reason,
        link: `/hazards/${row.id}`,
      },
    ],
  }));
}
