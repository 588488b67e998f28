import type { merge as route } from '../../contract/hazards.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { settled } from './confirm.ts';
import { loadHazard } from './rows.ts';
import { type Done, transition } from './transition.ts';

/** Into another that lives on. What was merged, dismissed or is still a sealed tip cannot take another in. */
export function merge(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { intoId, reason } = input;
  return transition(ctx, 'merge', input, async (row) => {
    const into = await loadHazard(ctx, intoId);
    if (into.id === row.id || into.restricted !== 0 || ['merged', 'not_established'].includes(into.state)) {
      refuse('bad_request', { fields: [{ path: 'intoId', message: '不能并入这一条' }] });
    }
    return {
      set: { mergedIntoId: into.id, outcomeReason: reason },
      data: { intoId: into.id, intoNumber: into.number, reason },
      clocks: settled('merged'),
    };
  });
}
