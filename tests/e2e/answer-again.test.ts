import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { comeBack, report } from './desk-reporter.ts';
import { desk, openSealed, picture, sayToReporter } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('an officer’s answer: the same after a lost one goes again as it was, another is sealed as a new message', async () => {
  const receipt = await report(baseUrl, { text: { text: '球磨机的防护罩拆了半年，一直没有装回去。' } });
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips');
  const sent: { messageId: string; commit: string }[] = [];
  await page.route(/\/api\/tips\/[\w-]+\/messages$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(route.request().postDataJSON());
    // The first two never arrive.
    return sent.length < 3 ? route.abort('connectionreset') : route.continue();
  });
  await go('/tips');
  await openSealed(page, '球磨机的防护罩');
  const press = () => page.getByRole('button', { name: '加密发出' }).click();
  await page.locator('label.file-button input').setInputFiles(picture('安排.png'));
  await page.getByText(/^照片 1（/).waitFor();
  await page.getByLabel('答复或询问').fill('已经安排核查。');
  for (const times of [1, 2]) {
    await press();
    await expect.poll(() => sent.length).toBe(times);
    await page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
  }
  await page.getByLabel('答复或询问').fill('已经安排核查，结果会告诉您。');
  await press();
  await page.getByText('请重新附上照片').waitFor();
  expect(await page.getByText(/^照片 1（/).count()).toBe(0);
  await sayToReporter(page, '已经安排核查，结果会告诉您。');
  expect(sent.length).toBe(3);
  const [first, again, other] = sent;
  expect([again?.messageId, again?.commit]).toEqual([first?.messageId, first?.commit]);
  expect(other?.messageId).not.toBe(first?.messageId);
  expect(other?.commit).not.toBe(first?.commit);
  expect(troubles).toEqual([]);
  await close();
  expect(await (await comeBack(baseUrl, receipt)).read()).toEqual(['已经安排核查，结果会告诉您。']);
});
