import type { InputOf } from '../../contract/route.ts';
import type { changePassword as contract } from '../../contract/session.ts';
import type { Ctx } from '../context.ts';
import { changed } from '../people/chain.ts';
import { refuseLocked } from './lockout.ts';
import { ownRow } from './own-row.ts';
import { checkPassword, hashPassword } from './password.ts';
import { failed } from './sign-in.ts';
import { endSessionsOf } from './sign-out.ts';

/** Asks for the present password, as often refused as at sign-in, and ends the person's other sessions. */
export async function changePassword(ctx: Ctx, input: InputOf<typeof contract>): Promise<{ ok: true }> {
  const row = await ownRow(ctx);
  refuseLocked(row.lockedUntil, ctx.now);
  if (!(await checkPassword(row.passwordHash, input.current))) return failed(ctx, row.id, 'sign_in_failed');
  const passwordHash = await hashPassword(input.password);
  const change = { action: 'password', from: row.status, to: row.status, data: {} };
  const set = { passwordHash, failedCount: 0, lockedUntil: null };
  const current = ctx.actor.kind === 'person' ? ctx.actor.sessionId : '';
  const writes = [...changed(ctx, 'person', row, change, set), endSessionsOf(ctx, row.id, current)];
  return ctx.db.commit(writes, { ok: true } as const);
}
