import type { Page } from '@playwright/test';

const next = (page: Page) => page.click('section.step:not([hidden]) [data-next]');
const onStep = (page: Page, n: number) => page.waitForSelector(`[data-step="${n}"]:not([hidden])`);
const choose = (page: Page, name: string, value: string) =>
  page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();

/** What the pictures' tip says: the desk finds it by the first words. */
export const WORDS = {
  place: '老机械厂宿舍对面，蓝色铁皮房',
  enterprise: '某某鞋料加工点',
  text: '二楼做鞋底，胶水桶堆在楼梯口，后门焊死了。白天二十来个人干活，晚上有人住在里面。',
};

/** One tip as a person on a phone sends it, and what the receipt then says; `show` takes a picture. Answers the receipt. */
export async function sendTip(
  page: Page,
  base: string,
  photo: Buffer,
  show: (name: string) => Promise<void>,
): Promise<string> {
  await page.goto(`${base}/tip`);
  await onStep(page, 1);
  await page.waitForSelector('label.card:not([hidden]) input[value=sealed_name]');
  await show('tip');
  await choose(page, 'track', 'anonymous');
  await next(page);
  await onStep(page, 2);
  await choose(page, 'category', 'fire');
  await choose(page, 'danger', 'yes');
  await choose(page, 'casualty', 'no');
  await next(page);
  await onStep(page, 3);
  await page.waitForSelector('#place-unit option:nth-child(2)', { state: 'attached' });
  await page.selectOption('#place-unit', { index: 1 });
  await page.fill('#place', WORDS.place);
  await page.fill('#enterprise', WORDS.enterprise);
  await choose(page, 'aboutOffice', 'no');
  await next(page);
  await onStep(page, 4);
  await page.fill('#text', WORDS.text);
  await next(page);
  await onStep(page, 5);
  await page.setInputFiles('#pick', [{ name: 'photo.png', mimeType: 'image/png', buffer: photo }]);
  await page.waitForSelector('#photos img');
  await next(page);
  await onStep(page, 6);
  await next(page);
  await page.waitForSelector('#receipt:not([hidden])', { timeout: 120_000 });
  const groups = await page.locator('#code b').allTextContents();
  await show('receipt');
  await page.click('#noted');
  for (const input of await page.locator('#groups input').all()) {
    await input.fill(groups[Number(await input.getAttribute('name'))] ?? '');
  }
  await page.click('#groups button[type=submit]');
  await page.waitForSelector('#end:not([hidden])');
  const receipt = groups.join(' ');
  await comeBack(page, base, receipt);
  await show('status');
  return receipt;
}

/** With the receipt alone, as from any phone. */
export async function comeBack(page: Page, base: string, receipt: string): Promise<void> {
  await page.goto(`${base}/receipt`);
  await page.fill('#code', receipt);
  await page.click('#look');
  await page.waitForSelector('#answer:not([hidden])', { timeout: 60_000 });
}

/** Reads the officer's question and answers it. */
export async function answerQuestion(page: Page, base: string, receipt: string, words: string): Promise<void> {
  await comeBack(page, base, receipt);
  await page.waitForSelector('.messages .officer');
  await page.fill('#message-text', words);
  await page.click('#message-form button');
  await page.waitForSelector('.messages .reporter');
}
