import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { enter, lookUpOn, openTalkOn, sendFrom, watched } from './receipt-steps.ts';
import { picture } from './staff-steps.ts';
import { looksRight } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const WORDS = '今天又拍到的。';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('photos of a reply: four at most, kept over the ten minutes, sent once though the answer is lost', async () => {
  const { context, page, troubles } = await watched(browser);
  const { receipt } = await sendFrom(page, baseUrl);
  const parts: string[] = [];
  const ids: string[] = [];
  const answers: ('expired' | 'lost' | 'good')[] = ['expired', 'lost', 'good'];
  page.on('request', (request) => {
    if (request.method() === 'PUT') parts.push(new URL(request.url()).pathname);
  });
  await page.route('**/api/receipt/messages', async (route) => {
    ids.push((route.request().postDataJSON() as { id: string }).id);
    const how = answers.shift();
    if (how === 'expired')
      return route.fulfill({ status: 401, json: { code: 'receipt_expired', detail: '查询已超过十分钟。' } });
    const answer = await route.fetch();
    return how === 'lost' ? route.abort('connectionreset') : route.fulfill({ response: answer });
  });
  await lookUpOn(page, baseUrl, receipt);
  await openTalkOn(page);
  const five = ['一', '二', '三', '四', '五'].map((name) => picture(`${name}.png`));
  const broken = { name: '坏.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
  await page.setInputFiles('#message-pick', [broken]);
  await page.getByText('有 1 张打不开').waitFor();
  await page.setInputFiles('#message-pick', five);
  await page.getByText('一条消息最多 4 张').waitFor();
  const shown = page.locator('#message-photos img');
  expect([await shown.count(), await page.isDisabled('#message-pick')]).toEqual([4, true]);
  await page.getByRole('button', { name: '去掉照片 4' }).click();
  expect([await shown.count(), await page.isDisabled('#message-pick')]).toEqual([3, false]);
  await page.click('#message-form button[type=submit]');
  expect(await page.textContent('#message-error')).toBe('请先写几句。');
  await page.fill('#message-text', WORDS);
  await looksRight(page, 'photos of a reply');

  await page.click('#message-form button[type=submit]');
  await page.waitForSelector('#ask:not([hidden])');
  await enter(page, receipt);
  await page.locator('#message-text').waitFor();
  expect([await page.inputValue('#message-text'), await shown.count()]).toEqual([WORDS, 3]);
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-error')?.textContent?.includes('没有丢'));
  expect(await shown.count()).toBe(3);
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  expect([await shown.count(), await page.inputValue('#message-text')]).toEqual([0, '']);
  // Each photo went up once, and it was one message all along.
  expect([parts.length, new Set(parts).size, ids.length, new Set(ids).size]).toEqual([3, 3, 3, 1]);
  const own = page.locator('.messages .reporter');
  expect(await own.count()).toBe(1);
  await own
    .getByRole('button', { name: /^打开附件/ })
    .first()
    .click();
  await own.locator('img').waitFor();
  expect(await own.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
  expect(troubles).toEqual([]);
  await context.close();
});

test('once sealed, other words are another message under another key, and the photos are sealed anew', async () => {
  const { context, page, troubles } = await watched(browser);
  const { receipt } = await sendFrom(page, baseUrl);
  const sent: { id: string; commit: string; attachments: { id: string }[] }[] = [];
  await page.route('**/api/receipt/messages', async (route) => {
    sent.push(route.request().postDataJSON());
    // The first never arrives.
    if (sent.length === 1) await route.abort('connectionreset');
    else await route.continue();
  });
  await lookUpOn(page, baseUrl, receipt);
  await openTalkOn(page);
  await page.setInputFiles('#message-pick', [picture('门.png')]);
  await page.getByAltText('照片 1').waitFor();
  await page.fill('#message-text', WORDS);
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-error')?.textContent?.includes('没有丢'));
  await page.fill('#message-text', `${WORDS}门也锁了。`);
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  const [first, second] = sent;
  for (const of of [
    (m: typeof first) => m?.id,
    (m: typeof first) => m?.commit,
    (m: typeof first) => m?.attachments[0]?.id,
  ])
    expect(of(first)).not.toBe(of(second));
  expect(await page.locator('.messages .reporter').textContent()).toContain('门也锁了');
  expect(troubles).toEqual([]);
  await context.close();
});
