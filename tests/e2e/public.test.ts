import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { looksRight, phone, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PAGES: readonly (readonly [string, number, string])[] = [
  ['/', 200, '有人去改'],
  ['/apply', 200, '申请开通'],
  [`/${SLUG}`, 200, '安全生产举报'],
  [`/${SLUG}/tip`, 200, '说出来会怎样'],
  [`/${SLUG}/receipt`, 200, '查询办理进度'],
  [`/${SLUG}/poster`, 200, '打印举报海报'],
  [`/${SLUG}/promise`, 200, '我们的承诺'],
  ['/nobody-here', 404, '没有这个页面'],
  [`/${SLUG}/nothing`, 404, '没有这个页面'],
];

test.each(PAGES)('%s at phone, desktop and double size', async (path, status, words) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseUrl)) foreign.push(request.url());
  });
  // The last one is what 200 % zoom makes of a phone turned sideways.
  for (const [width, height] of [
    [375, 812],
    [1440, 900],
    [320, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    const answer = await page.goto(`${baseUrl}${path}`);
    expect(answer?.status()).toBe(status);
    const headers = answer?.headers() ?? {};
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain(path === '/' ? "form-action 'self'" : "form-action 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await page.waitForSelector(`h1:visible:has-text("${words}")`);
    await looksRight(page, `${path} ${width}`);
  }
  expect(foreign).toEqual([]);
  await context.close();
});

test('the front page finds a district without script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(baseUrl);
  await page.fill('#q', '高新');
  await page.click('.search button');
  await page.click(`.places a[href="/${SLUG}"]`);
  expect(await page.textContent('h1')).toContain('安全生产举报');
  await page.goto(`${baseUrl}/?q=${encodeURIComponent('<b>没有')}`);
  expect(await page.textContent('.empty')).toContain('<b>没有');
  await context.close();
});

async function fillApplication(page: Page, slug: string): Promise<void> {
  const values = {
    unitName: '测试县安全生产委员会办公室',
    tenantName: '测试县',
    divisionCode: '610924',
    slug,
    contactName: '经办人',
    contactPhone: '0915-3212345',
    reason: '想用来受理举报，约四十个单位。',
  };
  for (const [name, value] of Object.entries(values)) await page.fill(`#${name}`, value);
  await page.selectOption('#level', 'county');
}

test('an application: errors beside the fields, what was typed stays, one application however often it is pressed', async () => {
  const { context, page } = await phone(browser);
  await page.goto(`${baseUrl}/apply`);
  await page.click('#send');
  expect(await page.textContent('#summary')).toContain('8 处');
  await looksRight(page, 'application with errors');

  const slug = `t${randomBytes(6).toString('hex')}`;
  await fillApplication(page, slug);
  const keys: (string | undefined)[] = [];
  let mode: 'refuse' | 'lose' | 'pass' = 'refuse';
  await page.route('**/platform/api/applications', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const fields = [{ path: 'contactPhone', message: '格式不对' }];
    const body = JSON.stringify({ code: 'bad_request', detail: '请检查标出的项目后再提交。', fields });
    if (mode === 'refuse') return route.fulfill({ status: 400, body });
    if (mode === 'pass') return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.click('#send');
  await page.waitForSelector('#summary:not([hidden])');
  await page.waitForFunction(() => document.getElementById('contactPhone-error')?.textContent !== '');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('contactPhone');
  expect(await page.inputValue('#unitName')).toContain('测试县');
  mode = 'lose';
  await page.click('#send:not([disabled])');
  await page.waitForFunction(() => document.getElementById('summary')?.textContent?.includes('网络断了'));
  mode = 'pass';
  await page.click('#send:not([disabled])');
  await page.waitForSelector('#done-part:not([hidden])');
  expect(await page.textContent('#number')).toMatch(/[\w-]{10,}/);
  expect(new Set(keys).size).toBe(1);
  await looksRight(page, 'application received');
  await context.close();
});

test('receipt codes: a slip is found on the phone, an unknown one is answered calmly, too many wait', async () => {
  const { context, page } = await phone(browser);
  let asked = 0;
  await page.route('**/api/receipt', (route) => {
    asked++;
    if (asked < 2) return route.continue();
    return route.fulfill({
      status: 429,
      headers: { 'retry-after': '7' },
      body: JSON.stringify({ code: 'rate_limited' }),
    });
  });
  const look = async (code: string, expected: string) => {
    await page.fill('#code', code);
    await page.click('#look');
    await page.waitForFunction((e) => document.getElementById('code-error')?.textContent?.includes(e), expected);
  };
  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await look('1234 5678', '现在是 8 位');
  await look('123456789012345678901234 00', '有一位数字对不上');
  expect(asked).toBe(0);
  // 24 zeros and their check digits: well formed, and nobody's.
  await look('0000 0000 0000 0000 0000 0000 98', '没有找到这个回执码');
  await looksRight(page, 'unknown receipt');
  await look('0000 0000 0000 0000 0000 0000 98', '请等 7 秒');
  expect(await page.isDisabled('#look')).toBe(true);
  await context.close();
});

test('the console page carries a nonce for its own styles alone', async () => {
  for (const path of [`/${SLUG}/console`, `/${SLUG}/console/hazards/1`, '/platform', '/platform/tenants']) {
    const answer = await fetch(`${baseUrl}${path}`);
    const text = await answer.text();
    const nonce = /data-nonce="([^"]+)"/.exec(text)?.[1];
    expect(answer.status).toBe(200);
    expect(nonce).toMatch(/^[\w+/]{24}$/);
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(text).toMatch(/<script type="module" src="\/assets\/main-[\w-]{8}\.js">/);
  }
});

test('the promises are readable without script, with this district’s days, fingerprint and numbers', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 812 } });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/${SLUG}`);
  await page.click(`a[href="/${SLUG}/promise"]`);
  const text = (await page.textContent('main')) ?? '';
  for (const words of [/保存 \d+ 天/, /做不到的/, /微信知道您是谁/, /12388/, /谁能看到什么/])
    expect(text).toMatch(words);
  expect((await page.textContent('.print-of'))?.replaceAll(' ', '')).toMatch(/^[\w-]{22}$/);
  for (const path of ['/tip', '/receipt', '/verify', '/rewards']) {
    expect(await page.locator(`main a[href="/${SLUG}${path}"]`).count()).toBe(1);
  }
  await context.close();
});

test('the poster holds the address of this very server, as a code and in letters', async () => {
  const text = await (await fetch(`${baseUrl}/${SLUG}/poster`)).text();
  expect(text).toContain(`${new URL(baseUrl).host}/${SLUG}/tip`);
  expect(text).toMatch(/<svg[^>]*>.*<path/s);
});

test('the tip page takes at most 40 kB off the network', async () => {
  const { context, page } = await phone(browser);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, string>();
  const bytes = { all: 0, script: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength;
  });
  await page.goto(`${baseUrl}/${SLUG}/tip`, { waitUntil: 'networkidle' });
  await page.waitForSelector('#tip:not([hidden])');
  // Headers count here too, half a kilobyte a file.
  expect(bytes.script).toBeGreaterThan(5_000);
  expect(bytes.script).toBeLessThanOrEqual(18_000);
  expect(bytes.all).toBeLessThanOrEqual(40_000);
  await context.close();
});
