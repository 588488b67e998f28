import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf } from '../../contract/route.ts';
import type { passkeySignIn as contract } from '../../contract/session.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { openSession } from './issue.ts';
import { challengeOf, isOwnChallenge, makeChallenge, type Site, spendChallenge } from './passkey-challenge.ts';
import type { Issued } from './refresh-token.ts';

/** No list of keys is given: the browser offers its own for this site, and nobody learns who has one. */
export async function passkeySignInOptions(ctx: Ctx, site: Site): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const challenge = await makeChallenge(ctx, 'sign-in');
  return { ...(await generateAuthenticationOptions({ rpID: site.rpId, challenge, userVerification: 'required' })) };
}

export async function passkeySignIn(ctx: Ctx, input: InputOf<typeof contract>, site: Site): Promise<Issued> {
  const { db, now } = ctx;
  const { passkey: k, person: p } = db.rows;
  const id = typeof input.response.id === 'string' ? input.response.id : '';
  const [row] = await db
    .select({
      personId: k.personId,
      publicKey: k.publicKey,
      signCount: k.signCount,
      status: p.status,
    })
    .from(k)
    .innerJoin(p, eq(p.id, k.personId))
    .where(eq(k.id, id));
  if (row?.status !== 'active') return refuse('sign_in_failed');
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const result = await verifyAuthenticationResponse({
    response: input.response as never,
    expectedChallenge: (sent) => isOwnChallenge(ctx, 'sign-in', sent),
    expectedOrigin: site.origins,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    credential: { id, publicKey: new Uint8Array(Buffer.from(row.publicKey, 'base64url')), counter: row.signCount },
  }).catch(() => undefined);
  if (!result?.verified) return refuse('sign_in_failed');
  const { write, answer } = await openSession(ctx, row.personId, input.label);
  const used = { signCount: result.authenticationInfo.newCounter, lastUsedAt: now };
  const writes = [
    spendChallenge(ctx, challengeOf(input.response)),
    db.update('passkey', used, (t) => eq(t.id, id)),
    db.update('person', { failedCount: 0, lockedUntil: null }, (t) => eq(t.id, row.personId)),
    write,
  ];
  try {
    return await db.commit(writes, answer);
  } catch (error) {
    if (error instanceof ConflictError) return refuse('sign_in_failed');
    throw error;
  }
}
