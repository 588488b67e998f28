import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { addPerson, editPerson, people } from '../../workers/contract/people.ts';
import * as contract from '../../workers/contract/session.ts';
import { ACCESS_SECONDS } from '../../workers/http/tokens.ts';
import { app, caller, clock, mintTenant, opener, platform, requestOf, T0, type World } from '../support/world.ts';

beforeEach(() => {
  clock.now = T0;
});
const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const status = async (world: World, token: string) =>
  (await app.fetch(requestOf(contract.whoami, {}, world.slug, token, ''))).status;

interface Over {
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: CryptoKey;
  readonly audience?: string;
  readonly issuer?: string;
  readonly from?: number;
  readonly until?: number;
  readonly notBefore?: number;
}

/** A token as the house signs it, but for one thing. */
async function tokenOf(world: World, personId: string, over: Over = {}): Promise<string> {
  const key = await opener.accessKeys.signer(clock.now);
  const seconds = clock.now / 1000;
  const jwt = new SignJWT({ sid: 's', g: [['tenant_admin', '']] })
    .setProtectedHeader({ alg: 'EdDSA', kid: over.kid ?? key.kid })
    .setIssuer(over.issuer ?? 'anshao')
    .setAudience(over.audience ?? `t${world.no}`)
    .setSubject(personId)
    .setIssuedAt(over.from ?? seconds)
    .setExpirationTime(over.until ?? seconds + 300);
  if (over.notBefore !== undefined) jwt.setNotBefore(over.notBefore);
  return jwt.sign(over.key ?? key.privateKey);
}

test('a good token opens; an expired, a future, a foreign and a wrongly issued one do not', async () => {
  const [world, other] = [await mintTenant(), await mintTenant('01')];
  const { personId } = await world.person(['tenant_admin']);
  const now = clock.now / 1000;
  expect(await status(world, await tokenOf(world, personId))).toBe(200);
  const bad: Record<string, Over> = {
    expired: { until: now },
    'not yet valid': { notBefore: now + 5 },
    'of another district': { audience: `t${other.no}` },
    'of the operators': { audience: 'platform' },
    'of another issuer': { issuer: 'someone' },
    'of an unknown key': { kid: 'no-such-key' },
  };
  for (const [what, over] of Object.entries(bad))
    expect([what, await status(world, await tokenOf(world, personId, over))]).toEqual([what, 401]);
  const forOperators = await tokenOf(world, personId);
  const { signOut: _, ...platformContract } = await import('../../workers/contract/platform.ts');
  const asOperator = await app.fetch(requestOf(platformContract.tenants, {}, '', forOperators, ''));
  expect(asOperator.status).toBe(401);
});

test('no algorithm but ours: none, an HMAC made with the public key, another curve, a key sent along', async () => {
  const world = await mintTenant();
  const { personId } = await world.person(['tenant_admin']);
  const good = await tokenOf(world, personId);
  const [, payload, signature] = good.split('.') as [string, string, string];
  const { kid, publicJwk } = await opener.accessKeys.signer(clock.now);
  const forged: Record<string, string> = {
    none: `${b64({ alg: 'none', kid })}.${payload}.`,
    'none with a signature': `${b64({ alg: 'none', kid })}.${payload}.${signature}`,
    'a signature cut off': `${good.split('.').slice(0, 2).join('.')}.`,
    'claims changed': `${good.split('.')[0]}.${b64({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'x' })}.${signature}`,
  };
  for (const material of [
    JSON.stringify(publicJwk),
    String(publicJwk.x),
    Buffer.from(String(publicJwk.x), 'base64url'),
  ]) {
    const key = await crypto.subtle.importKey('raw', Buffer.from(material), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const head = `${b64({ alg: 'HS256', kid })}.${payload}`;
    const mac = Buffer.from(await crypto.subtle.sign('HMAC', key, Buffer.from(head))).toString('base64url');
    forged[`HS256 ${Object.keys(forged).length}`] = `${head}.${mac}`;
  }
  const own = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const attacker = own.privateKey as CryptoKey;
  forged['a key of one’s own under our name'] = await tokenOf(world, personId, { key: attacker });
  const jwk = await exportJWK(own.publicKey);
  forged['a key sent along'] = await new SignJWT({ sid: 's', g: [] })
    .setProtectedHeader({ alg: 'EdDSA', kid, jwk, jku: 'https://evil.example/keys' } as never)
    .setIssuer('anshao')
    .setAudience(`t${world.no}`)
    .setSubject(personId)
    .setExpirationTime(clock.now / 1000 + 300)
    .sign(attacker);
  const es256 = await generateKeyPair('ES256');
  forged['another curve'] = await new SignJWT({ sid: 's', g: [] })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setAudience(`t${world.no}`)
    .setIssuer('anshao')
    .sign(es256.privateKey);
  for (const [what, token] of Object.entries(forged)) expect([what, await status(world, token)]).toEqual([what, 401]);
});

test('a proof of receipt, signed by the house’s other key, opens nothing', async () => {
  const world = await mintTenant();
  const { personId } = await world.person(['tenant_admin']);
  const key = await opener.proofKeys.signer(clock.now);
  const token = await tokenOf(world, personId, { key: key.privateKey, kid: key.kid });
  expect(await status(world, token)).toBe(401);
  const proof = await (await world.ctx()).ports.signProof({ sub: personId, aud: `t${world.no}`, exp: clock.now });
  expect(await status(world, proof)).toBe(401);
});

test('roles taken away: the token at hand lives out its five minutes, the next refresh has none of them', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const made = await admin.call(addPerson, {
    username: 'helper',
    name: '李四',
    roles: [{ role: 'auditor', unitId: '' }],
  });
  const token = made.invitePath.split('#')[1];
  const used = await app.fetch(requestOf(contract.useLink, { token, password: 'correct-horse-1' }, world.slug, '', ''));
  const cookie = (used.headers.get('set-cookie') ?? '').split(';')[0] as string;
  const { accessToken } = (await used.json()) as { accessToken: string };
  const reads = async (bearer: string) => {
    const { ledger } = await import('../../workers/contract/settings.ts');
    return (await caller(world.slug, { kind: 'public' }, bearer, '').send(ledger, {})).status;
  };
  const turned = async () => {
    const request = requestOf(contract.refresh, {}, world.slug, '', '');
    request.headers.set('cookie', cookie);
    return app.fetch(request);
  };
  expect(await reads(accessToken)).toBe(200);
  const [row] = (await admin.call(people, { q: 'helper' })).items;
  const edit = { id: made.person.id, name: '李四', roles: [], status: 'active' as const };
  await admin.call(editPerson, { ...edit, version: row!.version });
  expect(await reads(accessToken)).toBe(200);
  const fresh = ((await (await turned()).json()) as { accessToken: string }).accessToken;
  expect(await reads(fresh)).toBe(403);
  clock.now += ACCESS_SECONDS * 1000;
  expect(await reads(accessToken)).toBe(401);
});

test('a suspended district is closed to everybody within five seconds, whatever tokens are out', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  expect((await admin.send(people, {})).status).toBe(200);
  await platform.directory.prepare("UPDATE tenant SET status = 'suspended' WHERE id = ?").bind(world.no).run();
  clock.now += 5_000;
  expect((await admin.send(people, {})).status).toBe(503);
});
