import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';

/** Setting `expert.fee`: the most a day may cost, in fen; no limit where the tenant has set none. */
export async function dayRateMost(ctx: Ctx): Promise<number> {
  const own = ((await readSetting(ctx, 'expert.fee')) ?? {}) as Record<string, unknown>;
  const most = own.dayRateMost;
  return Number.isSafeInteger(most) && (most as number) > 0 ? (most as number) : Number.MAX_SAFE_INTEGER;
}
