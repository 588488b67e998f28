import type { dismiss as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { settled } from './confirm.ts';
import { type Done, transition } from './transition.ts';

export function dismiss(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { reason } = input;
  return transition(ctx, 'dismiss', input, (row) => ({
    set: { outcomeReason: reason },
    data: { reason },
    clocks: settled('not_established'),
    notices: row.reportedBy
      ? [
          {
            to: [{ personId: row.reportedBy }],
            kind: 'hazard.dismissed',
            title: `您上报的隐患 ${row.number} 认定不成立`,
            body: reason,
            link: `/hazards/${row.id}`,
          },
        ]
      : [],
  }));
}
