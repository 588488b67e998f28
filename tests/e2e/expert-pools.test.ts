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

test('the office makes the pools of its notice; quota and owners are set; a phone shows them', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/expert-pools');
  await page.getByRole('button', { name: '按模板建库' }).click();
  await page.getByRole('link', { name: '燃气管网专家库' }).first().waitFor();
  await usable(page, 'pools 1440');
  await page.getByRole('link', { name: '危险化学品专家库' }).first().click();
  await page.getByRole('heading', { name: '危险化学品专家库' }).waitFor();
  await page.getByText('实际从事安全技术或安全管理工作不少于 5 年').waitFor();
  await page.getByText(/依据：枣高安发〔2021〕9号第7项/).waitFor();

  await page.getByRole('button', { name: '修改', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名额').fill('30');
  await form.getByLabel('征集说明').fill('面向全区征集危险化学品安全专家。');
  await usable(page, 'pool form 1440');
  await form
    .getByRole('button', { name: '保 存' })
    .or(form.getByRole('button', { name: '保存' }))
    .click();
  await page.getByText('名额 30').waitFor();
  await usable(page, 'pool 1440');
  const address = new URL(page.url()).pathname.split('/console')[1] as string;

  const phone = await desk(browser, baseUrl, 'office', 375);
  await phone.go(address);
  await phone.page.getByText('面向全区征集危险化学品安全专家。').waitFor();
  await usable(phone.page, 'pool 375');
  await phone.go('/expert-pools');
  await phone.page.getByRole('link', { name: '危险化学品专家库' }).first().waitFor();
  await usable(phone.page, 'pools 375');
  expect([...office.troubles, ...phone.troubles]).toEqual([]);
  await phone.close();
  await office.close();
});

test('whoever keeps the rules revises the conditions: tried first, then a new version with its basis', async () => {
  const admin = await desk(browser, baseUrl, 'admin');
  const { page } = admin;
  await admin.go('/settings');
  await page.getByRole('tab', { name: '参数' }).click();
  await page.getByRole('link', { name: '去修订' }).click();
  await page.getByRole('tab', { name: '入库条件' }).waitFor();
  await page.getByRole('button', { name: '修订条件' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('最低年限（年）').fill('8');
  await form.getByLabel('须连续').click();
  await form.getByLabel('适用领域').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '消防' }).first().click();
  await form.getByLabel('依据').fill('某安办〔2026〕12号');
  await form.getByRole('button', { name: '试算现有成员' }).click();
  await form.getByText('这个领域还没有在聘成员。').waitFor();
  await usable(page, 'rule form 1440');
  await form.getByRole('button', { name: '生成新版本' }).click();
  await form.waitFor({ state: 'hidden' });
  const line = page.locator('tbody tr').filter({ hasText: '某安办〔2026〕12号' });
  await line.getByText('现行').waitFor();
  await line.locator('.ant-table-row-expand-icon').click();
  await page.getByText('须连续，中断不超过 0 天').waitFor();
  await page.getByText('（本版修改）').first().waitFor();
  await usable(page, 'rules 1440');
  await page.getByRole('button', { name: '立即复核全部成员' }).click();
  await page.getByText(/复核完成/).waitFor();
  expect(admin.troubles).toEqual([]);
  await admin.close();
});
