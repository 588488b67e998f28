import { sql } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { receiveOrder as receiveRoute, serveOrder as serveRoute } from '../../contract/supervision.ts';
import type { OrderState } from '../../contract/supervision-words.ts';
import { dayOfText, endOfDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { loadOrder } from './rows.ts';
import { checkAhead, type Done, numberOf, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** 编号并送达: it takes its number, the unit's people and head are told, and the unit's time begins. */
export async function serveOrder(ctx: Ctx, input: InputOf<typeof serveRoute>): Promise<Done<OrderState>> {
  const { dueDay } = input;
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'serve', input, () => {
    checkAhead(ctx, dueDay);
    const { write, number } = numberOf(ctx, 'order');
    return {
      set: {
        number: sql`${`〔${number.year}〕`} || ${number.value} || '号'`,
        dueDay,
        dueAt: endOfDay(dayOfText(dueDay)),
        servedBy: personId(ctx),
        servedAt: ctx.now,
      },
      data: { unitId: row.unitId, dueDay },
      clocks: { fresh: true, start: [{ kind: 'answer', facts: { origin: row.origin }, unitId: row.unitId, dueDay }] },
      writes: [write],
      notices: [tell('order', row, 'unit', 'served', `收到督办单，请签收，并于 ${dueDay} 前回复`)],
    };
  });
}

/** 签收: the unit has it in hand. Its time runs on. */
export async function receiveOrder(ctx: Ctx, input: InputOf<typeof receiveRoute>): Promise<Done<OrderState>> {
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'receive', input, () => ({
    set: { receivedBy: personId(ctx), receivedAt: ctx.now },
  }));
}
