import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { root } from '../../scripts/lib/settings.ts';
import { openBrowser } from '../support/browser.ts';
import { desk } from './staff-steps.ts';
import { SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Every violation the browser itself reports, every script error, every request that leaves this site. */
async function watch(context: BrowserContext): Promise<string[]> {
  const troubles: string[] = [];
  await context.exposeBinding('violated', (_, text: string) => troubles.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violated } = window as unknown as { violated: (text: string) => void };
      violated(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(baseUrl)) troubles.push(`request ${url}`);
  });
  context.on('weberror', (error) => troubles.push(error.error().message));
  return troubles;
}

const PUBLIC = [
  ...['/', '/apply', '/viewer', '/api/docs', '/api/problems', '/nobody-here', '/platform', '/platform/tenants'],
  ...['', '/tip', '/tip/plain', '/receipt', '/receipt/plain', '/verify', '/promise', '/poster', '/rewards'].map(own),
  ...['/draws', '/draws/witness', '/experts', '/experts/publicity', '/experts/apply', '/experts/application'].map(own),
  ...['/experts/score', '/experts/card/none', '/console/sign-in', '/console/link'].map(own),
];
function own(path: string): string {
  return `/${SLUG}${path}`;
}

test('every public page opens without a violation and without a request to anyone else', async () => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const troubles = await watch(context);
  const page = await context.newPage();
  for (const path of PUBLIC) {
    await page.goto(baseUrl + path, { waitUntil: 'networkidle' });
    expect([path, troubles]).toEqual([path, []]);
  }
  await context.close();
});

test('text cannot become markup on the public pages: the browser refuses the sink itself', async () => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const troubles = await watch(context);
  const page = await context.newPage();
  for (const path of ['/tip', '/receipt', '', '/experts', '/draws/witness'].map(own)) {
    await page.goto(baseUrl + path);
    expect([path, await page.evaluate(trySinks)]).toEqual([path, ['TypeError', 'TypeError', 'TypeError', 'TypeError']]);
  }
  expect(troubles.some((text) => text.startsWith('require-trusted-types-for'))).toBe(true);
  await context.close();
});

/** In the browser: an element's markup, a frame's document, a script's address, a policy that would allow them. */
function trySinks(): string[] {
  const attempt = (work: () => unknown): string => {
    try {
      work();
      return 'taken';
    } catch (error) {
      return (error as Error).name;
    }
  };
  const { trustedTypes } = window as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): unknown };
  };
  return [
    attempt(() => {
      document.body.innerHTML = '<img src=x onerror=alert(1)>';
    }),
    attempt(() => {
      document.createElement('iframe').srcdoc = '<b>';
    }),
    attempt(() => {
      document.createElement('script').src = '/x.js';
    }),
    attempt(() => trustedTypes.createPolicy('default', { createHTML: (text: string) => text })),
  ];
}

/** As the router has them; a page that wants an id gets one nobody has, which shows all of it that needs no data. */
const ROUTES = [
  ...readFileSync(join(root, 'web/console/router.tsx'), 'utf8').matchAll(
    /\bpage\('(\/[^']*)', \(\) => import\('\.\/pages/g,
  ),
].map(([, path]) => (path as string).replaceAll(/\$\w+/g, 'none'));
const LOGINS: readonly (readonly [login: string, paths: RegExp])[] = [
  ['tips', /^\/(tips|tip-keys|identity|rewards)/],
  ['admin', /^\/(settings|links|guide|import|people|units|ledger|retention|me|inbox)/],
];
const loginOf = (path: string) => LOGINS.find(([, paths]) => paths.test(path))?.[0] ?? 'office';

async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(
    (to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    },
    own(`/console${path}`),
  );
  const drawn = () =>
    (document.querySelector('.frame-body')?.textContent ?? '') !== '' &&
    document.querySelector('.ant-spin-spinning, .ant-skeleton-active') === null;
  await page.waitForFunction(drawn);
}

test.each(['office', 'tips', 'admin'])('every console page of %s opens without a violation', async (login) => {
  const { page, troubles: told, close } = await desk(browser, baseUrl, login);
  const troubles = await watch(page.context());
  await page.reload({ waitUntil: 'networkidle' });
  const mine = ROUTES.filter((path) => loginOf(path) === login);
  expect(mine.length).toBeGreaterThan(4);
  for (const path of mine) {
    await visit(page, path);
    expect([path, troubles, told]).toEqual([path, [], []]);
  }
  await close();
});
