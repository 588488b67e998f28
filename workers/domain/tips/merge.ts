import { and, eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { mergeFromTip } from '../hazards/from-tip.ts';
import { sealedFor } from './desks.ts';
import { loadSeen, loadTip, type TipRow } from './rows.ts';
import { tipStep } from './step.ts';
import { endTipClocks } from './tip-clocks.ts';

/** What a tip may be merged into: one that is being worked on, or was found true. */
const LIVING = ['received', 'opened', 'confirmed'];

/**
 * The same matter reported twice. Its hazard follows the other's; words, keys and receipt stay its own, so every reporter goes
 * on reading the outcome. Both tips get an event: of two officers who merge the two into each other one hears `conflict`.
 */
export async function mergeTip(ctx: Ctx, input: InputOf<typeof contract.mergeTip>): Promise<{ ok: true }> {
  const { db } = ctx;
  const tip = await loadSeen(ctx, input, ['received', 'opened']);
  const into = await loadTip(ctx, input.intoId);
  if (!fits(tip, into)) refuse('bad_request', { fields: [{ path: 'intoId', message: '不能并入这一件' }] });
  const hazard = await mergeFromTip(ctx, tip.hazardId, into.hazardId);
  const set = { mergedIntoId: into.id, extensionBy: null, priority: 0 };
  const writes = [
    ...tipStep(ctx, tip, { action: 'merge', to: 'merged', set, data: { intoId: into.id } }).writes,
    ...tipStep(ctx, into, { action: 'absorb', data: { fromId: tip.id } }).writes,
    // Those that were merged into it go on with it: a receipt is always one step away from what it tells of.
    db.update('tip', { mergedIntoId: into.id }, (t) => and(eq(t.mergedIntoId, tip.id))),
    ...hazard.writes,
    ...(await endTipClocks(ctx, tip.id, 'merged')),
  ];
  const done = await db.commit(writes, { ok: true as const });
  ctx.ports.wakeOutbox();
  return done;
}

/** Not into itself, into what has ended, or into what another office alone may know of. */
function fits(tip: TipRow, into: TipRow): boolean {
  return (
    tip.id !== into.id &&
    LIVING.includes(into.state) &&
    into.mergedIntoId === null &&
    into.shreddedDay === null &&
    sealedFor(tip.desk) === sealedFor(into.desk)
  );
}
