import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { signIn as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { oneMoreFailure, refuseLocked, strangerFailed, strangerLock } from '../sessions/lockout.ts';
import { checkPassword, hashPassword } from '../sessions/password.ts';
import { type Issued, issued, LONGEST_MS, randomToken, sha256 } from '../sessions/refresh-token.ts';

const SHORTEST_PASSWORD = 10;
const SCOPE = 'platform';

export type OperatorTokens = Issued & { readonly name: string };

/** As staff sign in: same work for every refusal, same slowing lock. */
export async function signIn(ctx: PlatformCtx, input: InputOf<typeof contract>): Promise<OperatorTokens> {
  const { directory, now } = ctx;
  const { operator, operatorSession } = directory.tables;
  await makeFirst(ctx);
  const [found] = await directory.orm.select().from(operator).where(eq(operator.username, input.username));
  refuseLocked(found ? found.lockedUntil : strangerLock(SCOPE, input.username), now);
  const right = await checkPassword(found?.passwordHash, input.password);
  if (!found) strangerFailed(SCOPE, input.username, now);
  const self = eq(operator.id, found?.id ?? '');
  if (!found || !right) {
    // For a stranger the same write meets no row, and takes the same time.
    await directory.commit([directory.orm.update(operator).set(oneMoreFailure(operator, now)).where(self)], null);
    return refuse('sign_in_failed');
  }
  const sessionId = ctx.newId();
  const token = randomToken();
  const expiresAt = now + LONGEST_MS;
  const claims = { subject: found.id, sessionId, grants: [] };
  const access = await ctx.ports.accessToken(SCOPE, claims);
  const answer = { ...issued(access, { sessionId, token }, expiresAt, now), name: found.name };
  return directory.commit(
    [
      directory.orm.update(operator).set({ failedCount: 0, lockedUntil: null }).where(self),
      directory.orm.insert(operatorSession).values({
        id: sessionId,
        operatorId: found.id,
        refreshHash: sha256(token),
        createdAt: now,
        lastUsedAt: now,
        expiresAt,
      }),
    ],
    answer,
  );
}

/** While there is no operator, the first attempt makes one with the password the installation was given. */
async function makeFirst({ directory, bootstrapPassword, newId, now }: PlatformCtx): Promise<void> {
  const { operator } = directory.tables;
  if (bootstrapPassword.length < SHORTEST_PASSWORD) return;
  if ((await directory.orm.select({ id: operator.id }).from(operator).limit(1)).length > 0) return;
  const passwordHash = await hashPassword(bootstrapPassword);
  const row = { id: newId(), username: 'operator', name: '运营员', passwordHash, createdAt: now };
  try {
    await directory.commit([directory.orm.insert(operator).values(row)], null);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
