import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import type { Ctx } from '../context.ts';
import { takeTip } from './send.ts';

/**
 * A call, a letter, a visit. Sealed in the officer's browser like any other; no proof of work, for the officer is known: the
 * event names them. They have seen the receipt, so the reporter has to change it before anything else.
 */
export function enterTip(
  ctx: Ctx,
  { channel, ...sealed }: InputOf<typeof contract.enterTip>,
): Promise<OutputOf<typeof contract.enterTip>> {
  return takeTip(ctx, sealed, { channel, mustChange: true });
}
