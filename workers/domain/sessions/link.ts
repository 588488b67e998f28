import { and, eq, gt, isNull } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { peekLink as peekContract, useLink as useContract } from '../../contract/session.ts';
import type { Actor, Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import type { LinkKind } from '../people/invite.ts';
import { openSession } from './issue.ts';
import { hashPassword } from './password.ts';
import { type Issued, sha256 } from './refresh-token.ts';
import { endSessionsOf } from './sign-out.ts';

/** The link's person, while it works. @throws `link_invalid` for unknown, used, voided and expired ones alike. */
async function holderOf(ctx: Ctx, token: string) {
  const { invitation: i, person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      linkId: i.id,
      kind: i.kind,
      id: i.personId,
      name: p.name,
      username: p.username,
      status: p.status,
      version: p.version,
      eventHash: p.eventHash,
    })
    .from(i)
    .innerJoin(p, eq(p.id, i.personId))
    .where(and(eq(i.tokenHash, sha256(token)), isNull(i.usedAt), gt(i.expiresAt, ctx.now)));
  return row && row.status !== 'disabled' ? { ...row, kind: row.kind as LinkKind } : refuse('link_invalid');
}

export async function peekLink(ctx: Ctx, input: InputOf<typeof peekContract>): Promise<OutputOf<typeof peekContract>> {
  const { kind, name, username } = await holderOf(ctx, input.token);
  return { kind, name, username, tenantName: ctx.tenant.name };
}

/**
 * Sets the password, activates the person, ends every session and signs in. A reset starts all credentials afresh: the
 * code generator of a lost phone and a passkey slipped in by a thief both go.
 */
export async function useLink(outer: Ctx, input: InputOf<typeof useContract>): Promise<Issued> {
  const holder = await holderOf(outer, input.token);
  const actor: Actor = { kind: 'person', personId: holder.id, sessionId: '', grants: [] };
  const ctx: Ctx = { ...outer, actor };
  const { db, now } = ctx;
  const passwordHash = await hashPassword(input.password);
  const username = holder.kind === 'invite' ? (input.username ?? holder.username) : holder.username;
  const { write, answer } = await openSession(ctx, holder.id, input.label);
  const change = { action: 'link_used', from: holder.status, to: 'active', data: { kind: holder.kind } };
  const fresh = { totpSecret: null, totpLastStep: null, failedCount: 0, lockedUntil: null };
  const writes = [
    ...changed(ctx, 'person', holder, change, { passwordHash, username, status: 'active', ...fresh }),
    db.update('invitation', { usedAt: now }, (i) => eq(i.id, holder.linkId)),
    db.remove('passkey', (k) => eq(k.personId, holder.id)),
    endSessionsOf(ctx, holder.id),
    write,
  ];
  try {
    return await db.commit(writes, answer);
  } catch (error) {
    // Whoever used the same link in the same instant was faster.
    if (error instanceof ConflictError && error.table === 'event') return refuse('link_invalid');
    throw error;
  }
}
