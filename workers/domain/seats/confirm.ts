import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { confirmFigure as route } from '../../contract/seats.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { inPool } from '../experts/sight.ts';
import { type Case, caseOf, shutGate } from './gates.ts';
import { PENDING } from './machine.ts';
import { loadSeat } from './rows.ts';
import { type Done, stepWrites } from './step.ts';

/** States in which a figure may still be compared; later a change leads back to here. A member's papers are kept up too. */
const OPEN: readonly string[] = [...PENDING.slice(0, 2), 'appointed', 'suspended'];

/**
 * One period or credential compared with its evidence: pinned to the digest the page showed, with who and when. Without a
 * file it says that the original was seen.
 */
export async function confirmFigure(ctx: Ctx, input: InputOf<typeof route>): Promise<Done> {
  const { figureId, hash, confirmed } = input;
  const row = await loadSeat(ctx, input.id);
  if (row.version !== input.version) refuse('conflict');
  await inPool(ctx, 'expert.manage', row.poolId);
  const seat: Case = caseOf(ctx, row);
  if (!OPEN.includes(row.state)) refuse('wrong_state');
  const tied = await shutGate(ctx, seat, ['clear']);
  if (tied) refuse(tied.code);
  const { periods, credentials } = await seat.figures();
  const figure = found([...periods, ...credentials].find((f) => f.id === figureId));
  if (figure.hash !== hash) refuse('conflict');
  const set = confirmed
    ? { confirmedBy: personId(ctx), confirmedAt: ctx.now, confirmedHash: hash }
    : { confirmedBy: null, confirmedAt: null, confirmedHash: null };
  const write = periods.some((p) => p.id === figureId)
    ? ctx.db.update('expertPeriod', set, (t) => eq(t.id, figureId))
    : ctx.db.update('expertCredential', set, (t) => eq(t.id, figureId));
  const { writes, done } = await stepWrites(ctx, row, 'confirm', row.state, {
    stays: confirmed ? 'confirm' : 'unconfirm',
    data: { figureId, hash },
    writes: [write],
  });
  return ctx.db.commit(writes, done);
}
