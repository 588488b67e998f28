import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/experts.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { born, changed } from '../people/chain.ts';
import { invite } from '../people/invite.ts';
import { step } from './figure-rows.ts';
import { loadExpert } from './record.ts';

/**
 * A person with the one role of an expert, and the link by which they choose a password; again while it was never used.
 * Whoever has signed in already gets a new password from those who manage people.
 */
export async function signInExpert(
  ctx: Ctx,
  input: InputOf<typeof contract.signIn>,
): Promise<{ personId: string; invitePath: string }> {
  const expert = await loadExpert(ctx, input.id, 'expert.manage');
  const told = step('sign_in', {});
  if (expert.personId !== null) {
    const p = ctx.db.rows.person;
    const [row] = await ctx.db.select({ status: p.status }).from(p).where(eq(p.id, expert.personId));
    if (found(row).status !== 'invited') return refuse('wrong_state');
    const link = invite(ctx, expert.personId, 'invite');
    const writes = [...link.writes, ...changed(ctx, 'expert', expert, told, {})];
    return ctx.db.commit(writes, { personId: expert.personId, invitePath: link.path });
  }
  const { username } = input;
  const person = {
    id: ctx.newId(),
    name: expert.name,
    username,
    phone: null,
    unitId: null,
    post: '专家',
    createdAt: ctx.now,
  };
  const link = invite(ctx, person.id, 'invite');
  return ctx.db.commit(
    [
      ...born(ctx, 'person', person, { action: 'add', to: 'invited', data: { unitId: null, roles: ['expert:'] } }),
      ctx.db.insert('personRole', { personId: person.id, role: 'expert', unitId: '', grantedAt: ctx.now }),
      ...link.writes,
      ...changed(ctx, 'expert', expert, told, { personId: person.id, updatedAt: ctx.now }),
    ],
    { personId: person.id, invitePath: link.path },
  );
}
