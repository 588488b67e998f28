import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { NOTICE_25, NOTICE_2021 } from '../support/notice-sample.ts';
import { desk, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function opened(text: string, width = 1440) {
  const seen = await desk(browser, baseUrl, 'office', width);
  await seen.go('/notices');
  await seen.page.getByLabel('通知全文').fill(text);
  await seen.page.getByRole('button', { name: '读出任务' }).click();
  await seen.page.getByRole('list', { name: '读出的任务' }).waitFor();
  const path = new URL(seen.page.url()).pathname.replace(/^.*\/console/, '');
  return { ...seen, path };
}

test('without a network what is typed stays, also over a closed page, and is saved once there is one', async () => {
  const { page, close } = await opened(NOTICE_2021);
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await page.getByLabel('任务名称').fill('断网时写的名称');
  await page.locator('[data-saving=offline]').waitFor();
  await page.context().setOffline(false);
  await page.locator('[data-saving=saved]').waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('任务名称').fill('关页前写的名称');
  const url = page.url();
  const again = await page.context().newPage();
  await page.close();
  await again.context().setOffline(false);
  await again.goto(url);
  await again.getByText('关页前写的名称').first().waitFor();
  await again.locator('[data-saving=saved]').waitFor();
  await close();
});

test('two people on one notice: the slower is told, and decides whose stands', async () => {
  const first = await opened(NOTICE_2021);
  const second = await desk(browser, baseUrl, 'office');
  await second.go(first.path);
  await second.page.getByRole('list', { name: '读出的任务' }).waitFor();
  await first.page.keyboard.press('a');
  await first.page.locator('[data-saving=saved]').waitFor();
  await first.page.getByText('1/3 已核对').waitFor();
  await second.page.keyboard.press('Enter');
  await second.page.getByLabel('任务名称').fill('后来者的名称');
  await second.page.getByText('已经改过这份通知').waitFor();
  expect(await second.page.getByLabel('任务名称').inputValue()).toBe('后来者的名称');
  await second.page.getByRole('button', { name: '用我的' }).click();
  await second.page.locator('[data-saving=saved]').waitFor();
  await first.page.reload();
  await first.page.getByText('后来者的名称').first().waitFor();
  await first.close();
  await second.close();
});

test('what cannot be read is answered with what to do, and the pasted text stays', async () => {
  const { page, go, close } = await desk(browser, baseUrl, 'office');
  await go('/notices');
  const field = page.getByLabel('通知全文');
  await field.fill('同志们好，请注意安全。');
  await page.getByRole('button', { name: '读出任务' }).click();
  await page.getByRole('alert').getByText('没有读到任务条目').waitFor();
  expect(await field.inputValue()).toBe('同志们好，请注意安全。');
  const file = page.getByLabel('选择通知文件');
  const choose = (name: string, bytes: string) =>
    file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes, 'latin1') });
  await choose('扫描件.pdf', '%PDF-1.4\n1 0 obj<</Type/Page/Resources<</XObject<</Im1 2 0 R>>>>>>\n%%EOF');
  await page.getByRole('alert').getByText('这是扫描件或图片').waitFor();
  await choose('通知.pdf', '%PDF-1.4\n1 0 obj<</Type/Font>>\n%%EOF');
  await page.getByRole('alert').getByText('复制文字后粘贴到这里').waitFor();
  await choose('旧.doc', '\xd0\xcf\x11\xe0\xa1\xb1');
  await page.getByRole('alert').getByText('另存为 .docx').waitFor();
  await page.getByRole('button', { name: '读出任务' }).click();
  await page.getByRole('button', { name: '留下原文，手工加任务' }).click();
  await page.getByText('还没有任务').waitFor();
  await page.getByRole('button', { name: /新增任务/ }).click();
  await page.getByLabel('任务名称').fill('手工加的任务');
  await page.getByText('手工加的任务').first().waitFor();
  await close();
});

for (const width of [1440, 375]) {
  test(`at ${width} px the pages fit and break no rule; on a phone the source folds out under its task`, async () => {
    const { page, troubles, close } = await opened(NOTICE_25, width);
    await usable(page, `notice ${width}`);
    const fold = page.getByText('看原文').first();
    expect(await fold.isVisible()).toBe(width < 600);
    expect(await page.locator('.nt-text').isVisible()).toBe(width > 600);
    if (width < 600) {
      await fold.click();
      await page.locator('.nt-source p', { hasText: '1.开展沿街商铺用火用电排查' }).waitFor();
      await page.getByRole('button', { name: '采纳，看下一项' }).click();
      await page.getByText('1/25 已核对').waitFor();
    }
    await page.getByRole('button', { name: '修改' }).first().click();
    await page.getByLabel('任务名称').waitFor();
    await usable(page, `notice edited ${width}`);
    await page
      .getByRole('link', { name: '读通知' })
      .or(page.getByRole('button', { name: '菜单' }))
      .first()
      .waitFor();
    expect(troubles).toEqual([]);
    await close();
  });
}
