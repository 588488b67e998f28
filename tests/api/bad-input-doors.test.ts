import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { queue } from '../../workers/contract/hazards.ts';
import { packs } from '../../workers/contract/platform.ts';
import { signIn } from '../../workers/contract/session.ts';
import { MARK, SCRIPT } from '../support/hostile.ts';
import { operator } from '../support/operator.ts';
import { recordedApp, written } from '../support/recorder.ts';
import { clock, mintTenant, requestOf, T0 } from '../support/world.ts';

const open = (url: string, init?: RequestInit) => recordedApp.fetch(new Request(`http://anshao.test${url}`, init));

test('addresses that lead nowhere, or are none: a page or a problem that says so, and nothing of what was typed', async () => {
  const { slug } = await mintTenant();
  const parts = [
    '%00',
    '%ff',
    '%E0%A4%A',
    '%c0%ae%c0%ae',
    '%2e%2e%2f',
    `..%2f${MARK}`,
    MARK.toUpperCase(),
    'a'.repeat(4_000),
  ];
  parts.push(encodeURIComponent(SCRIPT), encodeURIComponent("' OR 1=1 --"), '__proto__', 'constructor', '%F0%9F%A7%A8');
  const before = written.count;
  for (const part of parts) {
    const apis = [`/${part}/api/tip-form`, `/${slug}/api/${part}`, `/platform/api/${part}`, `/api/${part}`];
    for (const path of apis) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const response = await open(path, { method });
        const text = await response.text();
        expect([path.slice(0, 60), method, response.status, text]).toEqual([
          path.slice(0, 60),
          method,
          404,
          expect.stringMatching(/"code":"(not_found|tenant_unknown)"/),
        ]);
        expect(text.toLowerCase()).not.toContain(MARK);
      }
    }
    for (const path of [
      `/${part}`,
      `/${part}/tip`,
      `/${slug}/${part}`,
      `/${slug}/console/${part}`,
      `/assets/${part}`,
    ]) {
      const response = await open(path);
      const text = await response.text();
      expect([path.slice(0, 60), response.status < 500]).toEqual([path.slice(0, 60), true]);
      expect(text.toLowerCase()).not.toContain(MARK);
      expect(text).not.toContain('<script>alert');
    }
  }
  expect(written.count).toBe(before);
});

test('a token that is forged, spent, or not for here opens nothing', async () => {
  const [world, op] = [await mintTenant(), await operator()];
  const person = await world.person(['commission_office', 'tenant_admin']);
  const status = async (token: string) =>
    (await recordedApp.fetch(requestOf(queue, {}, world.slug, token, 'key-key-key-key-1'))).status;
  expect(await status(person.token)).toBe(200);
  const [head, body, signature] = person.token.split('.') as [string, string, string];
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = json(body);
  const secret = new TextEncoder().encode('x'.repeat(32));
  const forged = [
    `${coded({ ...json(head), alg: 'none' })}.${body}.`,
    `${coded({ ...json(head), alg: 'none' })}.${body}.${signature}`,
    await new SignJWT(claims).setProtectedHeader({ ...json(head), alg: 'HS256' }).sign(secret),
    `${coded({ ...json(head), kid: `../../${MARK}` })}.${body}.${signature}`,
    `${coded({ ...json(head), jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } })}.${body}.${signature}`,
    `${head}.${coded({ ...claims, grants: [{ role: 'tip_office', unitId: '' }] })}.${signature}`,
    `${head}.${coded({ ...claims, exp: 9_999_999_999 })}.${signature}`,
    ...[`${head}.${body}`, `${head}.${body}.${'A'.repeat(86)}`, '..', 'null', MARK, 'a'.repeat(10_000), op.token],
  ];
  for (const token of forged) expect([token.slice(0, 40), await status(token)]).toEqual([token.slice(0, 40), 401]);
  const asOperator = await recordedApp.fetch(requestOf(packs, {}, '', person.token, 'key-key-key-key-2'));
  expect(asOperator.status).toBe(401);
  clock.now = T0 + 6 * 60_000;
  expect(await status(person.token)).toBe(401);
  clock.now = T0;
});

test('junk in headers and cookies is no error of the server', async () => {
  const { slug } = await mintTenant();
  const url = `http://anshao.test/${slug}/api/session`;
  const junk: Record<string, string>[] = [
    { cookie: `${MARK}=${MARK}; =; ;;;` },
    { cookie: `refresh=${'x'.repeat(8_000)}` },
    { authorization: `Basic ${MARK}` },
    { authorization: `Bearer ${MARK} ${MARK}` },
    { 'accept-encoding': 'gzip;q=nonsense, br;q=-1, *' },
    { origin: 'null' },
    { 'content-type': `text/${MARK}` },
    { 'content-length': 'many' },
    { 'x-forwarded-proto': `"><script>${MARK}` },
    { 'if-none-match': '"' },
    { range: 'bytes=9-1' },
  ];
  for (const headers of junk) {
    for (const [path, method] of [
      ['', 'GET'],
      ['', 'DELETE'],
      ['/refresh', 'POST'],
    ] as const) {
      const response = await recordedApp.fetch(new Request(url + path, { method, headers }));
      expect([headers, method, response.status < 500]).toEqual([headers, method, true]);
      expect(await response.text()).not.toContain(MARK);
    }
    const poster = await open(`/${slug}/poster`, { headers });
    expect(poster.status).toBeLessThan(600);
    expect(await poster.text()).not.toContain(MARK);
  }
  const login = requestOf(signIn, { login: MARK, password: MARK }, slug, '', '');
  expect((await recordedApp.fetch(login)).status).toBe(401);
});
