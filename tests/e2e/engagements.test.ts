import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { oneMember } from './expert-steps.ts';
import { choose, desk, picture, take, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const EXPERT = 'gas-expert';
const local = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
async function pick(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label, { exact: true });
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(day);
  await field.press('Tab');
}

test('an expert is asked, declares, finds, signs on a phone; the office sees it and accepts', async () => {
  const { pool, unit } = await oneMember(baseUrl, EXPERT, '高燃');
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/engagements');
  await page.getByRole('button', { name: '安排专家检查' }).click();
  const plan = page.getByRole('dialog');
  await choose(page, '组织单位', unit);
  await plan.getByLabel('受检单位').fill('演练燃气有限公司');
  await pick(page, '开始日期', local(0));
  await pick(page, '结束日期', local(4));
  await plan.getByLabel('名称', { exact: true }).fill('入冬前燃气场站驻企检查');
  await plan.getByLabel('检查要求和背景').fill('重点看调压站和加臭装置');
  await plan.getByLabel('专家库', { exact: true }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: pool }).last().click();
  await plan.getByRole('checkbox', { name: /高燃/ }).check();
  await usable(page, 'plan 1440');
  await plan.getByRole('button', { name: /^保\s*存$/ }).click();
  await page.getByRole('heading', { name: '演练燃气有限公司' }).waitFor();
  await take(page, '邀请专家', async () => undefined);
  const address = page.url();

  const expert = await desk(browser, baseUrl, EXPERT, 375);
  const phone = expert.page;
  await expert.go('/my-expert');
  await phone.getByText('1 项待答复', { exact: false }).waitFor();
  await usable(phone, 'my-expert 375');
  await phone.getByRole('link', { name: /演练燃气/ }).click();
  await phone.getByRole('heading', { name: '利益冲突声明' }).waitFor();
  expect(await phone.getByText('调压站', { exact: false }).count()).toBe(0);
  await usable(phone, 'statement 375');
  for (const no of await phone.getByRole('radio', { name: '没有', exact: true }).all()) await no.check();
  await phone.getByRole('button', { name: '签署声明并接受' }).click();
  await phone.getByText('重点看调压站和加臭装置').waitFor();

  await page.reload();
  await take(page, '开始检查', async () => undefined);
  await phone.reload();
  await phone.getByRole('button', { name: '登记隐患' }).click();
  const finding = phone.getByRole('dialog');
  await finding.getByLabel('什么隐患').fill('调压站加臭装置停用');
  await finding.locator('input[type=file]').setInputFiles(picture('before.png'));
  await finding.getByText('已传 1 张', { exact: false }).waitFor();
  // Half written and left: it is still there.
  await phone.reload();
  await phone.getByRole('button', { name: '登记隐患' }).click();
  expect(await finding.getByLabel('什么隐患').inputValue()).toBe('调压站加臭装置停用');
  await usable(phone, 'finding 375');
  await finding.getByRole('button', { name: /^登\s*记$/ }).click();
  await finding.waitFor({ state: 'hidden' });
  await phone.getByRole('button', { name: /查看 调压站加臭装置停用/ }).waitFor();
  await phone.getByRole('textbox', { name: '专家意见' }).fill('加臭装置停用，不符合规范要求，建议立即恢复并复查。');
  await phone.getByText('已自动保存').waitFor();
  await phone.getByRole('button', { name: '签署意见' }).click();
  await phone.getByRole('button', { name: '确认签署' }).click();
  await phone.getByText('已签署，不能再改', { exact: false }).waitFor();
  await usable(phone, 'signed 375');
  await phone.getByRole('link', { name: '查看、核对和打印' }).click();
  await phone.getByText('签名属实', { exact: false }).waitFor();
  await usable(phone, 'opinion 375');

  await page.goto(address);
  await page.getByText('意见已提交').first().waitFor();
  await page.getByRole('link', { name: '调压站加臭装置停用' }).waitFor();
  await usable(page, 'engagement 1440');
  await take(page, '认可成果', async () => undefined);
  await page.getByText('成果已认可').first().waitFor();
  await page.getByRole('link', { name: '查看签署的意见' }).click();
  await page.getByText('签名属实', { exact: false }).waitFor();
  await usable(page, 'opinion 1440');
  await office.go('/engagements?view=days');
  await page
    .getByRole('link', { name: /演练燃气/ })
    .first()
    .waitFor();
  await usable(page, 'days 1440');
  await office.go('/hazards?source=expert');
  await page.getByText('调压站加臭装置停用').first().waitFor();
  expect([...office.troubles, ...expert.troubles]).toEqual([]);
  await expert.close();
  await office.close();
});
