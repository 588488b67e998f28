import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { desk, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a bulletin from one click to the units that read it: edited, signed on a phone, printed as Word', async () => {
  const office = await desk(browser, baseUrl, 'office');
  await office.go('/month-reports');
  await office.page.getByText('十二个月汇总').waitFor();
  await usable(office.page, 'month reports');
  await office.go('/bulletins');
  await office.page.getByLabel('月份').fill('2026-01');
  await office.page.keyboard.press('Enter');
  await usable(office.page, 'bulletins');
  await office.page.getByRole('button', { name: '起草2026年1月通报' }).click();
  await office.page.getByRole('button', { name: '修改', exact: true }).click();
  await office.page.getByLabel('标题', { exact: true }).fill('一月份安全生产通报');
  await usable(office.page, 'editing');
  await office.page.getByRole('button', { name: /^保\s?存$/ }).click();
  await office.page.getByRole('heading', { name: '一月份安全生产通报' }).waitFor();
  await usable(office.page, 'draft');
  const path = new URL(office.page.url()).pathname.split('/console')[1] ?? '';
  await office.page.getByRole('button', { name: '送签', exact: true }).click();
  await office.page.getByText('待签发').waitFor();

  const leader = await desk(browser, baseUrl, 'leader', 375);
  await leader.go(path);
  await leader.page.getByRole('button', { name: '签发', exact: true }).click();
  await leader.page.getByText('已签发').first().waitFor();
  await usable(leader.page, 'signed on a phone');

  await office.page.reload();
  await office.page.getByRole('button', { name: '印发', exact: true }).click();
  await office.page.locator('.ant-popconfirm').getByRole('button', { name: '印发' }).click();
  await office.page.getByRole('region', { name: '阅读情况' }).waitFor();
  const [download] = await Promise.all([
    office.page.waitForEvent('download'),
    office.page.getByRole('button', { name: '下载 Word' }).click(),
  ]);
  const files = unzipSync(readFileSync(await download.path()));
  expect(strFromU8(files['word/document.xml'] ?? new Uint8Array())).toContain('一月份安全生产通报');

  const unit = await desk(browser, baseUrl, 'unit', 375);
  const signed = unit.page.waitForResponse((response) => response.url().endsWith('/read'));
  await unit.go(path);
  await signed;
  await unit.page.getByRole('heading', { name: '一月份安全生产通报' }).waitFor();
  await usable(unit.page, 'read on a phone');
  await office.page.reload();
  await office.page.getByRole('region', { name: '阅读情况' }).locator('.rows li').first().waitFor();
  for (const each of [office, leader, unit]) {
    expect(each.troubles).toEqual([]);
    await each.close();
  }
});
