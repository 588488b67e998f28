import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Ctx, personId } from '../context.ts';
import { found } from '../errors.ts';
import { readRefresh, sha256 } from './refresh-token.ts';

const done = { ok: true } as const;

/** Ends the session whose current token the cookie holds. Whatever was shown, the answer is the same. */
export async function signOut(ctx: Ctx, cookie: string | undefined): Promise<typeof done> {
  const shown = readRefresh(cookie);
  if (!shown) return done;
  const hash = sha256(shown.token);
  const end = ctx.db.update('session', { endedAt: ctx.now }, (s) =>
    and(eq(s.id, shown.sessionId), eq(s.refreshHash, hash), isNull(s.endedAt)),
  );
  return ctx.db.commit([end], done);
}

/** One of the acting person's own sessions; another's id is not found. */
export async function endSession(ctx: Ctx, input: { id: string }): Promise<typeof done> {
  const own = personId(ctx);
  const { session: s } = ctx.db.rows;
  const [row] = await ctx.db
    .select({ id: s.id })
    .from(s)
    .where(and(eq(s.id, input.id), eq(s.personId, own)));
  found(row);
  const end = ctx.db.update('session', { endedAt: ctx.now }, (s) =>
    and(eq(s.id, input.id), eq(s.personId, own), isNull(s.endedAt)),
  );
  return ctx.db.commit([end], done);
}

export async function endAll(ctx: Ctx): Promise<typeof done> {
  return ctx.db.commit([endSessionsOf(ctx, personId(ctx))], done);
}

/** Ends every session of the person, but the one to keep. */
export function endSessionsOf(ctx: Ctx, person: string, keep?: string): Write {
  return ctx.db.update('session', { endedAt: ctx.now }, (s) =>
    and(eq(s.personId, person), isNull(s.endedAt), keep === undefined ? undefined : ne(s.id, keep)),
  );
}
