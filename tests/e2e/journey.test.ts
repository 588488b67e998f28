import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { enter, lookUpOn, renewOn, watched } from './receipt-steps.ts';
import { choose, desk, openSealed, picture, sayToReporter, take, unlock } from './staff-steps.ts';
import { answerBack, CANARY, fill, looksRight, next, receiptOn, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const TITLE = '南门疏散通道被堆料堵塞';
const REPLY = '每天晚上卸货，白天也不清走。';
const ANSWER = '已经整改完毕，照片附上，谢谢您的反映。';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('one tip from the photo on a phone to the closed hazard, and back to the reporter on another phone', async () => {
  const first = await watched(browser);
  await fill(first.page, baseUrl, undefined, picture('现场.png'));
  await next(first.page);
  const receipt = await receiptOn(first.page);
  await answerBack(first.page, receipt);
  expect(first.troubles).toEqual([]);
  await first.context.close();

  const tips = await desk(browser, baseUrl, 'tips');
  await tips.go('/tips');
  await openSealed(tips.page, CANARY);
  await tips.page.frameLocator('iframe[title="举报人附件 1"]').getByAltText('举报人附件 1').waitFor();
  await tips.page.getByLabel('询问模板').click();
  await tips.page.getByLabel('询问模板').press('Enter');
  const asked = await tips.page.getByLabel('答复或询问').inputValue();
  expect(asked).not.toBe('');
  await sayToReporter(tips.page, asked);
  await tips.page.getByRole('button', { name: '写转办摘要' }).click();
  const brief = tips.page.getByRole('dialog');
  await brief.getByLabel('隐患名称').fill(TITLE);
  await brief.getByLabel('情况（用自己的话写）').fill('厂区南侧出口前有大量堆放物，人员难以疏散。');
  await brief.getByRole('button', { name: '认定并转入隐患清单' }).click();
  await brief.getByText('五项都核对无误后才能转办').waitFor();
  for (const box of await brief.getByRole('checkbox').all()) await box.check();
  await brief.getByRole('button', { name: '认定并转入隐患清单' }).click();
  const link = tips.page.getByRole('link', { name: /已认定/ });
  await link.waitFor();
  const path = new URL((await link.getAttribute('href')) as string, baseUrl).pathname.replace(`/${SLUG}/console`, '');

  // The receipt alone, on a phone that has never seen this place.
  const second = await watched(browser);
  await lookUpOn(second.page, baseUrl, receipt);
  await second.page.waitForSelector('.messages .officer');
  const question = await second.page.textContent('.messages .officer');
  expect([question?.includes('受理员（已核对签名）'), question?.includes(asked)]).toEqual([true, true]);
  await second.page.fill('#message-text', REPLY);
  await second.page.setInputFiles('#message-pick', [picture('又拍了一张.png')]);
  await second.page.getByAltText('照片 1').waitFor();
  await looksRight(second.page, 'reply with a photo');
  await second.page.click('#message-form button[type=submit]');
  await second.page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  expect(await second.page.textContent('.messages .reporter')).toContain(REPLY);

  await tips.page.reload();
  await unlock(tips.page);
  await tips.page.locator('.talk-text').filter({ hasText: REPLY }).waitFor();
  await tips.page.frameLocator('iframe[title="消息附件 1"]').getByAltText('消息附件 1').waitFor();

  const office = await desk(browser, baseUrl, 'office');
  await office.go(path);
  await office.page.getByRole('heading', { name: TITLE }).waitFor();
  expect((await office.page.content()).includes(CANARY)).toBe(false);
  await take(office.page, '交办', async () => choose(office.page, '责任单位', '应急管理局'));

  const handler = await desk(browser, baseUrl, 'unit');
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

  await tips.page.reload();
  await unlock(tips.page);
  await tips.page.getByRole('button', { name: '附上整改后照片' }).click();
  await tips.page.getByText(/^照片 1（/).waitFor();
  await sayToReporter(tips.page, ANSWER);
  expect(tips.troubles).toEqual([]);
  await tips.close();

  await lookUpOn(second.page, baseUrl, receipt);
  expect(await second.page.textContent('#steps')).toContain('销号');
  const answer = second.page.locator('.messages .officer').filter({ hasText: ANSWER });
  await answer.getByRole('button', { name: /^打开附件/ }).click();
  await answer.locator('img').waitFor();
  expect(await answer.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await looksRight(second.page, 'answer with a photo');
  await second.page.locator('summary', { hasText: '办结凭证' }).click();
  const closing = await second.page.locator('details', { hasText: '办结凭证' }).locator('.mono').textContent();
  await second.page.locator('#may-change summary').click();
  const renewed = await renewOn(second.page, '#change');
  await second.page.goto(`${baseUrl}/${SLUG}/receipt`);
  await second.page.fill('#code', receipt);
  await second.page.click('#look');
  await second.page.waitForFunction(() => document.getElementById('code-error')?.textContent?.includes('旧码已作废'));
  await enter(second.page, renewed);
  await second.page.locator('.messages .officer').filter({ hasText: asked }).waitFor();
  await second.page.goto(`${baseUrl}/${SLUG}/verify`);
  await second.page.fill('#proof-text', closing as string);
  await second.page.click('#check button');
  await second.page.waitForSelector('#verdict:not([hidden])');
  expect(await second.page.textContent('#verdict-title')).toBe('凭证属实');
  const sent = [...first.sent, ...second.sent].join('\n');
  for (const secret of [CANARY, REPLY, receipt, renewed, receipt.replaceAll(' ', '')])
    expect([secret.slice(0, 4), sent.includes(secret)]).toEqual([secret.slice(0, 4), false]);
  expect(second.troubles).toEqual([]);
  await second.context.close();
});

test('two clerks on one hazard: the second is told, sees the new state, and keeps the typed text', async () => {
  const [first, second] = [await desk(browser, baseUrl, 'office'), await desk(browser, baseUrl, 'office', 375)];
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
