import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { PASSWORD, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
const SLUG = `e2e-${Date.now().toString(36)}`;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a district applies, an operator approves, the first administrator sets a password and is guided', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (m) => {
    if (/Content Security Policy/.test(m.text())) troubles.push(m.text());
  });

  await page.goto(`${baseUrl}/apply`);
  await page.fill('[name=unitName]', '试点区安全生产委员会办公室');
  await page.fill('[name=tenantName]', '试点区');
  await page.selectOption('[name=level]', 'district');
  await page.fill('[name=divisionCode]', '999998');
  await page.fill('[name=slug]', SLUG);
  await page.fill('[name=contactName]', '李四');
  await page.fill('[name=contactPhone]', '010-12345678');
  await page.fill('[name=reason]', '开展隐患闭环管理');
  await page.click('form button[type=submit]');
  await page.locator('#done-part').waitFor({ state: 'visible' });

  await page.goto(`${baseUrl}/platform`);
  await page.getByLabel('用户名').fill('operator');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: SLUG });
  await row.waitFor();
  await usable(page, 'applications');
  await row.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('button', { name: '同意并开通' }).click();
  const link = await page.getByLabel('一次性链接').inputValue();
  expect(link).toContain(`/${SLUG}/console/link#`);
  for (const [path, shows] of [
    ['/tenants', '各地区'],
    ['/cells', '数据单元'],
    ['/log', '操作记录'],
  ] as const) {
    await page.goto(`${baseUrl}/platform${path}`);
    await page.getByRole('heading', { name: shows }).waitFor();
    await usable(page, path);
  }

  const fresh = await (await browser.newContext({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })).newPage();
  await fresh.goto(link);
  await fresh.getByLabel('新密码（至少 10 位）').fill('Shidian-2026-mima');
  await fresh.getByLabel('再输一次').fill('Shidian-2026-mima');
  await usable(fresh, 'link');
  await fresh.getByRole('button', { name: '设置并登录' }).click();
  await fresh.getByRole('heading', { name: '首页' }).waitFor();
  await fresh.goto(`${baseUrl}/${SLUG}/console/guide`);
  await fresh.getByText('开通后先做这五件事').waitFor();
  await fresh.goto(`${baseUrl}/${SLUG}/console/committees`);
  await fresh.getByText('牵头单位').first().waitFor();

  const again = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await again.goto(link);
  await again.getByRole('alert').waitFor();
  expect(await again.getByRole('alert').textContent()).toContain('已失效或已用过');
  expect(troubles).toEqual([]);
});
