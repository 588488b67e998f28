import type { progress as route } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { type PartDone, transition } from './transition.ts';

export function progress(ctx: Ctx, input: InputOf<typeof route>): Promise<PartDone> {
  const { progress: percent, note } = input;
  return transition(ctx, 'progress', input, () => ({
    set: { progress: percent, note, noteAt: ctx.now },
    data: { progress: percent, note },
  }));
}
