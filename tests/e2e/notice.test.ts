import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { NOTICE_25, NOTICE_2021 } from '../support/notice-sample.ts';
import { type Desk, desk } from './staff-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Pastes a notice and waits for its page. */
async function pasted(text: string, width = 1440): Promise<Desk> {
  const seen = await desk(browser, baseUrl, 'office', width);
  await seen.go('/notices');
  await seen.page.getByLabel('通知全文').fill(text);
  await seen.page.getByRole('button', { name: '读出任务' }).click();
  await seen.page.getByRole('list', { name: '读出的任务' }).waitFor();
  return seen;
}
const cards = (page: Page) => page.locator('.nt-card');
const current = (page: Page) => page.locator('.nt-card[aria-current=step]');
const saved = (page: Page) => page.locator('[data-saving=saved]').waitFor();

test('25 items are looked through by keyboard in at most sixty key strokes, and become a plan of 25 drafts', async () => {
  const { page, troubles, close } = await pasted(NOTICE_25);
  let strokes = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      strokes += 1;
      await page.keyboard.press(key);
    }
  };
  await page.getByText('0/25 已核对').waitFor();
  await page.getByRole('button', { name: '区国土住建局？' }).waitFor();
  // 国土局 is the unit suggested, for all three tasks at once; 海事处 is dropped.
  await press('n', 'Enter');
  expect(await page.locator('.nt-chip-open').allTextContents()).toEqual(['海事处（未对应）']);
  await press('Tab', 'Enter');
  expect(await page.locator('.nt-chip-open').count()).toBe(0);
  for (let i = 0; i < 25; i += 1) await press('a');
  await page.getByText('25/25 已核对').waitFor();
  await press('Control+Enter');
  await page.getByRole('dialog').getByText('不会发给任何单位').waitFor();
  await press('Enter');
  await page.waitForURL(/\/plans\/[\w-]+$/);
  expect(strokes).toBeLessThanOrEqual(60);
  await page.getByText('关于开展冬春季安全生产集中整治的通知').first().waitFor();
  const drafts = page.locator('tbody tr', { hasText: '草稿' });
  await drafts.nth(24).waitFor();
  expect([await drafts.count(), await drafts.nth(24).textContent()]).toEqual([
    25,
    expect.stringContaining('总结整治成效'),
  ]);
  expect(troubles).toEqual([]);
  await page.goBack();
  await page.getByText('已生成任务计划').waitFor();
  await close();
});

test('text and tasks point at each other, both ways, and what is pointed at comes into sight', async () => {
  const { page, close } = await pasted(NOTICE_25);
  const text = page.getByRole('region', { name: '通知原文' });
  const run = (no: string) => text.locator('span', { hasText: new RegExp(`^${no}\\.`) });
  await run('3').hover();
  await page.locator('.nt-card-over', { hasText: '核查自建房经营场所' }).waitFor();
  await run('5').click();
  expect(await current(page).textContent()).toContain('排查瓶装液化气经营点');
  await cards(page).nth(1).hover();
  await text.locator('.nt-over', { hasText: '清理占用消防车通道' }).waitFor();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press('j');
  expect(await current(page).textContent()).toContain('总结整治成效');
  const [pane, lit] = [await text.boundingBox(), await text.locator('.nt-at').first().boundingBox()];
  expect(lit!.y).toBeGreaterThanOrEqual(pane!.y);
  expect(lit!.y + lit!.height).toBeLessThanOrEqual(pane!.y + pane!.height);
  await page.keyboard.press('k');
  expect(await current(page).textContent()).toContain('规范户外广告设施');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('并入上一项').waitFor();
  await close();
});

test('edited in place, split, merged, left out, undone; saved by itself and there after a reload', async () => {
  const { page, close } = await pasted(NOTICE_25);
  await page.keyboard.press('Enter');
  await page.getByLabel('任务名称').fill('逐户排查沿街商铺');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  expect(await cards(page).count()).toBe(26);
  expect(await cards(page).nth(1).textContent()).toContain('对沿街商铺逐户登记，发现私拉电线当场纠正');
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  expect(await cards(page).count()).toBe(25);
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  expect(await page.locator('.nt-card-out').textContent()).toContain('清理占用消防车通道');
  await page.keyboard.press('Control+z');
  expect(await page.locator('.nt-card-out').count()).toBe(0);
  await page.keyboard.press('Space');
  // The words of the second task are selected in the notice: split there.
  await page.evaluate(() => {
    const run = [...document.querySelectorAll('.nt-text span')].find((s) => s.textContent!.startsWith('3.'))!;
    const at = run.textContent!.indexOf('重点核查');
    getSelection()!.setBaseAndExtent(run.firstChild!, at, run.firstChild!, at + 4);
  });
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  expect(await cards(page).nth(3).textContent()).toContain('重点核查三层以上、改变用途的自建房');
  await page.keyboard.press('+');
  await page.getByLabel('任务名称').fill('补一项手工任务');
  await page.keyboard.press('Escape');
  await saved(page);
  await page.reload();
  await page.getByRole('list', { name: '读出的任务' }).waitFor();
  const titles = await page.locator('.nt-line strong').allTextContents();
  expect(titles.length).toBe(27);
  expect(titles.slice(0, 5)).toEqual([
    '逐户排查沿街商铺',
    '清理占用消防车通道的杂物',
    '核查自建房经营场所',
    '补一项手工任务',
    '重点核查三层以上、改变用途的自建房',
  ]);
  await close();
});

test('a notice of 2021 is moved to this year in one act', async () => {
  const { page, close } = await pasted(NOTICE_2021);
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  await page.getByText('期限在 2021 年').first().waitFor();
  await page.getByRole('button', { name: `整体顺延到 ${year} 年` }).click();
  await page.getByRole('button', { name: '顺延', exact: true }).click();
  await page.getByText(`${year}-05-31`).waitFor();
  expect(await page.getByText('期限在 2021 年').count()).toBe(0);
  expect(await page.getByRole('button', { name: /整体顺延/ }).count()).toBe(0);
  await close();
});
