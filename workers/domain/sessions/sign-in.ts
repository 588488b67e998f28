import { eq, or } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type { signIn as contract } from '../../contract/session.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { openSession } from './issue.ts';
import { oneMoreFailure, refuseLocked, strangerFailed, strangerLock } from './lockout.ts';
import { checkPassword } from './password.ts';
import type { Issued } from './refresh-token.ts';
import { checkCode, spending } from './totp-code.ts';

/** User name or phone, password, and the code where a second factor is on. Every refusal costs the same work. */
export async function signIn(ctx: Ctx, input: InputOf<typeof contract>): Promise<Issued> {
  const { db, now } = ctx;
  const scope = `t${ctx.tenant.no}`;
  const login = input.login.toLowerCase().replaceAll('-', '');
  const { person } = db.rows;
  const [found] = await db
    .select({
      id: person.id,
      status: person.status,
      passwordHash: person.passwordHash,
      totpSecret: person.totpSecret,
      totpLastStep: person.totpLastStep,
      lockedUntil: person.lockedUntil,
    })
    .from(person)
    .where(or(eq(person.username, input.login.toLowerCase()), eq(person.phone, login)));
  refuseLocked(found ? found.lockedUntil : strangerLock(scope, login), now);
  const right = await checkPassword(found?.status === 'active' ? found.passwordHash : null, input.password);
  if (!found) {
    strangerFailed(scope, login, now);
    return failed(ctx, '', 'sign_in_failed');
  }
  if (!right) return failed(ctx, found.id, 'sign_in_failed');

  const spent: Write[] = [];
  if (found.totpSecret) {
    if (input.code === undefined) return refuse('second_factor_needed');
    const use = await checkCode(ctx, found, input.code);
    if (!use) return failed(ctx, found.id, 'second_factor_failed');
    spent.push(...use);
  }
  const { write, answer } = await openSession(ctx, found.id, input.label);
  const reset = db.update('person', { failedCount: 0, lockedUntil: null }, (p) => eq(p.id, found.id));
  return spending(db.commit([...spent, reset, write], answer));
}

/** Counts the failure, then refuses; for a stranger the same write meets no row, and takes the same time. */
export async function failed(
  ctx: Ctx,
  personId: string,
  code: 'sign_in_failed' | 'second_factor_failed',
): Promise<never> {
  const db = ctx.db.aside();
  const { person } = db.rows;
  await db.commit([db.update('person', oneMoreFailure(person, ctx.now), (p) => eq(p.id, personId))], null);
  return refuse(code);
}
