import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { choose, desk, picture, take } from './staff-steps.ts';
import { answerBack, CANARY, fill, next, phone, receiptOn, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const TITLE = '南门疏散通道被堆料堵塞';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a tip from a phone becomes a hazard that the district closes, and the receipt shows it', async () => {
  const reporter = await phone(browser);
  await fill(reporter.page, baseUrl, undefined, picture('现场.png'));
  await next(reporter.page);
  const receipt = await receiptOn(reporter.page);
  await answerBack(reporter.page, receipt);

  const tips = await desk(browser, baseUrl, 'tips');
  await tips.go('/tips');
  await tips.page.locator('tbody tr[tabindex]').first().click();
  await tips.page.getByLabel('举报密钥口令').fill('Anshao-demo-2026');
  await tips.page.getByRole('button', { name: '打开密钥' }).click();
  expect(await tips.page.getByTestId('tip-text').textContent()).toContain(CANARY);
  await tips.page.frameLocator('iframe[title="举报人附件 1"]').getByAltText('举报人附件 1').waitFor();
  await tips.page.getByRole('button', { name: '写转办摘要' }).click();
  await tips.page.getByLabel('隐患名称').fill(TITLE);
  await tips.page.getByLabel('情况（用自己的话写）').fill('厂区南侧出口前有大量堆放物，人员难以疏散。');
  for (const box of await tips.page.getByRole('checkbox').all()) await box.check();
  await tips.page.getByRole('button', { name: '认定并转入隐患清单' }).click();
  const link = tips.page.getByRole('link', { name: /已认定/ });
  await link.waitFor();
  const path = new URL((await link.getAttribute('href')) as string, baseUrl).pathname.replace(`/${SLUG}/console`, '');
  expect(tips.troubles).toEqual([]);
  await tips.close();

  const office = await desk(browser, baseUrl, 'office');
  await office.go(path);
  await office.page.getByRole('heading', { name: TITLE }).waitFor();
  expect((await office.page.content()).includes(CANARY)).toBe(false);
  await take(office.page, '交办', async () => choose(office.page, '责任单位', '应急管理局'));

  const handler = await desk(browser, baseUrl, 'unit', 375);
  await handler.go(path);
  await take(handler.page, '签收并开始整改', async (dialog) => dialog.getByLabel('专人盯防').fill('值班长'));
  await handler.page.setInputFiles('input[aria-label="补充整改前照片"]', picture('前.png'));
  await handler.page.getByLabel('查看整改前照片 1').waitFor();
  await take(handler.page, '提交整改结果', async (dialog) => {
    await dialog.getByLabel('整改情况').fill('堆料全部清走，划线并张贴禁止占用标志。');
    await dialog.locator('input[type=file]').setInputFiles(picture('后.png'));
    await dialog.getByText('已传 1 张').waitFor();
  });
  await handler.page.getByText('待复查').first().waitFor();
  expect(await handler.page.getByRole('button', { name: '复查验收通过' }).isEnabled()).toBe(false);
  expect(handler.troubles).toEqual([]);
  await handler.close();

  const inspector = await desk(browser, baseUrl, 'inspector');
  await inspector.go(path);
  await take(inspector.page, '复查验收通过', async (dialog) =>
    dialog.getByLabel('复查验收意见').fill('现场核对，通道畅通。'),
  );
  await inspector.close();

  await office.page.reload();
  await take(office.page, '销号', async () => undefined);
  await office.page.getByText('已销号').first().waitFor();
  expect(office.troubles).toEqual([]);
  await office.close();

  await reporter.page.goto(`${baseUrl}/${SLUG}/receipt`);
  await reporter.page.fill('#code', receipt);
  await reporter.page.click('#look');
  await reporter.page.waitForSelector('#answer:not([hidden])');
  expect(await reporter.page.textContent('#answer')).toContain('销号');
  await reporter.context.close();
});

test('two clerks on one hazard: the second is told, sees the new state, and keeps the typed text', async () => {
  const [first, second] = [await desk(browser, baseUrl, 'office'), await desk(browser, baseUrl, 'office')];
  await first.go('/hazards?state=confirmed');
  await first.page.locator('tbody tr[tabindex]').first().click();
  await first.page.getByRole('link', { name: '整页打开' }).click();
  await first.page.waitForURL(/hazards\/[\w-]+/);
  const path = new URL(first.page.url()).pathname.replace(`/${SLUG}/console`, '');
  await second.go(path);
  await second.page.getByRole('button', { name: '交办', exact: true }).click();
  const dialog = second.page.getByRole('dialog');
  await dialog.getByLabel('交办意见').fill('请三日内办结');
  await choose(second.page, '责任单位', '应急管理局');
  await take(first.page, '交办', async () => choose(first.page, '责任单位', '应急管理局'));
  await dialog.getByRole('button', { name: '交办', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('alert').textContent()).toContain('刚刚有人先处理了这一项');
  expect(await dialog.getByLabel('交办意见').inputValue()).toBe('请三日内办结');
  await second.page.getByText('已交办').first().waitFor();
  await Promise.all([first.close(), second.close()]);
});
