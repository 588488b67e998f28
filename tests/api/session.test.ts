import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import * as people from '../../workers/contract/people.ts';
import type { Route } from '../../workers/contract/route.ts';
import * as contract from '../../workers/contract/session.ts';
import { app, caller, clock, mintTenant, requestOf, T0, type World } from '../support/world.ts';

const PASSWORD = 'correct-horse-1';
beforeEach(() => {
  clock.now = T0;
});

/** Sends with cookies and headers of its own. */
async function send(world: World, route: Route, input: Record<string, unknown>, headers: Record<string, string> = {}) {
  const request = requestOf(route, input, world.slug, '', '');
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  const response = await app.fetch(request);
  const set = response.headers.get('set-cookie') ?? '';
  const body = (await response.json()) as Record<string, string>;
  return { status: response.status, body, set, cookie: set.split(';')[0] ?? '', response };
}

/** A person who came in by an invitation; returns the answer to the link. */
async function invited(world: World, username: string, extra: Record<string, unknown> = {}) {
  const admin = await world.person(['tenant_admin']);
  const { person, invitePath } = await admin.call(people.addPerson, { username, name: '张三', roles: [], ...extra });
  const token = invitePath.split('#')[1]!;
  const used = await send(world, contract.useLink, { token, password: PASSWORD });
  expect(used.status).toBe(200);
  return { admin, person, token, used };
}

test('an invitation sets the password, signs in, and works once', async () => {
  const world = await mintTenant();
  const { token, used, person } = await invited(world, 'zhangsan');
  expect(person.status).toBe('invited');
  expect(used.set).toMatch(
    new RegExp(`^anshao_refresh_${world.slug}=.+; Path=/${world.slug}/api/session; .*HttpOnly; SameSite=Strict$`),
  );
  const again = await send(world, contract.useLink, { token, password: PASSWORD });
  expect([again.status, again.body.code]).toEqual([410, 'link_invalid']);
  expect((await send(world, contract.peekLink, { token })).body.code).toBe('link_invalid');
  const me = await caller(world.slug, { kind: 'public' }, used.body.accessToken!, '').call(contract.whoami, {});
  expect(me).toMatchObject({ username: 'zhangsan', name: '张三', tenant: { slug: world.slug } });
});

test('two presses on the same invitation at once let one in', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const { invitePath } = await admin.call(people.addPerson, { username: 'lisi', name: '李四', roles: [] });
  const token = invitePath.split('#')[1]!;
  const answers = await Promise.all([1, 2, 3].map(() => send(world, contract.useLink, { token, password: PASSWORD })));
  expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 410, 410]);
});

test('an expired invitation, and one replaced by a newer, are refused alike', async () => {
  const world = await mintTenant();
  const admin = await world.person(['tenant_admin']);
  const { person, invitePath } = await admin.call(people.addPerson, { username: 'lisi', name: '李四', roles: [] });
  const newer = await admin.call(people.resetLink, { id: person.id });
  expect((await send(world, contract.peekLink, { token: invitePath.split('#')[1] })).body.code).toBe('link_invalid');
  const token = newer.invitePath.split('#')[1]!;
  expect((await send(world, contract.peekLink, { token })).body).toMatchObject({ kind: 'invite', username: 'lisi' });
  clock.now = T0 + 72 * 3_600_000;
  const late = await send(world, contract.useLink, { token, password: PASSWORD });
  expect([late.status, late.body.code]).toEqual([410, 'link_invalid']);
});

test('two tenants each have a zhangsan; neither opens the other’s door', async () => {
  const [a, b] = [await mintTenant('00'), await mintTenant('01')];
  await invited(a, 'zhangsan');
  await invited(b, 'zhangsan');
  const here = await send(a, contract.signIn, { login: 'zhangsan', password: PASSWORD });
  expect(here.status).toBe(200);
  const there = await caller(b.slug, { kind: 'public' }, here.body.accessToken!, '').send(contract.whoami, {});
  expect(there.status).toBe(401);
  const crossed = await send(b, contract.refresh, {}, { cookie: here.cookie.replace(a.slug, b.slug) });
  expect(crossed.body.code).toBe('not_signed_in');
});

test('sign-in by phone; a wrong password and an unknown name are told alike, and locked alike', async () => {
  const world = await mintTenant();
  await invited(world, 'wangwu', { phone: '13900000001' });
  expect((await send(world, contract.signIn, { login: '13900000001', password: PASSWORD })).status).toBe(200);
  for (const login of ['wangwu', 'nobody']) {
    for (let i = 0; i < 5; i++) {
      const refused = await send(world, contract.signIn, { login, password: 'wrong' });
      expect([refused.status, refused.body.code]).toEqual([401, 'sign_in_failed']);
    }
    const locked = await send(world, contract.signIn, { login, password: PASSWORD });
    expect([locked.body.code, locked.response.headers.get('retry-after')]).toEqual(['locked_out', '30']);
  }
  clock.now += 30_000;
  expect((await send(world, contract.signIn, { login: 'wangwu', password: 'wrong' })).body.code).toBe('sign_in_failed');
  const longer = await send(world, contract.signIn, { login: 'wangwu', password: PASSWORD });
  expect(longer.response.headers.get('retry-after')).toBe('60');
  clock.now += 60_000;
  expect((await send(world, contract.signIn, { login: 'wangwu', password: PASSWORD })).status).toBe(200);
  expect((await send(world, contract.signIn, { login: 'wangwu', password: 'wrong' })).body.code).toBe('sign_in_failed');
});

test('a refresh rotates; a lost answer is made good; the spent token later ends the session', async () => {
  const world = await mintTenant();
  const { used } = await invited(world, 'zhaoliu');
  clock.now += 60_000;
  const first = await send(world, contract.refresh, {}, { cookie: used.cookie });
  expect(first.status).toBe(200);
  expect(first.cookie).not.toBe(used.cookie);
  clock.now += 10_000;
  const retried = await send(world, contract.refresh, {}, { cookie: used.cookie });
  expect([retried.status, retried.cookie]).toEqual([200, first.cookie]);
  clock.now += 60_000;
  const second = await send(world, contract.refresh, {}, { cookie: first.cookie });
  expect(second.status).toBe(200);
  clock.now += 60_000;
  const replay = await send(world, contract.refresh, {}, { cookie: first.cookie });
  expect(replay.body.code).toBe('not_signed_in');
  const after = await send(world, contract.refresh, {}, { cookie: second.cookie });
  expect(after.body.code).toBe('not_signed_in');
});

test('eight tabs that refresh at once all keep the session', async () => {
  const world = await mintTenant();
  const { used } = await invited(world, 'tabs');
  clock.now += 300_000;
  const tabs = await Promise.all(
    Array.from({ length: 8 }, () => send(world, contract.refresh, {}, { cookie: used.cookie })),
  );
  expect(tabs.map((t) => t.status)).toEqual(Array(8).fill(200));
  expect(new Set(tabs.map((t) => t.cookie)).size).toBe(1);
  clock.now += 300_000;
  expect((await send(world, contract.refresh, {}, { cookie: tabs[3]!.cookie })).status).toBe(200);
});

test('a session ends unused after twelve hours, and after seven days in any case', async () => {
  const world = await mintTenant();
  const { used } = await invited(world, 'idle');
  let { cookie } = used;
  for (let hours = 11; hours < 168; hours += 11) {
    clock.now = T0 + hours * 3_600_000;
    const next = await send(world, contract.refresh, {}, { cookie });
    expect(next.status).toBe(200);
    cookie = next.cookie;
  }
  clock.now = T0 + 168 * 3_600_000;
  expect((await send(world, contract.refresh, {}, { cookie })).status).toBe(401);
  clock.now = T0;
  const other = await send(world, contract.signIn, { login: 'idle', password: PASSWORD });
  clock.now = T0 + 12 * 3_600_000;
  expect((await send(world, contract.refresh, {}, { cookie: other.cookie })).status).toBe(401);
});

test('another site cannot refresh or sign out; sign-out ends the session and clears the cookie', async () => {
  const world = await mintTenant();
  const { used } = await invited(world, 'csrf');
  const { cookie } = used;
  for (const route of [contract.refresh, contract.signOut]) {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'content-type': 'text/plain' },
    ] as Record<string, string>[]) {
      const refused = await send(world, route, {}, { cookie, ...headers });
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
  }
  const out = await send(world, contract.signOut, {}, { cookie, 'sec-fetch-site': 'same-origin' });
  expect(out.body).toEqual({ ok: true });
  expect(out.set).toContain('Max-Age=0');
  expect((await send(world, contract.refresh, {}, { cookie })).status).toBe(401);
});

test('a disabled person cannot refresh, sign in, or use a link', async () => {
  const world = await mintTenant();
  const { admin, person, used } = await invited(world, 'gone');
  const { invitePath } = await admin.call(people.resetLink, { id: person.id });
  const { items } = await admin.call(people.people, { q: 'gone' });
  const { version } = items[0]!;
  const fields = { name: '张三', roles: [], status: 'disabled' as const };
  await admin.call(people.editPerson, { id: person.id, version, ...fields });
  expect((await send(world, contract.refresh, {}, { cookie: used.cookie })).status).toBe(401);
  const signIn = await send(world, contract.signIn, { login: 'gone', password: PASSWORD });
  expect(signIn.body.code).toBe('sign_in_failed');
  const link = await send(world, contract.useLink, { token: invitePath.split('#')[1], password: PASSWORD });
  expect(link.body.code).toBe('link_invalid');
  const { db } = await world.ctx();
  const open = await db
    .select({ ended: db.rows.session.endedAt })
    .from(db.rows.session)
    .where(eq(db.rows.session.personId, person.id));
  expect(open.every((s) => s.ended !== null)).toBe(true);
});

test('changing the password ends the other sessions; the list shows and ends them one by one', async () => {
  const world = await mintTenant();
  const { used } = await invited(world, 'sessions');
  const other = await send(world, contract.signIn, { login: 'sessions', password: PASSWORD, label: '手机' });
  const third = await send(world, contract.signIn, { login: 'sessions', password: PASSWORD, label: '平板' });
  const me = caller(world.slug, { kind: 'public' }, used.body.accessToken!, '');
  const { items } = await me.call(contract.sessions, {});
  expect(items.map((s) => [s.label, s.current])).toEqual([
    ['平板', false],
    ['手机', false],
    ['浏览器', true],
  ]);
  await me.call(contract.endSession, { id: items[0]!.id });
  expect((await send(world, contract.refresh, {}, { cookie: third.cookie })).status).toBe(401);
  const wrong = await me.send(contract.changePassword, { current: 'not-this-one', password: 'another-one-22' });
  expect(wrong.status).toBe(401);
  await me.call(contract.changePassword, { current: PASSWORD, password: 'another-one-22' });
  expect((await send(world, contract.refresh, {}, { cookie: other.cookie })).status).toBe(401);
  expect((await send(world, contract.refresh, {}, { cookie: used.cookie })).status).toBe(200);
  expect((await send(world, contract.signIn, { login: 'sessions', password: PASSWORD })).status).toBe(401);
  await me.call(contract.endAll, {});
  expect((await me.call(contract.sessions, {})).items).toEqual([]);
});
