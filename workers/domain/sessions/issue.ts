import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { grantsOf } from './grants.ts';
import { type Issued, issued, LONGEST_MS, randomToken, sha256 } from './refresh-token.ts';

/** A new session of this person: its row, to be committed by the caller, and what the browser gets. */
export async function openSession(
  ctx: Ctx,
  personId: string,
  label: string,
): Promise<{ sessionId: string; write: Write; answer: Issued }> {
  const sessionId = ctx.newId();
  const token = randomToken();
  const expiresAt = ctx.now + LONGEST_MS;
  const write = ctx.db.insert('session', {
    id: sessionId,
    personId,
    refreshHash: sha256(token),
    label,
    createdAt: ctx.now,
    lastUsedAt: ctx.now,
    expiresAt,
  });
  const grants = await grantsOf(ctx, personId);
  const access = await ctx.ports.accessToken(`t${ctx.tenant.no}`, { subject: personId, sessionId, grants });
  return { sessionId, write, answer: issued(access, { sessionId, token }, expiresAt, ctx.now) };
}
