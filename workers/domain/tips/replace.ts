import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/receipts.ts';
import type { InputOf } from '../../contract/route.ts';
import { SUITE, toBase64 } from '../../protocol/bytes.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { sized } from './check.ts';
import { receiptMac } from './receipt-mac.ts';
import { tipOfToken, toTheDay } from './receipt-tip.ts';

/** 换码: the old receipt is unknown from now on, and tokens given for it are worth nothing. */
export async function replace(ctx: Ctx, input: InputOf<typeof contract.replace>): Promise<{ ok: true }> {
  const wrapped = sized(input.reporterWrapped, (n) => n >= 100 && n <= 600);
  if (wrapped[0] !== SUITE) throw new DomainError('envelope_invalid');
  const locator = toBase64(sized(input.locator, (n) => n === 16));
  const authMac = await receiptMac(ctx, locator, toBase64(sized(input.auth, (n) => n === 32)));
  const keys = { locator, authMac, reporterWrapped: toBase64(wrapped), mustChange: false };
  for (let attempt = 1; ; attempt++) {
    const tip = await tipOfToken(ctx, input.token);
    const { write, head } = nextEvent(toTheDay(ctx), tip, {
      entity: 'tip',
      entityId: tip.id,
      action: 'replace_receipt',
      from: tip.state,
      to: null,
      data: {},
    });
    try {
      const update = ctx.db.update('tip', { ...keys, ...head }, (t) => eq(t.id, tip.id));
      return await ctx.db.commit([write, update], { ok: true });
    } catch (error) {
      // A colleague looked in the same instant; or, hardly ever, the code is somebody's already.
      if (!(error instanceof ConflictError) || error.table === 'tip' || attempt === 5) throw error;
    }
  }
}
