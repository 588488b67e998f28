import type { submit as route } from '../../contract/assignments.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { attach } from './evidence.ts';
import { giverOf, noticeOf } from './tell.ts';
import { type PartDone, transition } from './transition.ts';

/** 报结: the unit says it is done, and its time stops. */
export function submit(ctx: Ctx, input: InputOf<typeof route>): Promise<PartDone> {
  const { note, evidence } = input;
  return transition(ctx, 'submit', input, async ({ part, task }) => ({
    set: { progress: 100, note, noteAt: ctx.now, submittedBy: personId(ctx), submittedAt: ctx.now },
    data: { note, evidence: evidence.length, round: part.round },
    clocks: { stop: [{ kind: 'complete', outcome: 'submitted' }] },
    metric: 'submitted',
    writes: await attach(ctx, part, evidence),
    notices: [noticeOf(task, giverOf(task), 'submitted', '有单位报结，请认可')],
  }));
}
