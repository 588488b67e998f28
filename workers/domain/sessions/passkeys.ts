import { and, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { addPasskey as addContract, passkeys as listContract } from '../../contract/session.ts';
import { type Ctx, personId } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { ownRow } from './own-row.ts';
import { challengeOf, isOwnChallenge, makeChallenge, type Site, spendChallenge } from './passkey-challenge.ts';

const MOST = 10;
type Json = Record<string, unknown>;

export async function myPasskeys(ctx: Ctx): Promise<OutputOf<typeof listContract>> {
  const { passkey: k } = ctx.db.rows;
  const rows = await ctx.db
    .select({ id: k.id, label: k.label, createdAt: k.createdAt, lastUsedAt: k.lastUsedAt })
    .from(k)
    .where(eq(k.personId, personId(ctx)))
    .orderBy(k.createdAt, k.id);
  const time = (at: number) => new Date(at).toISOString();
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: time(row.createdAt),
      lastUsedAt: row.lastUsedAt === null ? null : time(row.lastUsedAt),
    })),
  };
}

/** What the browser needs to make a passkey: discoverable, and unlocked by its owner each time, hence two factors in one. */
export async function passkeyOptions(ctx: Ctx, site: Site): Promise<Json> {
  const row = await ownRow(ctx);
  const { items } = await myPasskeys(ctx);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: `安哨·${ctx.tenant.shortName}`,
    rpID: site.rpId,
    userName: row.username,
    userDisplayName: row.name,
    userID: new TextEncoder().encode(row.id),
    challenge: await makeChallenge(ctx, `register:${row.id}`),
    excludeCredentials: items.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { ...options };
}

export async function addPasskey(ctx: Ctx, input: InputOf<typeof addContract>, site: Site): Promise<{ ok: true }> {
  const row = await ownRow(ctx);
  const bad = (message: string) => refuse('bad_request', { fields: [{ path: 'response', message }] });
  if ((await myPasskeys(ctx)).items.length >= MOST) return bad(`最多登记 ${MOST} 个通行密钥`);
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const result = await verifyRegistrationResponse({
    response: input.response as never,
    expectedChallenge: (sent) => isOwnChallenge(ctx, `register:${row.id}`, sent),
    expectedOrigin: site.origins,
    expectedRPID: site.rpId,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!result?.verified) return bad('通行密钥没有通过验证，请重试');
  const { id, publicKey, counter, transports } = result.registrationInfo.credential;
  const change = { action: 'passkey_on', from: row.status, to: row.status, data: {} };
  const writes = [
    spendChallenge(ctx, challengeOf(input.response)),
    ...changed(ctx, 'person', row, change, {}),
    ctx.db.insert('passkey', {
      id,
      personId: row.id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      signCount: counter,
      transports: JSON.stringify(transports ?? []),
      label: input.label,
      createdAt: ctx.now,
    }),
  ];
  try {
    return await ctx.db.commit(writes, { ok: true } as const);
  } catch (error) {
    if (error instanceof ConflictError && error.table !== 'event') return bad('这个通行密钥已登记过');
    throw error;
  }
}

export async function removePasskey(ctx: Ctx, input: { id: string }): Promise<{ ok: true }> {
  const row = await ownRow(ctx);
  found((await myPasskeys(ctx)).items.find((item) => item.id === input.id));
  const change = { action: 'passkey_off', from: row.status, to: row.status, data: {} };
  const gone = ctx.db.remove('passkey', (k) => and(eq(k.id, input.id), eq(k.personId, row.id)));
  return ctx.db.commit([...changed(ctx, 'person', row, change, {}), gone], { ok: true } as const);
}
