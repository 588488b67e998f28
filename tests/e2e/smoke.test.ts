import { expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';

const baseUrl = inject('baseUrl');

test('the built system answers on the address it was given', async () => {
  const response = await fetch(`${baseUrl}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

test('the front page opens in a browser without a script error or a missing file', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${baseUrl}/`);
    expect(await page.title()).toContain('安哨');
    expect(troubles).toEqual([]);
  } finally {
    await browser.close();
  }
});
