import { and, eq, inArray, lte } from 'drizzle-orm';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type * as contract from '../../contract/tip-desk.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { loadTip } from '../tips/rows.ts';
import { again } from '../tips/step.ts';
import { ALL_CUSTODIANS, loadLive, loadRequest, noticeOf, requestStep } from './rows.ts';

/**
 * Both halves, sealed to whoever asked, and the capsule: once. The halves are forgotten in the same commit; reading the name
 * again takes a new request. The tip must still be the reader's to see.
 */
export async function openIdentity(
  ctx: Ctx,
  { id }: InputOf<typeof contract.openIdentity>,
): Promise<OutputOf<typeof contract.openIdentity>> {
  return again(async () => {
    const request = await loadLive(ctx, id, ['ready']);
    if (request.requestedBy !== personId(ctx)) throw new DomainError('forbidden');
    const tip = await loadTip(ctx, request.tipId);
    const i = ctx.db.rows.tipIdentity;
    const [identity] = await ctx.db.select({ body: i.body }).from(i).where(eq(i.tipId, tip.id));
    const { halfA, halfB } = request;
    if (!identity || halfA === null || halfB === null) throw new DomainError('shredded');
    const step = {
      action: 'open',
      to: 'opened' as const,
      set: { halfA: null, halfB: null },
      notices: [noticeOf(ALL_CUSTODIANS, '一件封存的姓名已被打开')],
    };
    await ctx.db.commit(await requestStep(ctx, request, step), null);
    return { tipId: tip.id, formHash: tip.formHash, body: identity.body, halfA, halfB };
  });
}

/** The night's work: what nobody answered or used in its days ends, and what was granted of it goes. */
export async function expireRequests(ctx: Ctx): Promise<number> {
  const r = ctx.db.rows.identityRequest;
  const rows = await ctx.db
    .select({ id: r.id })
    .from(r)
    .where(and(inArray(r.state, ['open', 'ready']), lte(r.expiresAt, ctx.now)));
  for (const { id } of rows) {
    await again(async () => {
      const request = found(await loadRequest(ctx, id));
      if (request.state !== 'open' && request.state !== 'ready') return;
      const step = {
        action: 'expire',
        to: 'expired' as const,
        set: { halfA: null, halfB: null },
        notices: [noticeOf([{ personId: request.requestedBy }], '您调取姓名的申请已过期')],
      };
      await ctx.db.commit(await requestStep(ctx, request, step), null);
    });
  }
  return rows.length;
}
