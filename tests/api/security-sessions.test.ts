import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../workers/app.ts';
import { ROUTES } from '../../workers/contract/index.ts';
import type { Route } from '../../workers/contract/route.ts';
import * as contract from '../../workers/contract/session.ts';
import { hashPassword } from '../../workers/domain/sessions/password.ts';
import { Opener } from '../../workers/http/opener.ts';
import { authenticator } from '../support/authenticator.ts';
import { furnish } from '../support/furnish.ts';
import { recordedApp, written } from '../support/recorder.ts';
import { app, type Caller, clock, mintTenant, platform, requestOf, T0, type World } from '../support/world.ts';

const PASSWORD = 'correct-horse-1';
beforeEach(() => {
  clock.now = T0;
});

async function send(world: World, route: Route, input: Record<string, unknown>, headers: Record<string, string> = {}) {
  const request = requestOf(route, input, world.slug, '', '');
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  const response = await app.fetch(request);
  const set = response.headers.get('set-cookie') ?? '';
  const body = (await response.json()) as Record<string, string>;
  return { status: response.status, body, set, cookie: set.split(';')[0] ?? '' };
}
async function member(world: World, username = 'zhangsan'): Promise<Caller> {
  const person = await world.person(['inspector']);
  const { db } = await world.ctx();
  const set = { username, passwordHash: await hashPassword(PASSWORD) };
  await db.commit([db.update('person', set, (p) => eq(p.id, person.personId))], null);
  return person;
}

test('fixation: a cookie planted beforehand is not taken over; each sign-in begins a session of its own', async () => {
  const world = await mintTenant();
  await member(world);
  const planted = `anshao_refresh_${world.slug}=00000000-0000-7000-8000-000000000000.${'x'.repeat(43)}`;
  const first = await send(world, contract.signIn, { login: 'zhangsan', password: PASSWORD }, { cookie: planted });
  expect(first.status).toBe(200);
  expect(first.cookie).not.toContain('00000000-0000-7000');
  expect((await send(world, contract.refresh, {}, { cookie: planted })).status).toBe(401);
  const again = await send(world, contract.signIn, { login: 'zhangsan', password: PASSWORD }, { cookie: first.cookie });
  const idOf = (cookie: string) => cookie.split('=')[1]?.split('.')[0];
  expect(idOf(again.cookie)).not.toBe(idOf(first.cookie));
  // Two cookies of one name, one of them planted by a sibling host: neither is guessed at, the first one counts.
  const both = { cookie: `${planted}; ${again.cookie}` };
  expect((await send(world, contract.refresh, {}, both)).status).toBe(401);
});

test('the cookie: HttpOnly, SameSite=Strict, its own path, no domain; over https Secure, and named so', async () => {
  const world = await mintTenant();
  await member(world);
  const login = { login: 'zhangsan', password: PASSWORD };
  const plain = (await send(world, contract.signIn, login)).set;
  expect(plain).toMatch(
    new RegExp(
      `^anshao_refresh_${world.slug}=[\\w.-]+; Path=/${world.slug}/api/session; Max-Age=43200; HttpOnly; SameSite=Strict$`,
    ),
  );
  const behind = await send(world, contract.signIn, login, { 'x-forwarded-proto': 'https' });
  expect(behind.set).toMatch(
    new RegExp(`^__Secure-anshao_refresh_${world.slug}=.*; HttpOnly; SameSite=Strict; Secure$`),
  );
  expect(behind.set).not.toMatch(/domain=/i);
  const secure = { 'x-forwarded-proto': 'https', cookie: behind.cookie };
  expect((await send(world, contract.refresh, {}, secure)).status).toBe(200);
  // What came in clear is not believed over https: anybody on the way could have set it.
  const renamed = { 'x-forwarded-proto': 'https', cookie: behind.cookie.replace('__Secure-', '') };
  expect((await send(world, contract.refresh, {}, renamed)).status).toBe(401);
  expect(behind.set.length).toBeLessThan(300);
});

test('a name nobody holds costs what a wrong password costs: one derivation, the same statements', async () => {
  const world = await mintTenant();
  await member(world);
  let statements: string[] = [];
  // A derivation begins with what was typed in one normal form: once for each.
  const normalised = vi.spyOn(String.prototype, 'normalize');
  const counted = (d1: D1Database): D1Database =>
    new Proxy(d1, {
      get(target, name) {
        if (name === 'prepare')
          return (sql: string) => {
            // The count of refusals is written behind the answer, now and then.
            if (!sql.includes('security_count')) statements.push(sql);
            return target.prepare(sql);
          };
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const cells = new Map([...platform.cells].map(([no, c]) => [no, { ...c, db: counted(c.db) }]));
  const watched = createApp(new Opener({ ...platform, cells, buckets: undefined }));
  const attempt = async (login: string) => {
    statements = [];
    normalised.mockClear();
    const answer = await watched.fetch(
      requestOf(contract.signIn, { login, password: 'wrong-password' }, world.slug, '', ''),
    );
    return {
      status: answer.status,
      body: await answer.json(),
      statements,
      derivations: normalised.mock.contexts.filter((text) => String(text) === 'wrong-password').length,
    };
  };
  await attempt('zhangsan');
  const known = await attempt('zhangsan');
  const stranger = await attempt('nobody-here');
  const { db } = await world.ctx();
  await db.commit([db.update('person', { status: 'disabled' }, (p) => eq(p.username, 'zhangsan'))], null);
  const disabled = await attempt('zhangsan');
  expect(known).toMatchObject({ status: 401, derivations: 1 });
  expect(known.statements.length).toBeGreaterThan(1);
  expect(stranger).toEqual(known);
  expect(disabled).toEqual(known);
  normalised.mockRestore();
});

test('a code is good one step early and one late, and no further; each step counts once, and never an older one', async () => {
  const world = await mintTenant();
  const person = await member(world);
  const { secret } = await person.call(contract.startTotp, {});
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const codeAt = (steps: number) => totp.generate({ timestamp: clock.now + steps * 30_000 });
  await person.call(contract.confirmTotp, { secret, code: codeAt(0) });
  const signIn = async (code: string) =>
    (await send(world, contract.signIn, { login: 'zhangsan', password: PASSWORD, code })).status;
  clock.now += 10 * 30_000;
  expect(await signIn(codeAt(-2))).toBe(401);
  expect(await signIn(codeAt(2))).toBe(401);
  expect(await signIn(codeAt(-1))).toBe(200);
  expect(await signIn(codeAt(-1))).toBe(401);
  expect(await signIn(codeAt(1))).toBe(200);
  expect(await signIn(codeAt(0))).toBe(401);
});

test('a passkey whose counter does not rise is a copy, and is refused', async () => {
  const world = await mintTenant();
  const person = await member(world);
  const device = await authenticator('http://anshao.test');
  const response = device.create(await person.call(contract.passkeyOptions, {}));
  await person.call(contract.addPasskey, { label: '电脑', response });
  const options = async () => (await send(world, contract.passkeySignInOptions, {})).body;
  // The copy answers with the count it was made at; the original has gone on.
  const copied = await device.get(await options());
  const { db } = await world.ctx();
  await db.commit([db.update('passkey', { signCount: 99 }, () => undefined)], null);
  expect((await send(world, contract.passkeySignIn, { response: copied })).body.code).toBe('sign_in_failed');
  const before = await db.select({ count: db.rows.passkey.signCount }).from(db.rows.passkey);
  expect(before).toEqual([{ count: 99 }]);
  await db.commit([db.update('passkey', { signCount: 1 }, () => undefined)], null);
  const later = await device.get(await options());
  expect((await send(world, contract.passkeySignIn, { response: later })).status).toBe(200);
  expect((await db.select({ count: db.rows.passkey.signCount }).from(db.rows.passkey))[0]?.count).toBe(3);
});

test('a stolen spent cookie, thirty-one seconds later, ends the session of thief and owner alike', async () => {
  const world = await mintTenant();
  await member(world);
  const start = await send(world, contract.signIn, { login: 'zhangsan', password: PASSWORD });
  clock.now += 60_000;
  const owner = await send(world, contract.refresh, {}, { cookie: start.cookie });
  clock.now += 31_000;
  const racers = await Promise.all(
    [start.cookie, owner.cookie, start.cookie].map((cookie) => send(world, contract.refresh, {}, { cookie })),
  );
  expect(racers[0]?.status).toBe(401);
  expect((await send(world, contract.refresh, {}, { cookie: racers[1]?.cookie || owner.cookie })).status).toBe(401);
});

test('nothing is changed by a GET: every reading route, asked by somebody who may, writes nothing', async () => {
  const world = await mintTenant();
  const { ids } = await furnish(await world.ctx());
  const all = await world.person([
    'tenant_admin',
    'commission_office',
    'tip_office',
    'leader',
    'expert_admin',
    'finance',
  ]);
  await recordedApp.fetch(requestOf(contract.whoami, {}, world.slug, all.token, ''));
  const wrote: string[] = [];
  let asked = 0;
  for (const route of ROUTES.filter((r) => r.method === 'GET' && r.app !== 'platform')) {
    const input = Object.fromEntries([...route.path.matchAll(/\{(\w+)\}/g)].map((m) => [m[1], ids.hazard ?? 'x']));
    const before = written.count;
    const answer = await recordedApp.fetch(requestOf(route, input, world.slug, all.token, ''));
    await answer.arrayBuffer();
    asked += 1;
    if (written.count !== before) wrote.push(route.id);
  }
  expect(asked).toBeGreaterThan(60);
  // Taking everything along is an event, and a bearer token is needed for it, which no other site has.
  expect(wrote).toEqual(['tenant.export']);
});
