import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import * as session from '../../workers/contract/session.ts';
import * as tips from '../../workers/contract/tips.ts';
import { app, mintTenant, platform, requestOf } from '../support/world.ts';

const open = (path: string, headers: Record<string, string> = {}, origin = 'http://anshao.test') =>
  Promise.resolve(app.fetch(new Request(`${origin}${path}`, { headers })));

/** On every answer of any kind. */
const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const PERMISSIONS = 'camera=(self), geolocation=(self), microphone=(), payment=()';
const BASE = [
  ...["default-src 'none'", "img-src 'self' data: blob:", "connect-src 'self'", "font-src 'self'", "worker-src 'self'"],
  ...["manifest-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
];
const PUBLIC = [
  ...BASE,
  ...["script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'"],
];
const of = (answer: Response) => Object.fromEntries(answer.headers);
const policyOf = (answer: Response) => (answer.headers.get('content-security-policy') ?? '').split('; ').sort();
const sorted = (list: readonly string[]) => [...list].sort();

/** Everything a visitor may open, by the shape of its policy. `slug` stands for the district's. */
const PUBLIC_PAGES = [
  ...['/slug', '/slug/tip', '/slug/receipt', '/slug/verify', '/slug/promise', '/slug/poster', '/slug/rewards'],
  ...['/slug/rewards/2026', '/slug/draws', '/slug/draws/witness', '/slug/draws/2026-1'],
  ...['/slug/experts/publicity', '/slug/experts/card/1', '/slug/experts/apply', '/slug/experts/application'],
  ...['/slug/experts/score', '/apply', '/nobody-holds-this', '/slug/no-such-page', '/slug/rewards/1066'],
];
/** These have a form that the browser itself sends, to this very site. */
const FORM_PAGES = [
  '/',
  '/slug/experts',
  '/slug/tip/plain',
  '/slug/receipt/plain',
  `/slug/experts/publicity/${uuidv7()}`,
];

async function unsafe(answer: Response): Promise<string[]> {
  const policy = answer.headers.get('content-security-policy') ?? '';
  const text = await answer.text();
  return [
    ...(/unsafe-eval|unsafe-hashes|strict-dynamic|http:|https:|\*/.exec(policy) ?? []),
    ...(policy.split('; ').filter((d) => /^script-src|^style-src(-elem)? /.test(d) && /unsafe-inline/.test(d)) ?? []),
    ...(/<[^>]+\son\w+=|javascript:|<script(?![^>]* src=)(?![^>]*nonce=)[^>]*>/i.exec(text) ?? []),
    ...(/(?:src|href|action)="(?:https?:)?\/\//.exec(text) ?? []),
  ];
}

test('every public page: own files alone, no inline script or style, no frame, Trusted Types, nothing kept', async () => {
  const { slug } = await mintTenant();
  for (const path of [...PUBLIC_PAGES, ...FORM_PAGES]) {
    const answer = await open(path.replace('slug', slug));
    expect([path, [200, 404, 409, 503].includes(answer.status)]).toEqual([path, true]);
    expect([path, of(answer)]).toEqual([
      path,
      expect.objectContaining({ ...COMMON, 'permissions-policy': PERMISSIONS }),
    ]);
    const form = FORM_PAGES.includes(path) && answer.status === 200 ? "form-action 'self'" : "form-action 'none'";
    expect([path, policyOf(answer)]).toEqual([path, sorted([...PUBLIC, form])]);
    expect([path, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([
      ...[path, 'no-store', 'text/html; charset=utf-8'],
    ]);
    expect([path, await unsafe(answer)]).toEqual([path, []]);
  }
});

test('the console and the operators’ pages: a nonce of their own each time, for one style element', async () => {
  const { slug } = await mintTenant();
  const nonces = new Set<string>();
  for (const path of [`/${slug}/console`, `/${slug}/console/hazards/1`, '/platform', '/platform/tenants']) {
    const answer = await open(path);
    const policy = policyOf(answer);
    const nonce = /'nonce-([\w+/=]+)'/.exec(policy.join())?.[1] ?? '';
    nonces.add(nonce);
    const own = `'self' 'nonce-${nonce}'`;
    const more = [`script-src ${own}`, `style-src ${own}`, `style-src-elem ${own}`, "frame-src 'self'"];
    expect(policy).toEqual(sorted([...BASE, ...more, "style-src-attr 'unsafe-inline'", "form-action 'self'"]));
    expect(of(answer)).toMatchObject({ ...COMMON, 'cache-control': 'no-store', 'permissions-policy': PERMISSIONS });
    expect(await unsafe(answer)).toEqual([]);
  }
  expect(nonces.size).toBe(4);
});

test('no page is forgotten: whatever the house serves besides its API is walked above', () => {
  const walked = [...PUBLIC_PAGES, ...FORM_PAGES, '/slug/console', '/slug/console/x', '/platform', '/platform/x'];
  const others = [
    '/api/docs',
    '/api/problems',
    '/api/openapi.json',
    '/viewer',
    '/healthz',
    '/healthz/cells',
    '/metrics',
    '/favicon.ico',
    '/assets/x',
  ];
  const patterns = app.routes
    .filter(({ method, path }) => method === 'GET' && path !== '*' && !/^\/(:slug|platform)\/api\//.test(path))
    .map((route) => route.path);
  const shape = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
  expect(patterns.length).toBeGreaterThan(25);
  expect(patterns.filter((pattern) => ![...walked, ...others].some((path) => shape(pattern).test(path)))).toEqual([]);
});

test('the documentation, its table of errors, and the frame for decrypted files', async () => {
  for (const path of ['/api/docs', '/api/problems']) {
    const answer = await open(path);
    expect(of(answer)).toMatchObject({ ...COMMON, 'cache-control': 'no-store' });
    expect(policyOf(answer)).toEqual(
      sorted([
        ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'"],
        ...["img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "form-action 'none'", "base-uri 'none'"],
        "frame-ancestors 'none'",
      ]),
    );
    expect(await unsafe(answer)).toEqual([]);
  }
  const viewer = await open('/viewer');
  expect(of(viewer)).toMatchObject({ ...COMMON, 'cache-control': 'no-store' });
  expect(viewer.headers.get('permissions-policy')).toBe('camera=(), geolocation=(), microphone=(), payment=()');
  const policy = policyOf(viewer);
  for (const part of ['sandbox allow-scripts', "default-src 'none'", "frame-ancestors 'self'", "trusted-types 'none'"])
    expect(policy).toContain(part);
  expect(policy.join()).not.toMatch(/connect-src|unsafe/);
});

test('a suspended district’s page, an error page and every answer of the API carry them too', async () => {
  const { slug, no } = await mintTenant();
  const answers = [
    await open('/healthz'),
    await open('/api/nothing'),
    await open(`/${slug}/api/session/whoami`),
    await open(`/${slug}/api/tip-form`),
    await open('/platform/api/directory'),
    await open('/favicon.ico'),
    await open(`/${slug}/tip/`),
    await app.fetch(requestOf(session.signIn, { login: 'a', password: 'b' }, slug, '', '')),
    await app.fetch(requestOf(tips.form, {}, slug, '', '')),
  ];
  for (const answer of answers) {
    expect(of(answer)).toMatchObject(COMMON);
    expect(answer.headers.get('cache-control')).toMatch(/no-store|no-cache/);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  await platform.directory.prepare("UPDATE tenant SET status = 'suspended' WHERE id = ?").bind(no).run();
  const { clock } = await import('../support/world.ts');
  clock.now += 10_000;
  const page = await open(`/${slug}/tip`);
  expect([page.status, policyOf(page)]).toEqual([503, sorted([...PUBLIC, "form-action 'none'"])]);
});

test('HSTS over https, also behind a proxy that ends it; never in clear, where no browser may obey it', async () => {
  const name = 'strict-transport-security';
  expect((await open('/healthz')).headers.get(name)).toBeNull();
  const wanted = 'max-age=31536000; includeSubDomains';
  expect((await open('/healthz', {}, 'https://anshao.test')).headers.get(name)).toBe(wanted);
  expect((await open('/healthz', { 'x-forwarded-proto': 'https' })).headers.get(name)).toBe(wanted);
});
