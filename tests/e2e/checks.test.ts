import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, desk, picture, usable } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function pick(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(day);
  await field.press('Tab');
}

/** A person by name, out of the search of a form. */
async function person(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click();
  await page.keyboard.press('Escape');
}

test('a covert visit: planned, unseen by its unit, begun and written up on a phone, seen then, frozen', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/checks');
  await page.getByRole('button', { name: '安排检查' }).click();
  await choose(page, '被检查单位', '消防救援');
  await page.locator('.check-pairs').getByText('暗访', { exact: true }).click();
  await page.getByText('只有安排的人和检查人员看得到', { exact: false }).waitFor();
  await pick(page, '计划日期', today);
  await person(page, '检查人员', '唐勇');
  await choose(page, '检查表', '人员密集场所消防检查');
  await usable(page, 'plan 1440');
  await page.getByRole('button', { name: '安排', exact: true }).click();
  await page.getByText('保密').waitFor();
  const address = page.url();

  const unit = await desk(browser, baseUrl, 'fire', 375);
  await unit.page.goto(address);
  await unit.page.getByText('没有找到').first().waitFor();
  await unit.go('/checks');
  await unit.page.getByText('还没有检查。').waitFor();

  const inspector = await desk(browser, baseUrl, 'inspector', 375);
  const phone = inspector.page;
  await phone.context().grantPermissions(['geolocation']);
  await phone.context().setGeolocation({ longitude: 113.12, latitude: 29.37, accuracy: 15 });
  await phone.goto(address);
  await phone.getByRole('heading', { name: '到现场后开始检查' }).waitFor();
  await usable(phone, 'planned 375');
  const start = phone.getByRole('region', { name: '开始检查' });
  await start.getByRole('checkbox').check();
  await start.getByRole('button', { name: '开始检查' }).click();
  await phone.getByText('东经 113.12', { exact: false }).waitFor();

  // What is typed outlives the page, and the network.
  const answers = phone.locator('.check-answers');
  await answers.nth(0).getByText('有问题').click();
  await phone.getByLabel('第 1 项说明').fill('东侧安全出口上锁');
  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '保存检查记录' }).click();
  await phone.getByRole('alert').filter({ hasText: '网络不通' }).waitFor();
  await phone.context().setOffline(false);
  await phone.reload();
  expect(await phone.getByLabel('第 1 项说明').inputValue()).toBe('东侧安全出口上锁');
  await phone.getByRole('button', { name: '记为隐患或问题' }).click();
  const first = phone.getByRole('dialog');
  expect(await first.getByLabel('什么问题').inputValue()).toBe('东侧安全出口上锁');
  await first.locator('input[type=file]').setInputFiles(picture('exit.png'));
  await first.getByText('已传 1 张').waitFor();
  await first.getByRole('button', { name: '记录', exact: true }).click();
  await first.waitFor({ state: 'hidden' });
  await phone.getByRole('button', { name: '记录一处问题' }).click();
  const second = phone.getByRole('dialog');
  await second.getByText('履职问题').click();
  await second.getByLabel('什么问题').fill('没有按月组织检查');
  await second.getByRole('button', { name: '记录', exact: true }).click();
  await second.waitFor({ state: 'hidden' });
  await phone.getByText('发现的问题（2 处）').waitFor();
  const lines = await answers.count();
  for (let i = 1; i < lines; i++) await answers.nth(i).getByText('符合').click();
  await phone.getByLabel('检查情况').fill('共查七项，一项有问题。');
  await usable(phone, 'record 375');
  await phone.getByRole('button', { name: '保存检查记录' }).click();
  await phone.getByText('待定稿').first().waitFor();

  await unit.page.goto(address);
  await unit.page.getByText('没有按月组织检查').first().waitFor();
  await usable(unit.page, 'seen by the unit 375');
  await phone.getByRole('button', { name: '定稿', exact: true }).click();
  await phone.locator('.ant-popconfirm').getByRole('button', { name: '定稿', exact: true }).click();
  await phone.getByText('记录指纹', { exact: false }).waitFor();
  await page.reload();
  await page.getByText('履职问题转为任务（1）').waitFor();
  await usable(page, 'finished 1440');
  expect([...office.troubles, ...unit.troubles, ...inspector.troubles]).toEqual([]);
  for (const one of [office, unit, inspector]) await one.close();
});

test('teams, leaders and re-checks: a team is formed, a sample is drawn, pages fit a phone', async () => {
  const office = await desk(browser, baseUrl, 'office', 375);
  const { page } = office;
  await office.go('/checks/teams');
  await page.getByRole('button', { name: '组建督导组' }).click();
  await page.getByLabel('名称').fill('第一督导组');
  await pick(page, '任期从', today);
  await page.getByRole('button', { name: '加一人' }).click();
  await page.getByLabel('姓名', { exact: true }).fill('王工');
  await usable(page, 'team form 375');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('link', { name: '第一督导组' }).click();
  await page.getByText('王工').waitFor();
  await usable(page, 'team 375');
  await office.go('/checks/leaders');
  await page.getByRole('columnheader', { name: '带队检查' }).waitFor();
  await page.getByRole('cell', { name: '高远' }).waitFor();
  await usable(page, 'leaders 375');
  await office.go('/checks/rechecks');
  await page.getByRole('button', { name: '抽取样本' }).click();
  await page.getByLabel('名称').fill('年底回头看');
  await pick(page, '销号日期从', '2020-01-01');
  await pick(page, '到', today);
  await pick(page, '计划日期', today);
  await person(page, '复查人员', '周启明');
  await page.getByRole('button', { name: '随机抽取' }).click();
  await page.getByText('随机种子').waitFor();
  await page.getByRole('heading', { name: /已复查 0\// }).waitFor();
  await page.locator('.rows li').first().waitFor();
  // A link under the pointer has another colour.
  await page.mouse.move(0, 0);
  await usable(page, 'recheck 375');
  expect(office.troubles).toEqual([]);
  await office.close();
});

test('coverage of a campaign: a list is made, covert visits are planned to all on it at once', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/plans');
  await page.getByRole('link', { name: '冬春火灾防控专项行动' }).click();
  await page.getByRole('button', { name: '检查覆盖' }).click();
  await page.getByRole('button', { name: '列入名单' }).click();
  const list = page.getByRole('dialog');
  await list.getByLabel('企业、场所', { exact: false }).fill('某某商场，91430600MA4L16JQ9B，解放路 1 号\n某某宾馆');
  await list.getByRole('button', { name: '列入', exact: true }).click();
  await page.getByText('已检查 0/2').waitFor();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: '安排暗访（2）' }).click();
  await pick(page, '计划日期', today);
  await person(page, '检查人员', '唐勇');
  await page.getByRole('button', { name: '安排', exact: true }).click();
  await page
    .getByRole('link', { name: `${today} 待检查` })
    .first()
    .waitFor();
  await usable(page, 'coverage 1440');
  await page.setViewportSize({ width: 375, height: 812 });
  await usable(page, 'coverage 375');
  expect(office.troubles).toEqual([]);
  await office.close();
});
