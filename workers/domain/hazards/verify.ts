import type { verify as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { type Done, transition } from './transition.ts';

/** 复查验收: by somebody other than the rectifier, who has seen the place before and after. */
export function verify(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { opinion } = input;
  return transition(ctx, 'verify', input, () => ({
    set: { verifierId: personId(ctx), outcomeReason: opinion },
    data: { opinion },
    clocks: { stop: [{ kind: 'verify', outcome: 'verified' }] },
  }));
}
