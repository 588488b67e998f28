import type { Ctx } from '../context.ts';
import { readSetting } from '../tips/settings.ts';

export interface ClaimTerms {
  /** Days from approval within which the reward has to be fetched. */
  readonly days: number;
  /** False: the pay desk asks for an identity card. */
  readonly byCodeAlone: boolean;
  readonly where: string;
}

/** Setting `tip.reward_claim`, with the national starting point where the tenant has set nothing. */
export async function claimTerms(ctx: Ctx): Promise<ClaimTerms> {
  const own = ((await readSetting(ctx, 'tip.reward_claim')) ?? {}) as Record<string, unknown>;
  const { days, where, payAnonymousByCode } = own;
  return {
    days: Number.isInteger(days) && (days as number) >= 1 && (days as number) <= 3650 ? (days as number) : 60,
    byCodeAlone: payAnonymousByCode === true,
    where: typeof where === 'string' ? where.slice(0, 200) : '',
  };
}
