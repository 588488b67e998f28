import { and, eq, ne } from 'drizzle-orm';
import type * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { assessWrites } from './assess.ts';
import { step } from './figure-rows.ts';
import { checkedIdentity, identityMac, keptIdentity, keptPhone, openSecret } from './identity.ts';
import { loadExpert } from './record.ts';

/** Name, post and words about oneself; identity number and phone only where they are typed anew. */
export async function editExpert(ctx: Ctx, input: InputOf<typeof contract.edit>): Promise<{ version: number }> {
  const expert = await loadExpert(ctx, input.id, 'expert.manage');
  sameVersion(expert, input.version);
  const { id, name, employer, post, bio } = input;
  const number = input.identityNumber === undefined ? undefined : checkedIdentity(ctx, input.identityNumber);
  if (number !== undefined) await checkUnknown(ctx, id, number);
  const identity = number === undefined ? {} : await keptIdentity(ctx, id, number);
  const phone = input.phone === undefined ? {} : await keptPhone(ctx, id, input.phone);
  const what = { identity: number !== undefined, phone: input.phone !== undefined };
  const set = { name, employer, post, bio, ...identity, ...phone, updatedAt: ctx.now };
  const { birthDay } = { birthDay: expert.birthDay, ...identity };
  const seats =
    birthDay === expert.birthDay ? [] : await assessWrites(ctx, id, (facts) => ({ ...facts, birthDay }), id);
  return ctx.db.commit([...changed(ctx, 'expert', expert, step('edit', what), set), ...seats], {
    version: expert.version + 1,
  });
}

async function checkUnknown(ctx: Ctx, id: string, number: string): Promise<void> {
  const e = ctx.db.rows.expert;
  const [other] = await ctx.db
    .select({ id: e.id })
    .from(e)
    .where(and(eq(e.identityMac, await identityMac(ctx, number)), ne(e.id, id)));
  if (other) refuse('expert_known');
}

/** Identity number or phone in full: for a reason, and the chain says who looked, at which, why. */
export async function reveal(ctx: Ctx, input: InputOf<typeof contract.reveal>): Promise<{ value: string }> {
  const expert = await loadExpert(ctx, input.id, 'expert.manage');
  const { which, reason } = input;
  const sealed = which === 'identity' ? expert.identitySealed : expert.phoneSealed;
  const value = await openSecret(ctx, which, expert.id, sealed);
  return ctx.db.commit(changed(ctx, 'expert', expert, step('reveal', { which, reason }), {}), { value });
}
