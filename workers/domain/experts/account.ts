import { and, eq } from 'drizzle-orm';
import type * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { step } from './figure-rows.ts';
import { boundTo } from './identity.ts';
import { loadKept } from './record.ts';

export interface Account {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** Sealed under a key of its own. Whoever writes it down does not read it back: only its last four digits are shown. */
export async function setAccount(ctx: Ctx, input: InputOf<typeof contract.setAccount>): Promise<{ tail: string }> {
  const expert = await loadKept(ctx, input.id, 'expert.manage');
  const { holder, bank } = input;
  const number = input.number.replaceAll(' ', '');
  const account: Account = { holder, bank, number };
  const sealed = await ctx.ports.secrets.seal('expert-account', boundTo(ctx, expert.id), JSON.stringify(account));
  const tail = number.slice(-4);
  const set = { sealed, tail, updatedAt: ctx.now };
  return ctx.db.commit(
    [
      ctx.db.upsert('expertAccount', { expertId: expert.id, ...set }, ['expertId'], set),
      ...changed(ctx, 'expert', expert, step('account.set', {}), { updatedAt: ctx.now }),
    ],
    { tail },
  );
}

/** For the payment itself: while a fee of this expert is approved and waits. Each look is an event. @throws `not_found` */
export async function openAccount(ctx: Ctx, { id }: { id: string }): Promise<Account> {
  const { expert: e, expertAccount: a, expertFee: f } = ctx.db.rows;
  const [due] = await ctx.db
    .select({ id: f.id })
    .from(f)
    .where(and(eq(f.expertId, id), eq(f.state, 'approved')))
    .limit(1);
  found(due);
  const [row] = await ctx.db.select({ sealed: a.sealed }).from(a).where(eq(a.expertId, id));
  const text = await ctx.ports.secrets.open('expert-account', boundTo(ctx, id), found(row).sealed);
  const [expert] = await ctx.db
    .select({ id: e.id, version: e.version, eventHash: e.eventHash })
    .from(e)
    .where(eq(e.id, id));
  const { holder, bank, number } = JSON.parse(text) as Account;
  const writes = changed(ctx, 'expert', found(expert), step('account.open', { feeId: due?.id }), {});
  return ctx.db.commit(writes, { holder, bank, number });
}
