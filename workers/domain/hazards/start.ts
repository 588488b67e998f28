import type { start as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { type Done, transition } from './transition.ts';

export function start(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { watcher, interimMeasures } = input;
  return transition(ctx, 'start', input, (row) => ({
    set: {
      assigneeId: row.assigneeId ?? personId(ctx),
      ...(watcher === undefined ? {} : { watcher }),
      ...(interimMeasures === undefined ? {} : { interimMeasures }),
    },
    data: { interimMeasures },
    // Whoever signs for a major tip has been there; no other hazard has this clock running now.
    clocks: { stop: [{ kind: 'verify', outcome: 'started' }] },
  }));
}
