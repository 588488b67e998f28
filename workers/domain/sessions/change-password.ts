import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { changePassword as contract } from '../../contract/session.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { refuseLocked } from './lockout.ts';
import { checkPassword, hashPassword } from './password.ts';
import { failed } from './sign-in.ts';
import { endSessionsOf } from './sign-out.ts';

/** Asks for the present password, as often refused as at sign-in, and ends the person's other sessions. */
export async function changePassword(ctx: Ctx, input: InputOf<typeof contract>): Promise<{ ok: true }> {
  const own = personId(ctx);
  const { person: p } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      id: p.id,
      status: p.status,
      passwordHash: p.passwordHash,
      lockedUntil: p.lockedUntil,
      version: p.version,
      eventHash: p.eventHash,
    })
    .from(p)
    .where(eq(p.id, own));
  if (row?.status !== 'active' || ctx.actor.kind !== 'person') return refuse('not_signed_in');
  refuseLocked(row.lockedUntil, ctx.now);
  if (!(await checkPassword(row.passwordHash, input.current))) return failed(ctx, own, 'sign_in_failed');
  const passwordHash = await hashPassword(input.password);
  const change = { action: 'password', from: row.status, to: row.status, data: {} };
  const set = { passwordHash, failedCount: 0, lockedUntil: null };
  const ended = endSessionsOf(ctx, own, ctx.actor.sessionId);
  return ctx.db.commit([...changed(ctx, 'person', row, change, set), ended], { ok: true } as const);
}
