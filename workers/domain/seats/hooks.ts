import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { anew } from './check.ts';
import { stepsOf } from './machine.ts';
import { seatsOf } from './rows.ts';
import { stepWrites } from './step.ts';
import { tell } from './tell.ts';

/**
 * A period, a credential or its file was changed: whoever judged saw something else. Every case of this expert that was
 * already checked goes back to be checked and judged anew. For the commit that changes the figure.
 */
export async function figuresChangedWrites(ctx: Ctx, expertId: string): Promise<Write[]> {
  const writes: Write[] = [];
  for (const row of await seatsOf(ctx, expertId)) {
    const step = stepsOf(row.state).changed;
    if (!step) continue;
    const made = await stepWrites(ctx, row, 'changed', step.to, {
      set: { ...anew(row), note: '经历或材料有变动，重新核验' },
      data: { round: row.round + 1 },
      notices: await tell(ctx, row, 'keepers', 'changed', '一份申请的材料有变动，已退回重新核验'),
    });
    writes.push(...made.writes);
  }
  return writes;
}

/** The applicant sent what was missing: the cases that waited for it go on. For the commit that stores it. */
export async function supplementedWrites(ctx: Ctx, expertId: string): Promise<Write[]> {
  const writes: Write[] = [];
  for (const row of await seatsOf(ctx, expertId)) {
    const step = stepsOf(row.state).supplemented;
    if (!step) continue;
    const made = await stepWrites(ctx, row, 'supplemented', step.to, {
      data: { round: row.round },
      notices: await tell(ctx, row, 'keepers', 'supplemented', '补正材料已收到，请核验'),
    });
    writes.push(...made.writes);
  }
  return writes;
}

/** The applicant takes back an application. @throws `wrong_state` for a seat that is held, or over */
export async function withdrawnWrites(ctx: Ctx, expertId: string, seatId: string): Promise<Write[]> {
  const row = (await seatsOf(ctx, expertId)).find((seat) => seat.id === seatId) ?? refuse('not_found');
  const step = stepsOf(row.state).withdraw ?? refuse('wrong_state');
  const { writes } = await stepWrites(ctx, row, 'withdraw', step.to, {
    set: { note: '申请人撤回' },
    data: { round: row.round },
    notices: await tell(ctx, row, 'keepers', 'withdrawn', '一份申请已由申请人撤回'),
  });
  return writes;
}
