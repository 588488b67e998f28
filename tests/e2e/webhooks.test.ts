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

test.each([375, 1440])(
  'an administrator sets up a robot, sees what came of a test, stops and removes it (%i px)',
  async (width) => {
    const { page, troubles, go, close } = await desk(browser, baseUrl, 'admin', width);
    await go('/settings?tab=webhooks');
    await page.getByRole('button', { name: '新增推送' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill(`工作群 ${width}`);
    await dialog.getByLabel('网址').fill('https://10.0.0.8/robot');
    await usable(page, `a new webhook ${width}`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('须是公网上的域名，不能是 IP 地址或内网名称').waitFor();
    await dialog.getByLabel('网址').fill('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-key-of-nobody');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const own = page.getByRole('region', { name: `工作群 ${width}` });
    await own.getByText('qyapi.weixin.qq.com').waitFor();
    await own.getByRole('button', { name: '发送测试消息' }).click();
    // Nobody is there: a machine without the internet, or a robot that does not know this key.
    await own.getByText(/连不上对方|对方答复不接收|没有在 4 秒内答复/).waitFor();
    expect(await page.content()).not.toContain('a-key-of-nobody');
    await own.getByRole('button', { name: /停\s?用/ }).click();
    await own.getByText('停用', { exact: true }).waitFor();
    await usable(page, `webhooks ${width}`);
    await own.getByRole('button', { name: /删\s?除/ }).click();
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /删\s?除/ })
      .click();
    await own.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
    await close();
  },
);
