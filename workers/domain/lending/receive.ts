import { and, eq } from 'drizzle-orm';
import { waitingWrite } from '../cascade/message.ts';
import { linkWith } from '../cascade/rows.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import type { LentJob, LoanMessage } from './message.ts';
import { receiveRoster } from './mirror.ts';
import { loanStep, loanWith, offerWrites, standing } from './rows.ts';
import { endWrites } from './write.ts';

/** What the other district says about a lent pool. Heard only over a link that stands, and only in its direction. */
export async function receiveLoan(ctx: Ctx, from: string, message: LoanMessage): Promise<void> {
  const link = async (direction: 'up' | 'down') => (await linkWith(ctx, direction, from))?.state === 'agreed';
  switch (message.type) {
    case 'loan_offer':
      if (await link('up')) await offered(ctx, from, message);
      return;
    case 'loan_roster': {
      const loan = await loanWith(ctx, 'in', from, message.pool);
      if (loan?.state === 'agreed' && (await link('up'))) await receiveRoster(ctx, loan, message.members, message.at);
      return;
    }
    case 'loan_answer': {
      const loan = await loanWith(ctx, 'out', from, message.pool);
      if (loan?.state !== 'offered' || !(await link('down'))) return;
      const first = message.accept ? [waitingWrite(ctx, { roster: loan.lentPool, to: from })] : [];
      await ctx.db.commit([...loanStep(ctx, loan, 'answer', message.accept ? 'agreed' : 'refused'), ...first], null);
      ctx.ports.wakeOutbox();
      return;
    }
    case 'loan_job': {
      const loan = await loanWith(ctx, 'out', from, message.pool);
      if (loan && (await link('down'))) await receiveJob(ctx, from, message.pool, message.job);
      return;
    }
    case 'loan_end': {
      const loans = [await loanWith(ctx, 'out', from, message.pool), await loanWith(ctx, 'in', from, message.pool)];
      for (const loan of loans) {
        if (loan && loan.state !== 'ended') await ctx.db.commit(await endWrites(ctx, loan), null);
      }
    }
  }
}

async function offered(ctx: Ctx, from: string, message: Extract<LoanMessage, { type: 'loan_offer' }>): Promise<void> {
  const known = await loanWith(ctx, 'in', from, message.pool.id);
  if (known && ['offered', 'agreed'].includes(known.state)) return;
  const name = (await linkWith(ctx, 'up', from))?.name ?? from;
  const { id: lentPool, title, field } = message.pool;
  const { writes } = offerWrites(ctx, known, {
    ...{ direction: 'in', slug: from, name, lentPool, poolId: known?.poolId ?? null },
    ...{ field, title, untilDay: message.until },
  });
  const notice = await notifyWrites(ctx, {
    to: [{ role: 'commission_office' }],
    kind: 'loan.offered',
    title: `${name}愿意借出“${title}”`,
    body: '同意后，可以从中抽取、邀请专家。请在“专家库”中答复。',
    link: '/expert-pools',
  });
  await ctx.db.commit([...writes, ...notice], null);
}

/** Only of a seat in the pool that was lent; an older word changes nothing. */
async function receiveJob(ctx: Ctx, slug: string, poolId: string, job: LentJob): Promise<void> {
  const { expertSeat: s, lentJob: j } = ctx.db.rows;
  const [seat] = await ctx.db
    .select({ expertId: s.expertId })
    .from(s)
    .where(and(eq(s.id, job.seat), eq(s.poolId, poolId)));
  const [known] = await ctx.db
    .select({ toldAt: j.toldAt })
    .from(j)
    .where(and(eq(j.slug, slug), eq(j.part, job.part)));
  if (!seat || (known && known.toldAt >= job.at)) return;
  const set = { open: job.open ? 1 : 0, fromDay: job.fromDay, toDay: job.toDay, toldAt: job.at };
  const row = { slug, part: job.part, expertId: seat.expertId, ...set };
  await ctx.db.commit([ctx.db.upsert('lentJob', row, ['slug', 'part'], set)], null);
}

/** The link to a district ended: so did everything lent over it. */
export async function endLoansWith(ctx: Ctx, slug: string) {
  const writes = [];
  for (const loan of await standing(ctx, { slug })) writes.push(...(await endWrites(ctx, loan)));
  return writes;
}
