import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { grantsOf } from './grants.ts';
import { type Issued, issued, nextToken, readRefresh, sha256, standingOf } from './refresh-token.ts';

/** A new access token with the roles held now, and the next refresh token. A spent token ends the session. */
export async function refresh(ctx: Ctx, cookie: string | undefined): Promise<Issued> {
  const { db, now } = ctx;
  const shown = readRefresh(cookie);
  if (!shown) return refuse('not_signed_in');
  const { session: s, person: p } = db.rows;
  const [found] = await db
    .select({
      personId: s.personId,
      refreshHash: s.refreshHash,
      previousHash: s.previousHash,
      lastUsedAt: s.lastUsedAt,
      expiresAt: s.expiresAt,
      endedAt: s.endedAt,
      status: p.status,
    })
    .from(s)
    .innerJoin(p, eq(p.id, s.personId))
    .where(eq(s.id, shown.sessionId));
  if (found?.status !== 'active') return refuse('not_signed_in');
  const standing = standingOf(found, shown.token, now);
  if (standing === 'over') return refuse('not_signed_in');
  if (standing === 'replayed') {
    await db.commit([db.update('session', { endedAt: now }, (row) => eq(row.id, shown.sessionId))], null);
    return refuse('not_signed_in');
  }
  const token = await nextToken(ctx.ports.secrets, shown);
  const grants = await grantsOf(ctx, found.personId);
  const claims = { subject: found.personId, sessionId: shown.sessionId, grants };
  const access = await ctx.ports.accessToken(`t${ctx.tenant.no}`, claims);
  const answer = issued(access, { sessionId: shown.sessionId, token }, found.expiresAt, now);
  if (standing === 'spent') return answer;
  const turn = { refreshHash: sha256(token), previousHash: found.refreshHash, lastUsedAt: now };
  return db.commit(
    [db.update('session', turn, (row) => and(eq(row.id, shown.sessionId), eq(row.refreshHash, found.refreshHash)))],
    answer,
  );
}
