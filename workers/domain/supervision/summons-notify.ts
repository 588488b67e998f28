import { sql } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type {
  notifySummons as notifyRoute,
  receiveSummons as receiveRoute,
  rescheduleSummons as rescheduleRoute,
  withdrawSummons as withdrawRoute,
} from '../../contract/summonses.ts';
import type { SummonsState } from '../../contract/supervision-words.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { loadSummons } from './rows.ts';
import { type Done, numberOf, takeStep } from './step.ts';
import { tell } from './tell.ts';

type Talk = Pick<InputOf<typeof notifyRoute>, 'talkDay' | 'talkTime' | 'talkPlace' | 'presiding'>;
const talkOf = ({ talkDay, talkTime, talkPlace, presiding }: Talk): Talk => ({
  ...{ talkDay, talkTime, talkPlace, presiding },
});

/** 编号并通知: the unit hears when and where, and who presides. */
export async function notifySummons(ctx: Ctx, input: InputOf<typeof notifyRoute>): Promise<Done<SummonsState>> {
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'notify', input, () => {
    ahead(ctx, input);
    const { write, number } = numberOf(ctx, 'summons');
    return {
      set: {
        ...talkOf(input),
        number: sql`${`〔${number.year}〕`} || ${number.value} || '号'`,
        notifiedBy: personId(ctx),
        notifiedAt: ctx.now,
      },
      data: { unitId: row.unitId, talkDay: input.talkDay },
      writes: [write],
      notices: [tell('summons', row, 'unit', 'notified', `约谈通知：${when(input)}，请签收`)],
    };
  });
}

/** Another day or place; whoever signed for the first signs for this one again. */
export async function rescheduleSummons(ctx: Ctx, input: InputOf<typeof rescheduleRoute>): Promise<Done<SummonsState>> {
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'reschedule', input, () => {
    ahead(ctx, input);
    const { talkDay, reason } = input;
    return {
      set: { ...talkOf(input), reason, receivedBy: null, receivedAt: null },
      data: { talkDay, reason },
      notices: [tell('summons', row, 'unit', 'rescheduled', `约谈改期：${when(input)}，请签收`)],
    };
  });
}

export async function receiveSummons(ctx: Ctx, input: InputOf<typeof receiveRoute>): Promise<Done<SummonsState>> {
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'receive', input, () => ({
    set: { receivedBy: personId(ctx), receivedAt: ctx.now },
  }));
}

export async function withdrawSummons(ctx: Ctx, input: InputOf<typeof withdrawRoute>): Promise<Done<SummonsState>> {
  const { reason } = input;
  const row = await loadSummons(ctx, input.id);
  return takeStep(ctx, 'summons', row, 'withdraw', input, () => ({
    set: { reason },
    data: { reason },
    notices:
      row.notifiedAt === null ? [] : [tell('summons', row, 'unit', 'withdrawn', `约谈${row.number ?? ''}已撤回`)],
  }));
}

const when = ({ talkDay, talkTime, talkPlace }: Talk): string =>
  `${[talkDay, talkTime].filter(Boolean).join(' ')} ${talkPlace}`;

function ahead(ctx: Ctx, { talkDay }: Talk): void {
  if (talkDay < localDay(ctx.now)) {
    refuse('bad_request', { fields: [{ path: 'talkDay', message: '约谈日期不能早于今天' }] });
  }
}
