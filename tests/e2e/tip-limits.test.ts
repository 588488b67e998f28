import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, fill, looksRight, next, onStep, phone, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a step that lacks something says what, and keeps the rest', async () => {
  const { context, page } = await phone(browser);
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await onStep(page, 1);
  await next(page);
  expect(await page.textContent('[data-step="1"] [data-error]')).toBe('请选一种举报方式。');
  await looksRight(page, 'missing');
  await choose(page, 'track', 'real_name');
  await next(page);
  await onStep(page, 2);
  await choose(page, 'category', 'gas');
  await next(page);
  expect(await page.textContent('[data-step="2"] [data-error]')).toContain('正有危险');
  await context.close();
});

test('Back of the browser walks the steps and keeps what was typed; leaving is asked about', async () => {
  const { context, page } = await phone(browser);
  await fill(page, baseUrl);
  await page.goBack();
  await page.goBack();
  await onStep(page, 4);
  expect(await page.inputValue('#text')).toContain('一个多星期');
  await page.goForward();
  await onStep(page, 5);
  const asked = new Promise<string>((done) => {
    page.on('dialog', (dialog) => {
      done(dialog.type());
      void dialog.accept();
    });
  });
  await page.reload();
  expect(await asked).toBe('beforeunload');
  // Nothing was kept on the phone: a fresh, empty form.
  await onStep(page, 1);
  expect(await page.inputValue('#text')).toBe('');
  await context.close();
});

test('by keyboard alone from the first page to the third', async () => {
  const { context, page } = await phone(browser);
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await onStep(page, 1);
  const reach = async (selector: string) => {
    for (let n = 0; n < 40; n++) {
      if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${selector} is not reached by Tab`);
  };
  await reach('input[name=track]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await onStep(page, 2);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('step-2');
  for (const name of ['category', 'danger', 'casualty']) {
    await reach(`input[name=${name}]`);
    await page.keyboard.press('Space');
  }
  await reach('[data-step="2"] [data-next]');
  await page.keyboard.press('Enter');
  await onStep(page, 3);
  await context.close();
});

test('in WeChat the page advises the system browser, and still works', async () => {
  const agent =
    'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0';
  const { context, page } = await phone(browser, false, agent);
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await onStep(page, 1);
  expect(await page.isVisible('#wechat')).toBe(true);
  await looksRight(page, 'wechat');
  await context.close();
});

test('an engine that cannot seal, a district without a key: a clear sentence and the number', async () => {
  const { context, page } = await phone(browser);
  await page.addInitScript(() => {
    Object.defineProperty(window, 'crypto', { value: {} });
  });
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await page.waitForSelector('#stopped:not([hidden])');
  expect(await page.textContent('#stopped')).toMatch(/加密.*12350/s);
  expect(await page.isVisible('#tip')).toBe(false);
  await looksRight(page, 'stopped');
  await context.close();

  const other = await phone(browser);
  await other.page.route('**/api/tip-form', (route) =>
    route.fulfill({
      status: 409,
      body: JSON.stringify({ code: 'no_role_key', detail: '暂不能在线举报，请拨打 12350。' }),
    }),
  );
  await other.page.goto(`${baseUrl}/${SLUG}/tip`);
  await other.page.waitForSelector('#stopped:not([hidden])');
  expect(await other.page.textContent('#stopped')).toContain('暂不能在线举报');
  await other.context.close();
});

test('without script the page tells what is needed and whom to call', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 812 } });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await page.waitForSelector('text=内容没法在手机里加密');
  expect(await page.isVisible('main a[href="tel:12350"]')).toBe(true);
  expect(await page.isVisible('.danger a[href="tel:119"]')).toBe(true);
  expect(await page.isVisible('#tip')).toBe(false);
  await context.close();
});
