import type { InputOf } from '../../contract/route.ts';
import type {
  acceptOrder as acceptRoute,
  answerOrder as answerRoute,
  returnOrder as returnRoute,
  withdrawOrder as withdrawRoute,
} from '../../contract/supervision.ts';
import type { OrderState } from '../../contract/supervision-words.ts';
import { dayOfText, endOfDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { attach } from './files.ts';
import { loadOrder } from './rows.ts';
import { checkAhead, type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** The unit's answer, in words and files. Who answers has received it. */
export async function answerOrder(ctx: Ctx, input: InputOf<typeof answerRoute>): Promise<Done<OrderState>> {
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'answer', input, async () => {
    const me = personId(ctx);
    const received = row.receivedAt === null ? { receivedBy: me, receivedAt: ctx.now } : {};
    return {
      set: { answer: input.answer, answeredBy: me, answeredAt: ctx.now, dueAt: null, ...received },
      data: { files: input.evidence.length, round: row.round },
      clocks: { stop: [{ kind: 'answer', outcome: 'answered' }] },
      writes: await attach(ctx, 'order', row, 'answer', input.evidence),
      notices: [tell('order', row, 'office', 'answered', `督办单${row.number ?? ''}已回复，请审核`)],
    };
  });
}

/** By another person than who answered. */
export async function acceptOrder(ctx: Ctx, input: InputOf<typeof acceptRoute>): Promise<Done<OrderState>> {
  const { opinion } = input;
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'accept', input, () => ({
    set: { acceptedBy: personId(ctx), opinion },
    data: { opinion },
    notices: [tell('order', row, 'unit', 'accepted', `督办单${row.number ?? ''}审核通过，已办结`)],
  }));
}

/** Not enough: the unit answers again by a day of its own. */
export async function returnOrder(ctx: Ctx, input: InputOf<typeof returnRoute>): Promise<Done<OrderState>> {
  const { reason, dueDay } = input;
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'sendBack', input, () => {
    checkAhead(ctx, dueDay);
    return {
      set: { reason, dueDay, dueAt: endOfDay(dayOfText(dueDay)), round: row.round + 1 },
      data: { reason, dueDay },
      clocks: { start: [{ kind: 'answer', facts: { origin: row.origin }, unitId: row.unitId, dueDay }] },
      notices: [tell('order', row, 'unit', 'returned', `督办单${row.number ?? ''}退回，请于 ${dueDay} 前重新回复`)],
    };
  });
}

/** What was never served is told to nobody. */
export async function withdrawOrder(ctx: Ctx, input: InputOf<typeof withdrawRoute>): Promise<Done<OrderState>> {
  const { reason } = input;
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'withdraw', input, () => ({
    set: { reason },
    data: { reason },
    clocks: { stop: [{ kind: 'answer', outcome: 'withdrawn' }] },
    notices: row.servedAt === null ? [] : [tell('order', row, 'unit', 'withdrawn', `督办单${row.number ?? ''}已撤回`)],
  }));
}
