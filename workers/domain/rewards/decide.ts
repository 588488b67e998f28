import type * as contract from '../../contract/rewards.ts';
import type { InputOf } from '../../contract/route.ts';
import { dayNumber, dayText, localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { tipRow } from '../tips/rows.ts';
import { checkFirst } from './first.ts';
import { loadReward, stepWrites } from './rows.ts';
import { claimTerms } from './terms.ts';

/** By another person than the one who proposed it. Approved, it is shown at the receipt at once, with its last day. */
export async function decideReward(ctx: Ctx, input: InputOf<typeof contract.decide>): Promise<{ ok: true }> {
  const reward = await loadReward(ctx, input.id);
  if (reward.version !== input.version) throw new DomainError('conflict');
  if (reward.state !== 'proposed') throw new DomainError('wrong_state');
  const me = personId(ctx);
  if (reward.proposedBy === me) throw new DomainError('same_person');
  if (!input.approve && input.reason === '') {
    throw new DomainError('bad_request', { fields: [{ path: 'reason', message: '请写明不批准的理由' }] });
  }
  // Merged, or reopened and refused, since it was proposed: then it is no longer the first one's, or nobody's.
  if (input.approve) await checkFirst(ctx, await tipRow(ctx, reward.tipId), reward.id);
  const { days } = await claimTerms(ctx);
  const decided = { decidedBy: me, decidedDay: localDay(ctx.now) };
  const writes = input.approve
    ? stepWrites(ctx, reward, 'approve', 'offered', { ...decided, untilDay: dayText(dayNumber(ctx.now) + days) })
    : stepWrites(ctx, reward, 'refuse', 'refused', { ...decided, reason: input.reason });
  const notices = await notifyWrites(ctx, {
    to: [{ personId: reward.proposedBy }],
    kind: input.approve ? 'reward.approved' : 'reward.refused',
    title: input.approve ? '举报奖励已批准' : '举报奖励未批准',
    body: input.approve ? '举报人凭回执可以看到金额和领奖期限。' : '理由见奖励台账。',
    link: '/rewards',
  });
  const answer = await ctx.db.commit([...writes, ...notices], { ok: true as const });
  ctx.ports.wakeOutbox();
  return answer;
}
