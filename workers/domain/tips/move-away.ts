import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { dismissFromTip } from '../hazards/from-tip.ts';
import { loadSeen } from './rows.ts';
import { tipStep } from './step.ts';
import { endTipClocks } from './tip-clocks.ts';

/** Districts a tip can be moved to, by a part of the name. */
export async function neighbours(
  ctx: Ctx,
  { q }: InputOf<typeof contract.neighbours>,
): Promise<OutputOf<typeof contract.neighbours>> {
  return { items: [...(await ctx.ports.districts({ q }))] };
}

/**
 * The officer's browser has sealed it anew for the other district and sent it there like any tip; here it ends. `toDigest` is
 * what the other's acceptance proof signs, so that both ledgers can be held against each other.
 */
export async function moveAway(ctx: Ctx, input: InputOf<typeof contract.moveAway>): Promise<{ ok: true }> {
  const { toSlug, toDigest, reason } = input;
  const tip = await loadSeen(ctx, input, ['received', 'opened']);
  if (tip.mergedIntoId !== null) throw new DomainError('wrong_state');
  const [district] = await ctx.ports.districts({ slug: toSlug });
  if (!district) return refuse('bad_request', { fields: [{ path: 'toSlug', message: '没有这个地区，或尚未启用' }] });
  const told = `已移送${district.name}办理。${reason}`;
  const { writes } = await dismissFromTip(ctx, tip.hazardId, told);
  const step = {
    action: 'moveAway',
    to: 'moved' as const,
    set: { told, extensionBy: null, priority: 0 },
    data: { toSlug, toDigest },
  };
  const all = [...tipStep(ctx, tip, step).writes, ...writes, ...(await endTipClocks(ctx, tip.id, 'moved'))];
  const done = await ctx.db.commit(all, { ok: true as const });
  ctx.ports.wakeOutbox();
  return done;
}
