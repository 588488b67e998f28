import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, desk, picture, take, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DAY = 86_400_000;
const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const today = local(Date.now());
/** Types a day into the picker of a form. */
async function pick(dialog: ReturnType<Page['getByRole']>, label: string, day: string): Promise<void> {
  const field = dialog.getByLabel(label);
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(day);
  await field.press('Tab');
}

test('a supervision order: drafted and served by the office, answered on a phone, accepted, printed as Word', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/orders');
  await page.getByRole('button', { name: '拟督办单' }).click();
  const draft = page.getByRole('dialog');
  await choose(page, '承办单位', '应急');
  await draft.getByLabel('标题').fill('关于汛期安全检查整改超期的督办');
  await draft.getByLabel('督办事项和要求').fill('一、抓紧办理\n汛期检查发现的三项问题至今未办结，请立即整改。');
  await draft.getByRole('button', { name: '存为草稿' }).click();
  await page.getByText('草稿，送达时编号').waitFor();
  await take(page, '编号并送达', (dialog) => pick(dialog, '回复期限', local(Date.now() + 5 * DAY)));
  await page.getByText('督办单〔', { exact: false }).first().waitFor();
  await usable(page, 'order 1440');
  const address = page.url();

  const unit = await desk(browser, baseUrl, 'unit', 375);
  await unit.page.goto(address);
  await take(unit.page, '签收', async () => undefined);
  await usable(unit.page, 'order 375');
  await take(unit.page, '回复', async (dialog) => {
    await dialog.getByLabel('办理情况').fill('三项问题已全部整改，照片附后。');
    await dialog.locator('input[type=file]').setInputFiles(picture('after.png'));
    await dialog.getByText('已传 1 个').waitFor();
  });
  await unit.page.getByRole('button', { name: '回复附件1.jpg' }).waitFor();
  await usable(unit.page, 'order answered 375');

  await page.reload();
  await take(page, '审核通过，办结', (dialog) => dialog.getByLabel('审核意见').fill('同意办结。'));
  await page.getByText('已办结').first().waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Word' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^督办单〔\d{4}〕\d+号\.docx$/);
  expect([...office.troubles, ...unit.troubles]).toEqual([]);
  await unit.close();
  await office.close();
});

test('a summons: notice, minutes, and a report due a month later', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/summonses');
  await page.getByRole('button', { name: '拟约谈' }).click();
  const draft = page.getByRole('dialog');
  await draft.getByText('发生事故').click();
  await choose(page, '被约谈单位', '应急');
  await draft.getByLabel('标题').fill('关于一起一般事故的约谈');
  await draft.getByLabel('约谈的理由').fill('辖区内发生一起一般生产安全事故。');
  await draft.getByRole('button', { name: '存为草稿' }).click();
  await page.getByRole('heading', { name: '约谈通知书' }).waitFor();
  await take(page, '编号并通知', async (dialog) => {
    await pick(dialog, '约谈日期', today);
    await dialog.getByLabel('地点').fill('三楼会议室');
    await dialog.getByLabel('主持人').fill('安委会副主任');
  });
  await take(page, '登记约谈纪要', (dialog) => dialog.getByLabel('约谈纪要').fill('一是举一反三，二是限期整改。'));
  await page.getByText('待报整改').first().waitFor();
  await usable(page, 'summons 1440');
  const address = page.url();

  const unit = await desk(browser, baseUrl, 'unit', 375);
  await unit.page.goto(address);
  await take(unit.page, '报送整改报告', (dialog) => dialog.getByLabel('整改情况').fill('已制定并落实整改措施。'));
  await unit.page.getByText('待核查').first().waitFor();
  await usable(unit.page, 'summons 375');
  await unit.go('/summonses');
  await unit.page.getByText('关于一起一般事故的约谈').waitFor();
  await usable(unit.page, 'summonses 375');
  expect([...office.troubles, ...unit.troubles]).toEqual([]);
  await unit.close();
  await office.close();
});

test('the rungs behind a limit are shown and changed in the settings', async () => {
  const admin = await desk(browser, baseUrl, 'admin', 375);
  const { page } = admin;
  await admin.go('/settings');
  const row = page.getByRole('row').filter({ hasText: '督办单回复' });
  await row.getByText('拟约谈').waitFor();
  await row.getByRole('button', { name: '修订' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('超期多久').last().fill('7');
  await pick(dialog, '自何日起', today);
  await usable(page, 'rungs 375');
  await dialog.getByRole('button', { name: '生成新版本' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row.getByText('超期 7 个工作日').waitFor();
  expect(admin.troubles).toEqual([]);
  await admin.close();
});
