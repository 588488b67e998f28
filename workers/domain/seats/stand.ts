import type { InputOf } from '../../contract/route.ts';
import type { remove as removeRoute, resume as resumeRoute, suspend as suspendRoute } from '../../contract/seats.ts';
import type { Ctx } from '../context.ts';
import { type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** Not drawn, not sent anywhere, and the card says so, until resumed. */
export function suspend(ctx: Ctx, input: InputOf<typeof suspendRoute>): Promise<Done> {
  return takeStep(ctx, 'suspend', input, async (row) => ({
    set: { note: input.reason },
    data: { reason: input.reason },
    notices: await tell(ctx, row, 'expert', 'suspended', '您的聘用已暂停'),
  }));
}

export function resume(ctx: Ctx, input: InputOf<typeof resumeRoute>): Promise<Done> {
  return takeStep(ctx, 'resume', input, async (row, seat) => ({
    set: { ...(await seat.rule()).columns, note: '' },
    data: { reason: input.reason },
    notices: await tell(ctx, row, 'expert', 'resumed', '您的聘用已恢复'),
  }));
}

/** For good. The reason stays with the seat: a false opinion is one. */
export function remove(ctx: Ctx, input: InputOf<typeof removeRoute>): Promise<Done> {
  return takeStep(ctx, 'remove', input, async (row) => ({
    set: { note: input.reason },
    data: { reason: input.reason },
    notices: [
      ...(await tell(ctx, row, 'keepers', 'removed', '一名专家已解聘')),
      ...(await tell(ctx, row, 'expert', 'removed', '您的聘用已解除')),
    ],
  }));
}
