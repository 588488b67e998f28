import { eq } from 'drizzle-orm';
import type { reinvite as contract, resume as resumeContract } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { resetLink } from '../people/invite.ts';
import { actOn } from './acts.ts';
import { provision } from './provision.ts';
import { tenantRow } from './view.ts';

export const resume = (ctx: PlatformCtx, input: InputOf<typeof resumeContract>) =>
  provision(ctx, input.no, { name: input.adminName, username: input.adminUsername }, input.reason);

/** A new one-time link for an administrator who lost the first: only for persons who hold that role. */
export async function reinvite(
  ctx: PlatformCtx,
  { no, adminUsername, reason }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const row = await tenantRow(ctx, no);
  if (!['active', 'suspended', 'closing'].includes(row.status)) return refuse('wrong_state');
  const opened = await ctx.openTenant(no, 'reinvite');
  const { person, personRole } = opened.db.rows;
  const held = await opened.db
    .select({ id: person.id, role: personRole.role })
    .from(person)
    .innerJoin(personRole, eq(personRole.personId, person.id))
    .where(eq(person.username, adminUsername));
  const administrator = found(held.find((h) => h.role === 'tenant_admin'));
  const { invitePath } = await resetLink(opened, { id: administrator.id });
  const act = { action: 'tenant.reinvite', reason, data: { personId: administrator.id } };
  return ctx.directory.commit(actOn(ctx, row, act, {}), { invitePath });
}
