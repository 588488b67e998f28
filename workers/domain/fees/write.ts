import { and, eq, ne } from 'drizzle-orm';
import type * as contract from '../../contract/fees.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born, changed } from '../people/chain.ts';
import { budgetRow } from './budgets.ts';
import { engagementsOf, feeCounters, feeIn, stepWrites } from './rows.ts';
import { dayRateMost } from './terms.ts';

/** For a signed opinion of an accepted engagement, once; the amount is days × rate, to the fen. */
export async function proposeFee(
  ctx: Ctx,
  input: InputOf<typeof contract.proposeFee>,
): Promise<OutputOf<typeof contract.proposeFee>> {
  const { engagementExpert: p, engagement: e, expertFee: f } = ctx.db.rows;
  const [read] = await ctx.db
    .select({ expertId: p.expertId, part: p.state, engagement: e.state })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(and(eq(p.id, input.partId), await engagementsOf(ctx, 'expert.engage')));
  const part = found(read);
  if (part.part !== 'signed' || !['accepted', 'closed'].includes(part.engagement)) refuse('wrong_state');
  const [one] = await ctx.db
    .select({ id: f.id })
    .from(f)
    .where(and(eq(f.partId, input.partId), ne(f.state, 'refused')));
  if (one) refuse('name_taken');
  await budgetRow(ctx, input.budgetLineId);
  const most = await dayRateMost(ctx);
  if (input.rate > most) {
    refuse('bad_request', { fields: [{ path: 'rate', message: `每日标准不超过 ${most / 100} 元` }] });
  }
  const id = ctx.newId();
  const number = `${localDay(ctx.now).slice(0, 4)}-F${String(await ctx.db.nextNumber('expert.fee')).padStart(4, '0')}`;
  const amount = Math.round((input.rate * input.halfDays) / 2);
  const row = {
    ...input,
    ...{ id, number, expertId: part.expertId, amount, state: 'proposed', proposedBy: personId(ctx) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now, version: 0, eventHash: '' },
  };
  const notices = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'expert.fee',
    title: `专家费用待审批：${number}`,
    body: '请核对工作天数和标准后审批。',
    link: '/expert-fees',
  });
  const writes = [
    ...born(ctx, 'expertFee', row, { action: 'propose', to: 'proposed', data: { halfDays: input.halfDays } }),
    ...feeCounters(ctx, null, 'proposed'),
    ...notices,
  ];
  const answer = await ctx.db.commit(writes, { id, number, amount, version: 1 });
  ctx.ports.wakeOutbox();
  return answer;
}

/** By another person than proposed it, and within what the year's money still holds. */
export async function decideFee(
  ctx: Ctx,
  input: InputOf<typeof contract.decideFee>,
): Promise<OutputOf<typeof contract.decideFee>> {
  const fee = await feeIn(ctx, input, 'proposed');
  const me = personId(ctx);
  if (fee.proposedBy === me) refuse('same_person');
  if (!input.approve && input.reason === '') {
    refuse('bad_request', { fields: [{ path: 'reason', message: '请写明不批准的理由' }] });
  }
  const to = input.approve ? ('approved' as const) : ('refused' as const);
  const writes = stepWrites(ctx, fee, input.approve ? 'approve' : 'refuse', to, {
    decidedBy: me,
    reason: input.reason,
  });
  if (input.approve) {
    const budget = await budgetRow(ctx, fee.budgetLineId);
    const approved = budget.approved + fee.amount;
    if (approved > budget.amount) refuse('budget_short');
    const change = { action: 'approve', from: null, to: null, data: { feeId: fee.id } };
    writes.push(...changed(ctx, 'budgetLine', budget, change, { approved }));
  }
  const notices = await notifyWrites(ctx, {
    to: [{ personId: fee.proposedBy }, ...(input.approve ? [{ role: 'finance' as const }] : [])],
    kind: `expert.fee_${to}`,
    title: `专家费用${input.approve ? '已批准' : '未批准'}：${fee.number}`,
    body: input.approve ? '可以发放。' : '理由见专家费用清单。',
    link: input.approve ? '/payouts' : '/expert-fees',
  });
  const answer = await ctx.db.commit([...writes, ...notices], { id: fee.id, state: to, version: fee.version + 1 });
  ctx.ports.wakeOutbox();
  return answer;
}

/** Paid by a third person: neither who proposed it nor who approved it. */
export async function payFee(
  ctx: Ctx,
  input: InputOf<typeof contract.payFee>,
): Promise<OutputOf<typeof contract.payFee>> {
  const fee = await feeIn(ctx, input, 'approved');
  const me = personId(ctx);
  if (fee.proposedBy === me || fee.decidedBy === me) refuse('same_person');
  const budget = await budgetRow(ctx, fee.budgetLineId);
  const set = { paidBy: me, paidOn: localDay(ctx.now), reference: input.reference };
  const change = { action: 'pay', from: null, to: null, data: { feeId: fee.id } };
  const writes = [
    ...stepWrites(ctx, fee, 'pay', 'paid', set),
    ...changed(ctx, 'budgetLine', budget, change, { paid: budget.paid + fee.amount }),
  ];
  return ctx.db.commit(writes, { id: fee.id, state: 'paid' as const, version: fee.version + 1 });
}
