import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, desk, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DAY = 86_400_000;
const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

type Scope = Page | ReturnType<Page['getByRole']>;
/** Types a day into a picker. */
async function pick(scope: Scope, label: string, day: string): Promise<void> {
  const field = scope.getByLabel(label, { exact: true });
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(day);
  await field.press('Tab');
}

test('a meeting: prepared, units told, recorded; what was decided becomes tasks of a plan', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/meetings');
  await page.getByRole('button', { name: '筹备会议' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('会议名称').fill('汛期安全专题会议');
  await pick(editor, '日期', local(Date.now()));
  await editor.getByLabel('议题').fill('研究汛期安全');
  await editor.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '汛期安全专题会议' }).waitFor();

  await page.getByRole('button', { name: '发会议通知' }).click();
  await choose(page, '其他单位', '应急');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').getByRole('button', { name: '发出' }).click();
  await page.getByRole('heading', { name: '参会单位（1）' }).waitFor();

  await page.getByRole('button', { name: '记录会议' }).click();
  const record = page.getByRole('dialog');
  await record.getByLabel('纪要').fill('会议研究了汛期安全。');
  await record.getByRole('button', { name: '再加一项' }).click();
  await record.getByLabel('事项', { exact: true }).fill('逐一排查低洼地段地下空间');
  await choose(page, '牵头单位', '应急');
  await pick(record, '完成时限', local(Date.now() + 20 * DAY));
  await usable(page, 'record 1440');
  await record.getByRole('button', { name: '保存记录' }).click();
  await page.getByText('牵头：').waitFor();
  await page.getByRole('button', { name: '议定事项转为任务（1 项）' }).click();
  await page.getByRole('link', { name: '任务：草稿' }).waitFor();
  await usable(page, 'meeting 1440');
  await page.getByRole('link', { name: '打开本次会议的任务计划' }).click();
  await page.getByText('逐一排查低洼地段地下空间').first().waitFor();

  const unit = await desk(browser, baseUrl, 'unit', 375);
  await unit.go('/inbox');
  await unit.page.getByText('会议通知：汛期安全专题会议').first().click();
  await unit.page.getByRole('heading', { name: '汛期安全专题会议' }).waitFor();
  await usable(unit.page, 'meeting 375');
  expect([...office.troubles, ...unit.troubles]).toEqual([]);
  await unit.close();
  await office.close();
});

test('a duty is ticked, and a self-check filled in, on a phone; the other pages fit it', async () => {
  const unit = await desk(browser, baseUrl, 'housing', 375);
  const { page } = unit;
  await unit.go('/duties');
  await page.getByRole('link', { name: '区国土住建局安全生产监管责任清单' }).click();
  const line = page.getByRole('listitem').filter({ hasText: '每季度至少召开一次会议' });
  await line.getByRole('button', { name: '填报' }).click();
  const form = page.getByRole('dialog');
  await pick(form, '完成日期', local(Date.now()));
  await form.getByLabel('履职情况').fill('召开专委会会议，部署停工复工检查。');
  await usable(page, 'tick 375');
  await form.getByRole('button', { name: '保存' }).click();
  await line.getByText(`已完成 ${local(Date.now())}`).waitFor();
  await usable(page, 'duty list 375');

  const street = await desk(browser, baseUrl, 'street', 375);
  await street.go('/duties?tab=checks');
  await street.page.getByRole('button', { name: '填写自查' }).click();
  const check = street.page.getByRole('dialog');
  for (const yes of await check.getByText('达标', { exact: true }).all()) await yes.click();
  await usable(street.page, 'self-check 375');
  await check.getByRole('button', { name: '提交' }).click();
  await check.waitFor({ state: 'hidden' });
  for (const path of ['/', '/duties?tab=reports', '/responsibility?q=燃气', '/streets', '/meetings', '/me']) {
    await street.go(path);
    await street.page.locator('.card, .figures').first().waitFor();
    await usable(street.page, `${path} 375`);
  }
  expect([...unit.troubles, ...street.troubles]).toEqual([]);
  await unit.close();
  await street.close();
});

test('a city sees how far its counties are, a county where its plan came from', async () => {
  const city = await desk(browser, baseUrl, 'office', 1440, 'ankang');
  await city.go('/plans');
  await city.page.getByText('全市岁末年初安全防范工作').first().click();
  await city.page.getByRole('tab', { name: '下级进展' }).click();
  await city.page.getByRole('cell', { name: '汉滨区' }).waitFor();
  await usable(city.page, 'below 1440');
  const county = await desk(browser, baseUrl, 'office', 375, 'xunyang');
  await county.go('/plans');
  await county.page.getByText('全市岁末年初安全防范工作').first().click();
  await county.page.getByText('这是上级（安康市安全生产委员会）交办的计划').waitFor();
  await usable(county.page, 'inbound 375');
  expect([...city.troubles, ...county.troubles]).toEqual([]);
  await city.close();
  await county.close();
});
