import { expect, test } from 'vitest';
import { createApp } from '../../workers/app.ts';
import * as contract from '../../workers/contract/platform.ts';
import { waitAfter } from '../../workers/domain/sessions/lockout.ts';
import { checkPassword, hashPassword } from '../../workers/domain/sessions/password.ts';
import { Opener } from '../../workers/http/opener.ts';
import { app, clock, platform, requestOf } from '../support/world.ts';

test('a password verifies against its own hash alone, however it was typed', async () => {
  const hash = await hashPassword('密码-Ａnshao-2026');
  expect(hash).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await checkPassword(hash, '密码-Anshao-2026')).toBe(true);
  expect(await checkPassword(hash, '密码-anshao-2026')).toBe(false);
  expect(await checkPassword(null, '')).toBe(false);
  expect(await checkPassword(undefined, 'anything')).toBe(false);
});

test('the wait starts at the fifth failure and doubles to a quarter of an hour', () => {
  const waits = [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map((n) => waitAfter(n) / 1000);
  expect(waits).toEqual([0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('the first operator comes from the installation; refresh and sign-out as for staff', async () => {
  const send = async (
    route: typeof contract.signIn | typeof contract.refresh | typeof contract.signOut,
    input = {},
    cookie = '',
  ) => {
    const request = requestOf(route, input, '', '', '');
    if (cookie) request.headers.set('cookie', cookie);
    const response = await app.fetch(request);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const closed = createApp(new Opener({ ...platform, demo: false, operatorPassword: 'short' }));
  const login = { username: 'operator', password: 'Anshao-demo-2026' };
  expect((await closed.fetch(requestOf(contract.signIn, login, '', '', ''))).status).toBe(401);
  expect((await send(contract.signIn, { ...login, password: 'wrong' })).body.code).toBe('sign_in_failed');
  const inside = await send(contract.signIn, login);
  expect([inside.status, inside.body.name]).toEqual([200, '运营员']);
  const token = inside.body.accessToken as string;
  const listed = await app.fetch(requestOf(contract.signOut, {}, '', token, ''));
  expect(listed.status).toBe(200);
  clock.now += 60_000;
  const next = await send(contract.refresh, {}, inside.cookie);
  expect(next.status).toBe(200);
  clock.now += 60_000;
  expect((await send(contract.refresh, {}, inside.cookie)).status).toBe(401);
  expect((await send(contract.refresh, {}, next.cookie)).status).toBe(401);
  const again = await send(contract.signIn, login);
  expect((await send(contract.signOut, {}, again.cookie)).body).toEqual({ ok: true });
  expect((await send(contract.refresh, {}, again.cookie)).status).toBe(401);
});
