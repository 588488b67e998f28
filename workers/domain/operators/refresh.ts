import { and, eq, isNull } from 'drizzle-orm';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { issued, nextToken, readRefresh, sha256, standingOf } from '../sessions/refresh-token.ts';
import type { OperatorTokens } from './sign-in.ts';

/** As staff sessions: rotated at each use, a spent token ends the session. */
export async function refresh(ctx: PlatformCtx, cookie: string | undefined): Promise<OperatorTokens> {
  const { directory, now } = ctx;
  const { operator: o, operatorSession: s } = directory.tables;
  const shown = readRefresh(cookie);
  if (!shown) return refuse('not_signed_in');
  const [row] = await directory.orm
    .select({ session: s, name: o.name })
    .from(s)
    .innerJoin(o, eq(o.id, s.operatorId))
    .where(eq(s.id, shown.sessionId));
  const standing = row ? standingOf(row.session, shown.token, now) : 'over';
  if (!row || standing === 'over') return refuse('not_signed_in');
  const { session } = row;
  if (standing === 'replayed') {
    await directory.commit([directory.orm.update(s).set({ endedAt: now }).where(eq(s.id, session.id))], null);
    return refuse('not_signed_in');
  }
  const token = await nextToken(ctx.ports.secrets, shown);
  const claims = { subject: session.operatorId, sessionId: session.id, grants: [] };
  const access = await ctx.ports.accessToken('platform', claims);
  const next = { sessionId: session.id, token };
  const answer = { ...issued(access, next, session.expiresAt, now), name: row.name };
  if (standing === 'spent') return answer;
  const turn = { refreshHash: sha256(token), previousHash: session.refreshHash, lastUsedAt: now };
  const unturned = and(eq(s.id, session.id), eq(s.refreshHash, session.refreshHash));
  return directory.commit([directory.orm.update(s).set(turn).where(unturned)], answer);
}

/** Ends the session whose current token the cookie holds. */
export async function signOut(ctx: PlatformCtx, cookie: string | undefined): Promise<{ ok: true }> {
  const { directory, now } = ctx;
  const { operatorSession: s } = directory.tables;
  const shown = readRefresh(cookie);
  if (!shown) return { ok: true };
  const own = and(eq(s.id, shown.sessionId), eq(s.refreshHash, sha256(shown.token)), isNull(s.endedAt));
  return directory.commit([directory.orm.update(s).set({ endedAt: now }).where(own)], { ok: true } as const);
}
