import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signedIn } from '../../scripts/lib/demo/client.ts';
import * as desk from '../../workers/contract/tip-desk.ts';
import { openBrowser } from '../support/browser.ts';
import { comeBack, report } from './desk-reporter.ts';
import { PASSWORD, desk as signIn, usable } from './staff-steps.ts';
import { looksRight, phone, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const checked = ['no_name', 'no_only_i_knew', 'no_shift', 'no_exact_minute', 'no_words'] as const;

/** A tip that proved true, its words never needed here. */
async function proved(): Promise<{ receipt: string; id: string }> {
  const receipt = await report(baseUrl, { text: { text: '油库旁私接电线', place: '东港路3号' } });
  const { tipId: id } = (await comeBack(baseUrl, receipt)).view;
  const officer = await signedIn(baseUrl, SLUG, 'tips');
  await officer.call(desk.openTip, { id });
  const { version } = await officer.call(desk.openTip, { id });
  const brief = { title: '油库旁私接电线', summary: '油库旁私接电线', level: 'major' as const, checked: [...checked] };
  await officer.call(desk.brief, { id, version, ...brief }, `e2e-reward-brief-${id}`.slice(0, 64));
  return { receipt, id };
}

async function receiptPage(page: Page, receipt: string): Promise<void> {
  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await page.fill('#code', receipt);
  await page.click('#look');
  await page.waitForSelector('#answer:not([hidden])', { timeout: 60_000 });
}

test('proposed on the tip’s page, approved by another, claimed on a phone, paid by code alone', async () => {
  const { receipt, id } = await proved();
  const officer = await signIn(browser, baseUrl, 'tips');
  await officer.go(`/tips/${id}`);
  await officer.page.getByLabel(/密钥口令/).fill(PASSWORD);
  await officer.page.getByRole('button', { name: '打开密钥' }).click();
  await officer.page.getByRole('button', { name: '提出奖励' }).click();
  const form = officer.page.getByRole('dialog').filter({ hasText: '提出举报奖励' });
  await form.getByLabel('罚款金额（元）').fill('200000');
  await form.getByText('30,000 元').waitFor();
  await usable(officer.page, 'propose');
  await form.getByRole('button', { name: /^提\s?出$/ }).click();
  await form.waitFor({ state: 'hidden' });
  await officer.page.getByText('待审批').first().waitFor();

  for (const width of [1440, 375]) {
    const approver = await signIn(browser, baseUrl, 'office', width);
    await approver.go('/rewards?state=proposed');
    await approver.page.getByText('罚款 200,000 元').first().waitFor();
    await usable(approver.page, `ledger ${width}`);
    await approver.page.getByRole('tab', { name: '奖励标准' }).click();
    await approver.page.getByText('罚款的 15%').waitFor();
    await usable(approver.page, `scale ${width}`);
    await approver.page.getByRole('tab', { name: '奖励台账' }).click();
    await approver.page
      .getByRole('button', { name: /^审\s?批$/ })
      .first()
      .click();
    const dialog = approver.page.getByRole('dialog').filter({ hasText: '审批举报奖励' });
    await dialog.waitFor();
    await usable(approver.page, `decision ${width}`);
    if (width === 375) {
      await dialog.getByRole('button', { name: /^批\s?准$/ }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    expect(approver.troubles).toEqual([]);
    await approver.close();
  }

  const { context, page, sent } = await phone(browser);
  await receiptPage(page, receipt);
  await page.getByText('30,000 元').waitFor();
  await looksRight(page, 'reward offered');
  const losing = async () =>
    page.route('**/receipt/claim', async (route) => {
      await route.fetch();
      await route.abort();
    });
  await losing();
  await page.getByRole('button', { name: '领取' }).click();
  await page.getByText('网络断了').waitFor();
  await page.unroute('**/receipt/claim');
  await page.getByRole('button', { name: '领取' }).click();
  await page.getByRole('group', { name: '领奖码' }).waitFor();
  const code = (await page.locator('[aria-label="领奖码"] b').allTextContents()).join(' ');
  expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{2}$/);
  await looksRight(page, 'pay-out code');
  // The lost answer and the second press claimed the same code.
  expect(new Set(sent.join('\n').match(/"code":"\d{14}"/g)).size).toBe(1);
  await context.close();

  for (const width of [1440, 375]) {
    const finance = await signIn(browser, baseUrl, 'finance', width);
    expect(await finance.page.getByRole('link', { name: '举报受理' }).count()).toBe(0);
    await finance.go('/payouts');
    await finance.page.getByLabel('领奖码').fill('1234 5678 9012 34');
    await finance.page.getByRole('button', { name: '查应付金额' }).click();
    await finance.page.getByText('对不上').waitFor();
    await finance.page.getByLabel('领奖码').fill(code);
    await finance.page.getByRole('button', { name: '查应付金额' }).click();
    await finance.page.getByText('30,000 元').waitFor();
    await usable(finance.page, `pay desk ${width}`);
    if (width === 375) {
      await finance.page.getByLabel('已核对领款人身份证').check();
      await finance.page.getByLabel('领款人已在纸质单据上签收').check();
      await finance.page.getByLabel('凭证号').fill('记 118');
      await finance.page.getByRole('button', { name: '登记已发放' }).click();
      await finance.page.getByText('记 118').waitFor();
      await usable(finance.page, 'paid');
    }
    const words = (await finance.page.textContent('main')) ?? '';
    expect(words).not.toMatch(/油库|东港路|隐患/);
    expect(finance.troubles).toEqual([]);
    await finance.close();
  }
  await officer.close();
  const again = await phone(browser);
  await receiptPage(again.page, receipt);
  await again.page.getByText('已经领取').waitFor();
  await again.context.close();
});

test('the year’s figures without script, at phone and desktop', async () => {
  const context = await browser.newContext({ javaScriptEnabled: true, locale: 'zh-CN' });
  const page = await context.newPage();
  for (const width of [375, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${baseUrl}/${SLUG}`);
    await page.getByRole('link', { name: '举报与奖励公开' }).click();
    await page.getByRole('heading', { level: 1, name: /举报与奖励公开/ }).waitFor();
    await looksRight(page, `figures ${width}`);
  }
  await context.close();
});
