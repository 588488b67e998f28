import { and, eq, ne } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { deskRecipients } from '../tips/desks.ts';
import { tipOfToken, toTheDay } from '../tips/receipt-tip.ts';
import { codeMac } from './code-mac.ts';
import { stepWrites } from './rows.ts';

/**
 * The reporter's browser drew a code; of it an HMAC is kept. Again until it is paid: whoever lost the code draws another, and
 * the first opens nothing any more. The pay-out number is given once.
 */
export async function claimReward(ctx: Ctx, input: InputOf<typeof contract.claim>): Promise<{ ok: true }> {
  const tip = await tipOfToken(ctx, input.token);
  if (tip.mustChange) throw new DomainError('must_change');
  const r = ctx.db.rows.reward;
  const [reward] = await ctx.db
    .select()
    .from(r)
    .where(and(eq(r.tipId, tip.id), ne(r.state, 'refused')));
  const today = localDay(ctx.now);
  const open = reward?.state === 'offered' || reward?.state === 'claimed';
  if (!reward || !open || (reward.untilDay ?? '') < today) throw new DomainError('wrong_state');
  const first = reward.payNo === null;
  const payNo = reward.payNo ?? `${today.slice(0, 4)}-${await numbered(ctx)}`;
  const writes = stepWrites(toTheDay(ctx), reward, 'claim', 'claimed', {
    payNo,
    codeMac: await codeMac(ctx, input.code),
  });
  const notices = first ? await noticesOf(ctx, tip.desk) : [];
  const answer = await ctx.db.commit([...writes, ...notices], { ok: true as const }).catch((error: unknown) => {
    if (error instanceof ConflictError) throw new DomainError('conflict');
    throw error;
  });
  ctx.ports.wakeOutbox();
  return answer;
}

const numbered = async ({ db }: Ctx): Promise<string> => String(await db.nextNumber('payout')).padStart(4, '0');

/** To the day, as all that a reporter does; finance hears that there is something, and no more. */
async function noticesOf(ctx: Ctx, desk: string) {
  const day = toTheDay(ctx);
  const office = await notifyWrites(day, {
    to: deskRecipients(desk),
    kind: 'reward.claimed',
    title: '一笔举报奖励已申领',
    body: '举报人已生成领奖码，等财务发放。',
    link: '/rewards?state=claimed',
  });
  const finance = await notifyWrites(day, {
    to: [{ role: 'finance' }],
    kind: 'payout.waiting',
    title: '有一笔奖励可以发放',
    body: '领奖人到窗口后，凭领奖码办理。',
    link: '/payouts',
  });
  return [...office, ...finance];
}
