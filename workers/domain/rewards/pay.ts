import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type * as contract from '../../contract/rewards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { parsePayCode } from '../../protocol/pay-code.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, personId } from '../context.ts';
import { DomainError } from '../errors.ts';
import { namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { codeMac } from './code-mac.ts';
import { paidCounters, stepWrites } from './rows.ts';
import { claimTerms } from './terms.ts';

/** The pay desk's columns, and what the step itself needs. Nothing read here leads to a tip. */
async function payable(ctx: Ctx, code: string) {
  const r = ctx.db.rows.reward;
  const digits = parsePayCode(code);
  if (digits === undefined) throw new DomainError('code_unknown');
  const open = and(eq(r.state, 'claimed'), gte(r.untilDay, localDay(ctx.now)));
  const [row] = await ctx.db
    .select({
      number: sql<string>`${r.payNo}`.as('number'),
      amount: r.amount,
      id: r.id,
      state: r.state,
      proposedBy: r.proposedBy,
      decidedBy: r.decidedBy,
      version: r.version,
      eventHash: r.eventHash,
    })
    .from(r)
    .where(and(eq(r.codeMac, await codeMac(ctx, digits)), open));
  if (!row) throw new DomainError('code_unknown');
  return row;
}

/** 凭码领奖: what is to be paid for this code. One refusal for every code that pays nothing. */
export async function findPayout(
  ctx: Ctx,
  { code }: InputOf<typeof contract.findPayout>,
): Promise<OutputOf<typeof contract.findPayout>> {
  const { number, amount } = await payable(ctx, code);
  const { byCodeAlone } = await claimTerms(ctx);
  return { number, amount, withId: !byCodeAlone };
}

/** Paid against a signature on paper; the code is used up. Whoever proposed or approved it does not pay it out. */
export async function payOut(ctx: Ctx, input: InputOf<typeof contract.pay>): Promise<OutputOf<typeof contract.pay>> {
  const row = await payable(ctx, input.code);
  const { number, amount } = row;
  if (number !== input.number) throw new DomainError('conflict');
  const paidBy = personId(ctx);
  if (row.proposedBy === paidBy || row.decidedBy === paidBy) throw new DomainError('same_person');
  const settledDay = localDay(ctx.now);
  const set = { codeMac: null, payReference: input.reference, paidBy, settledDay };
  const writes = [...stepWrites(ctx, row, 'pay', 'paid', set), ...paidCounters(ctx, settledDay, amount)];
  return ctx.db.commit(writes, { number, amount });
}

/** What was paid out, by number, newest first; and how many wait for their reporter to come. */
export async function listPayouts(
  ctx: Ctx,
  { cursor, limit }: InputOf<typeof contract.payouts>,
): Promise<OutputOf<typeof contract.payouts>> {
  const { reward: r, counter: c } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select({
      number: sql<string>`${r.payNo}`.as('number'),
      amount: r.amount,
      reference: sql<string>`${r.payReference}`.as('reference'),
      paidDay: sql<string>`${r.settledDay}`.as('paid_day'),
      paidBy: r.paidBy,
    })
    .from(r)
    .where(and(eq(r.state, 'paid'), after && lt(r.payNo, after[0])))
    .orderBy(desc(r.payNo))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.number]);
  const names = await namesOf(
    ctx,
    items.map((row) => row.paidBy),
  );
  const [waiting] = await ctx.db
    .select({ value: c.value })
    .from(c)
    .where(and(eq(c.name, 'reward.state'), eq(c.bucket, 'claimed')));
  return {
    items: items.map((row) => ({ ...row, paidBy: names[row.paidBy ?? ''] ?? '' })),
    next,
    waiting: waiting?.value ?? 0,
  };
}
