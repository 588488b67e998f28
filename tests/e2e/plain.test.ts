import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';

const SLUG = 'yueyanglou';
const url = inject('baseUrl');
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  // A phone with scripts off; axe itself needs its own world, which Playwright gives it all the same.
  context = await browser.newContext({ viewport: { width: 375, height: 740 }, javaScriptEnabled: false });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
});

test('with scripts off: from the tip page to the simple form, a slip is said, a tip is sent, the receipt shows its way', async () => {
  await page.goto(`${url}/${SLUG}/tip`);
  await page.getByRole('link', { name: /简易/ }).click();
  await page.getByText('传输加密，非端到端').first().waitFor();
  await page.getByLabel('看到了什么？').fill('楼道里堆满电动车，堵住了门');
  // Quicker than a person: the server asks to wait. Then what is missing is said, and the words are still there.
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请写具体地点').waitFor();
  expect(await page.getByLabel('看到了什么？').inputValue()).toBe('楼道里堆满电动车，堵住了门');
  await page.getByLabel(/^匿名/).check();
  await page.getByLabel('消防').first().check();
  for (const group of ['现在正有危险吗？', '有人受伤或死亡吗？', '举报的是不是收件的单位或其工作人员？']) {
    await page.getByRole('group', { name: group }).getByLabel('否').check();
  }
  await page.getByLabel('具体地点').fill('三号楼二单元');
  // Quicker than a person it is asked to wait, each time with everything kept.
  const asked = page.getByText(/请等 \d+ 秒再按/);
  for (let tries = 0; tries < 300; tries++) {
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('#receipt').or(asked).first().waitFor();
    if (await page.locator('#receipt').isVisible()) break;
  }
  const receipt = ((await page.locator('#receipt').textContent()) ?? '').replace(/\D/g, '');
  expect(receipt).toMatch(/^\d{28}$/);

  await page.getByRole('link', { name: '去看办理进度' }).click();
  await page.getByLabel('回执码').fill(receipt);
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('已收到').first().waitFor();
  await page.getByLabel('回复或补充').fill('门口的灭火器也没有了');
  await page.getByRole('button', { name: '加密并发出' }).click();
  await page.getByText('已加密发出').waitFor();
  await page.getByText('门口的灭火器也没有了').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

test('the page with scripts reads such a receipt too; both simple pages pass axe', async () => {
  const scripted = await (await browser.newContext({ viewport: { width: 375, height: 740 } })).newPage();
  for (const path of ['tip/plain', 'receipt/plain']) {
    await scripted.goto(`${url}/${SLUG}/${path}`);
    const { violations } = await new AxeBuilder({ page: scripted }).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
  }
});
