import type { InputOf } from '../../contract/route.ts';
import type {
  askSupplement as askRoute,
  check as checkRoute,
  refuseSeat as refuseRoute,
  sendBack as sendBackRoute,
  supplemented as supplementedRoute,
  withdrawSeat as withdrawRoute,
} from '../../contract/seats.ts';
import { type Ctx, personId } from '../context.ts';
import type { SeatRow } from './rows.ts';
import { type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** Everything was compared with its evidence: the reviewers may begin. */
export function check(ctx: Ctx, input: InputOf<typeof checkRoute>): Promise<Done> {
  return takeStep(ctx, 'check', input, async (row, seat) => {
    const { columns } = await seat.rule();
    return {
      set: { ...columns, checkedBy: personId(ctx), checkedAt: ctx.now, note: '' },
      data: {
        round: row.round,
        passes: columns.passes,
        ruleField: columns.ruleField,
        ruleVersion: columns.ruleVersion,
      },
      notices: await tell(ctx, row, 'reviewers', 'checked', '有一份申请待评审'),
    };
  });
}

/** The applicant reads on the page of the application what is missing and why. */
export function askSupplement(ctx: Ctx, input: InputOf<typeof askRoute>): Promise<Done> {
  const { items, reason } = input;
  return takeStep(ctx, 'askSupplement', input, async (row) => ({
    set: { note: `需补正：${items.join('；')}。${reason}`, ...anew(row) },
    data: { items: items.length, reason, round: row.round },
    notices: await tell(ctx, row, 'expert', 'supplement', '您的申请需要补正材料'),
  }));
}

export function supplemented(ctx: Ctx, input: InputOf<typeof supplementedRoute>): Promise<Done> {
  return takeStep(ctx, 'supplemented', input, async (row, seat) => ({
    set: (await seat.rule()).columns,
    data: { round: row.round },
    notices: await tell(ctx, row, 'keepers', 'supplemented', '补正材料已收到，请核验'),
  }));
}

/** Opinions of the round that was left stay where they are; the next one is judged anew. */
export function anew(row: SeatRow): Record<string, unknown> {
  const round = row.state === 'applied' ? row.round : row.round + 1;
  return { round, checkedBy: null, checkedAt: null, publicisedFrom: null, publicisedTo: null };
}

export function sendBack(ctx: Ctx, input: InputOf<typeof sendBackRoute>): Promise<Done> {
  const { reason } = input;
  return takeStep(ctx, 'sendBack', input, async (row) => ({
    set: { note: reason, ...anew(row) },
    data: { reason, round: row.round + 1 },
    notices: await tell(ctx, row, 'keepers', 'returned', '有一份申请退回重新核验'),
  }));
}

export function refuseSeat(ctx: Ctx, input: InputOf<typeof refuseRoute>): Promise<Done> {
  return takeStep(ctx, 'refuse', input, async (row) => ({
    set: { note: input.reason },
    data: { reason: input.reason, round: row.round },
    notices: await tell(ctx, row, 'expert', 'refused', '您的申请未通过'),
  }));
}

export function withdrawSeat(ctx: Ctx, input: InputOf<typeof withdrawRoute>): Promise<Done> {
  return takeStep(ctx, 'withdraw', input, (row) => ({ set: { note: input.reason }, data: { round: row.round } }));
}
