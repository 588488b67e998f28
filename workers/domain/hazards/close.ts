import type { close as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { type Done, transition } from './transition.ts';

export function close(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  return transition(ctx, 'close', input, () => ({
    data: { note: input.note },
    clocks: { stop: ['accept', 'verify', 'rectify'].map((kind) => ({ kind, outcome: 'closed' })) },
  }));
}
