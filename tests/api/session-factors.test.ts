import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeEach, expect, test } from 'vitest';
import type { Route } from '../../workers/contract/route.ts';
import * as contract from '../../workers/contract/session.ts';
import { hashPassword } from '../../workers/domain/sessions/password.ts';
import { authenticator } from '../support/authenticator.ts';
import { app, caller, clock, mintTenant, requestOf, T0, type World } from '../support/world.ts';

const ORIGIN = 'http://anshao.test';
const PASSWORD = 'correct-horse-1';
beforeEach(() => {
  clock.now = T0;
});

async function send(world: World, route: Route, input: Record<string, unknown>) {
  const response = await app.fetch(requestOf(route, input, world.slug, '', ''));
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function member(world: World) {
  const person = await world.person(['inspector']);
  const { db } = await world.ctx();
  const set = { username: 'zhangsan', passwordHash: await hashPassword(PASSWORD) };
  await db.commit([db.update('person', set, (p) => eq(p.id, person.personId))], null);
  return person;
}

/** Switches the code on and returns the generator. */
async function withTotp(world: World) {
  const person = await member(world);
  const { secret, uri } = await person.call(contract.startTotp, {});
  expect(uri).toContain('zhangsan');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = () => totp.generate({ timestamp: clock.now });
  expect((await person.send(contract.confirmTotp, { secret, code: '000000' })).status).toBe(401);
  await person.call(contract.confirmTotp, { secret, code: code() });
  const signIn = (extra: Record<string, unknown>) =>
    send(world, contract.signIn, { login: 'zhangsan', password: PASSWORD, ...extra });
  return { person, secret, code, signIn };
}

test('a code is asked for, works once, and not for two sign-ins at the same instant', async () => {
  const world = await mintTenant();
  const { secret, code, signIn } = await withTotp(world);
  expect((await signIn({})).body.code).toBe('second_factor_needed');
  expect((await signIn({ code: code() })).body.code).toBe('second_factor_failed');
  clock.now += 30_000;
  const used = code();
  const both = await Promise.all([signIn({ code: used }), signIn({ code: used })]);
  expect(both.map((b) => b.status).sort((a, b) => a - b)).toEqual([200, 401]);
  expect((await signIn({ code: used })).body.code).toBe('second_factor_failed');
  clock.now += 30_000;
  expect((await signIn({ code: used })).body.code).toBe('second_factor_failed');
  expect((await signIn({ code: code() })).status).toBe(200);
  const { db } = await world.ctx();
  expect(JSON.stringify(await db.select().from(db.rows.person))).not.toContain(secret);
});

test('codes cannot be guessed through: wrong ones lock as wrong passwords do', async () => {
  const world = await mintTenant();
  const { signIn, code } = await withTotp(world);
  clock.now += 60_000;
  const wrong = String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  for (let i = 0; i < 5; i++) expect((await signIn({ code: wrong })).body.code).toBe('second_factor_failed');
  expect((await signIn({ code: code() })).body.code).toBe('locked_out');
});

test('the code is removed with a code of its own, and cannot be replaced while on', async () => {
  const world = await mintTenant();
  const { person, secret, code, signIn } = await withTotp(world);
  clock.now += 30_000;
  expect((await person.send(contract.confirmTotp, { secret, code: code() })).status).toBe(409);
  expect((await person.send(contract.removeTotp, { code: '000000' })).status).toBe(401);
  await person.call(contract.removeTotp, { code: code() });
  expect((await signIn({})).status).toBe(200);
});

test('a passkey is registered, signs in without password or code, and its answer works once', async () => {
  const world = await mintTenant();
  const { person } = await withTotp(world);
  const device = await authenticator(ORIGIN);
  const made = device.create(await person.call(contract.passkeyOptions, {}));
  await person.call(contract.addPasskey, { label: '办公电脑', response: made });
  const { items } = await person.call(contract.passkeys, {});
  expect(items.map((k) => [k.label, k.lastUsedAt])).toEqual([['办公电脑', null]]);
  expect((await person.send(contract.addPasskey, { label: '重复', response: made })).status).toBe(400);

  const options = (await send(world, contract.passkeySignInOptions, {})).body;
  const response = await device.get(options);
  const inside = await send(world, contract.passkeySignIn, { response });
  expect(inside.status).toBe(200);
  const me = await caller(world.slug, { kind: 'public' }, inside.body.accessToken!, '').call(contract.whoami, {});
  expect(me.username).toBe('zhangsan');
  expect((await send(world, contract.passkeySignIn, { response })).body.code).toBe('sign_in_failed');

  await person.call(contract.removePasskey, { id: items[0]!.id });
  const later = await device.get((await send(world, contract.passkeySignInOptions, {})).body);
  expect((await send(world, contract.passkeySignIn, { response: later })).body.code).toBe('sign_in_failed');
});

test('a passkey answer from elsewhere, to an old, foreign or invented challenge, is refused', async () => {
  const [world, other] = [await mintTenant(), await mintTenant()];
  const person = await member(world);
  const device = await authenticator(ORIGIN);
  const response = device.create(await person.call(contract.passkeyOptions, {}));
  await person.call(contract.addPasskey, { label: '电脑', response });
  const attempt = async (challenge: Record<string, unknown>) =>
    (await send(world, contract.passkeySignIn, { response: await device.get(challenge) })).body.code;
  const fresh = async (from: World) => (await send(from, contract.passkeySignInOptions, {})).body;
  expect(await attempt(await fresh(other))).toBe('sign_in_failed');
  expect(await attempt({ challenge: Buffer.from('a.99999999999999.b').toString('base64url') })).toBe('sign_in_failed');
  expect(await attempt(await person.call(contract.passkeyOptions, {}))).toBe('sign_in_failed');
  const old = await fresh(world);
  clock.now += 5 * 60_000;
  expect(await attempt(old)).toBe('sign_in_failed');
  const phished = await authenticator('http://anshao.evil');
  const forged = await phished.get(await fresh(world));
  const id = response.id as string;
  expect((await send(world, contract.passkeySignIn, { response: { ...forged, id, rawId: id } })).status).toBe(401);
  expect((await send(world, contract.passkeySignIn, { response: { id, response: 7 } })).status).toBe(401);
  expect(await attempt(await fresh(world))).toBeUndefined();
});
