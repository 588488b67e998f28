import type { InputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { TIP_STATE_NAMES } from '../../contract/tips.ts';
import type { Ctx } from '../context.ts';
import { loadSeen } from './rows.ts';
import { tipStep } from './step.ts';

/** Its replies raise no mark any more. The reporter is not told: whoever floods would only take another receipt. */
export async function muteTip(ctx: Ctx, input: InputOf<typeof contract.muteTip>): Promise<{ ok: true }> {
  const { muted } = input;
  const tip = await loadSeen(ctx, input, TIP_STATE_NAMES);
  const set = { muted, ...(muted ? { unread: 0 } : {}) };
  return ctx.db.commit(tipStep(ctx, tip, { action: 'mute', set, data: { muted } }).writes, { ok: true });
}
