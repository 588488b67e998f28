import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { desk, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PAGES: Record<string, readonly (readonly [path: string, shows: string])[]> = {
  office: [
    ['/', '等我办理'],
    ['/hazards', '2026-0000'],
    ['/report', '什么隐患'],
    ['/people', '姓名'],
    ['/units', '个单位'],
    ['/committees', '牵头单位'],
    ['/ledger', '核验记录有没有被改动'],
    ['/inbox', '全部标为已读'],
    ['/me', '登录的设备'],
  ],
  admin: [
    ['/guide', '核对委员会'],
    ['/settings', '修订会生成新版本'],
    ['/import', '下载模板'],
    ['/people', '新增人员'],
  ],
  tips: [
    ['/tips', '全部'],
    ['/tip-keys', '根密钥指纹'],
    ['/tip-keys/recovery', '密钥恢复'],
  ],
};

for (const width of [1440, 375]) {
  for (const [login, pages] of Object.entries(PAGES)) {
    test(`${login} at ${width} px: every page shows its content, fits, and breaks no rule`, async () => {
      const { page, troubles, go, close } = await desk(browser, baseUrl, login, width);
      for (const [path, shows] of pages) {
        await go(path);
        await page.getByText(shows).first().waitFor();
        await usable(page, `${path} ${width}`);
      }
      expect(troubles).toEqual([]);
      await close();
    });
  }
}

test('a page that the role may not see says so; a lost network says so and keeps what was typed', async () => {
  const { page, go, close } = await desk(browser, baseUrl, 'grid');
  await go('/ledger');
  await page.getByText('您的岗位看不到这一页').waitFor();
  await go('/report');
  await page.getByLabel('什么隐患').fill('巷口电线垂落');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await page.getByText('网络不通').first().waitFor();
  expect(await page.getByLabel('什么隐患').inputValue()).toBe('巷口电线垂落');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await page.getByRole('heading', { name: '巷口电线垂落' }).waitFor();
  await close();
});
