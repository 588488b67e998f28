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

const inDays = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** A draft in the drawer: title, one unit that leads, a deadline. */
async function draft(page: Page, title: string, unit: string): Promise<void> {
  await page.getByRole('button', { name: '新增任务', exact: true }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: '新增任务' });
  await drawer.getByLabel('任务', { exact: true }).fill(title);
  await drawer.getByLabel('具体要求').fill('逐户检查，建立台账。');
  await choose(page, '牵头单位', unit);
  // Tab would take the option below the pointer too; a press beside the list only closes it.
  await drawer.getByText('没有责任单位的草稿不能交办').click();
  await drawer.getByLabel('期限', { exact: true }).fill(inDays(20));
  await page.keyboard.press('Tab');
}

/** As small as a PDF can be that is whole. */
const paper = { name: '台账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') };

test('a plan is made, filled, given out; the unit works on a phone; the office accepts and closes', async () => {
  const office = await desk(browser, baseUrl, 'office');
  await office.go('/plans');
  await office.page.getByRole('button', { name: '新建计划' }).click();
  const form = office.page.getByRole('dialog');
  await form.getByLabel('来源').click();
  await office.page.locator('.ant-select-item-option').filter({ hasText: '自拟计划' }).click();
  await form.getByLabel('计划名称').fill('城中村燃气整治');
  await form.getByRole('button', { name: '建立计划' }).click();
  await office.page.getByRole('heading', { name: '城中村燃气整治' }).waitFor();
  await draft(office.page, '城中村燃气软管更换', '消防大队');
  await usable(office.page, 'draft');
  await office.page.getByRole('button', { name: '保存，再加一项' }).click();
  await office.page.getByText('城中村燃气软管更换').first().waitFor();
  const drawer = office.page.getByRole('dialog').filter({ hasText: '新增任务' });
  await drawer.getByLabel('任务', { exact: true }).fill('未定单位的一项');
  await drawer.getByRole('button', { name: '保存草稿' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await office.page.getByText('未定，不能交办').waitFor();
  await usable(office.page, 'plan');
  await office.page.getByRole('button', { name: '全部交办' }).click();
  await office.page.getByText('另有 1 项没有责任单位').waitFor();
  await office.page.getByRole('button', { name: '交办 1 项，告知 1 个单位' }).click();
  await office.page.getByText('执行中').waitFor();

  const unit = await desk(browser, baseUrl, 'fire', 375);
  await unit.go('/tasks/mine');
  await unit.page.getByRole('link', { name: /城中村燃气软管更换/ }).waitFor();
  await usable(unit.page, 'my tasks on a phone');
  await unit.page.getByRole('link', { name: /城中村燃气软管更换/ }).click();
  await unit.page.getByRole('heading', { name: '城中村燃气软管更换' }).waitFor();
  await take(unit.page, '签收', async (dialog) => {
    await dialog.getByText('承办人', { exact: true }).waitFor();
    await usable(unit.page, 'acknowledge on a phone');
  });
  await take(unit.page, '填报进展', async (dialog) => {
    await dialog.getByLabel('进展情况').fill('已排查三个片区，更换软管一百二十根。');
  });
  await unit.page.getByText('已排查三个片区').first().waitFor();
  await unit.page.getByRole('button', { name: '编制倒排工期' }).click();
  const steps = unit.page.getByRole('dialog').filter({ hasText: '倒排工期' });
  await steps.getByLabel('第 1 个节点', { exact: true }).fill('入户排查');
  await steps.getByLabel('第 1 个节点完成日期').fill(inDays(5));
  await steps.getByLabel('第 1 个节点', { exact: true }).press('Enter');
  await steps.getByLabel('第 2 个节点', { exact: true }).fill('更换验收');
  await steps.getByLabel('第 2 个节点完成日期').fill(inDays(15));
  await usable(unit.page, 'steps on a phone');
  await steps.getByRole('button', { name: '保存' }).click();
  // Ticked once the server says so, which on a busy machine is not at once.
  await unit.page.getByLabel('入户排查').click();
  await unit.page.getByRole('checkbox', { name: '入户排查', checked: true }).waitFor();
  await take(unit.page, '报结', async (dialog) => {
    await dialog.getByLabel('完成情况').fill('全部更换完毕，台账已建立。');
    await dialog.locator('input[type=file]').setInputFiles([picture('done.png'), paper]);
    await dialog.getByText('已传 2 个').waitFor();
  });
  await unit.page.getByText('待认可').first().waitFor();
  await usable(unit.page, 'task on a phone');
  expect(unit.troubles).toEqual([]);
  await unit.close();

  await office.go('/tasks/mine?view=accept');
  await office.page.getByRole('link', { name: '城中村燃气软管更换' }).click();
  await office.page.getByRole('button', { name: /查看.*报结材料 1/ }).waitFor();
  await office.page.getByRole('button', { name: '报结材料 2（PDF）' }).waitFor();
  await office.page.getByRole('button', { name: '督办', exact: true }).waitFor();
  await office.page.getByRole('button', { name: '存为模板' }).click();
  await office.page.getByText('已存为模板').waitFor();
  await take(office.page, '认可', (dialog) => dialog.getByLabel('意见').fill('同意。'));
  await usable(office.page, 'task');
  await take(office.page, '办结', (dialog) => dialog.getByLabel('办结结论').fill('完成。'));
  await office.page.getByText('已办结').first().waitFor();
  expect(office.troubles).toEqual([]);
  await office.close();
});

const PAGES: readonly (readonly [path: string, shows: string])[] = [
  ['/tasks', '推进中'],
  ['/tasks/mine', '等我办'],
  ['/tasks/mine?view=calendar', '本月到期'],
  ['/plans', '安全生产工作要点'],
  ['/templates', '责任单位'],
];
const TABS = [
  ['tasks', '高层建筑消防设施检查'],
  ['board', '待签收'],
  ['matrix', '任务（7）'],
  ['gantt', '高层建筑消防设施检查'],
  ['calendar', '本月到期'],
] as const;

/** Where the demo's campaign stands. */
async function campaign(page: Page, go: (path: string) => Promise<void>): Promise<string> {
  await go('/plans');
  await page.getByRole('link', { name: '冬春火灾防控专项行动' }).click();
  await page.getByRole('heading', { name: '冬春火灾防控专项行动' }).waitFor();
  return new URL(page.url()).pathname.replace(/.*\/console/, '');
}

for (const width of [1440, 375]) {
  test(`every page of tasks at ${width} px shows its content, fits, and breaks no rule`, async () => {
    const { page, troubles, go, close } = await desk(browser, baseUrl, 'office', width);
    for (const [path, shows] of PAGES) {
      await go(path);
      await page.getByText(shows).first().waitFor();
      await usable(page, `${path} ${width}`);
    }
    expect(troubles).toEqual([]);
    await close();
  });

  test(`every view of a plan at ${width} px shows its content, fits, and breaks no rule`, async () => {
    const { page, troubles, go, close } = await desk(browser, baseUrl, 'office', width);
    const path = await campaign(page, go);
    for (const [tab, shows] of TABS) {
      await go(`${path}?tab=${tab}`);
      await page.locator('.plan-views').getByText(shows).first().waitFor();
      await usable(page, `${tab} ${width}`);
    }
    expect(troubles).toEqual([]);
    await close();
  });
}

test('the wall fills the screen without scrolling and keeps its figures when the network is cut', async () => {
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'leader');
  await page.clock.install();
  await go(`${await campaign(page, go)}/wall`);
  await page.getByText('更新').waitFor();
  for (const [width, height] of [
    [1920, 1080],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await usable(page, `wall ${width}`);
    const tall = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
    expect(tall).toBeLessThanOrEqual(0);
  }
  const figures = await page.locator('.wall-figures').textContent();
  expect(figures).toContain('超期');
  await page.context().setOffline(true);
  await page.clock.runFor(90_000);
  await page.getByText(/网络不通，这是 .* 的数据/).waitFor();
  expect(await page.locator('.wall-figures').textContent()).toBe(figures);
  await page.context().setOffline(false);
  await page.clock.runFor(90_000);
  await page.getByText('更新').waitFor();
  expect(troubles).toEqual([]);
  await close();
});
