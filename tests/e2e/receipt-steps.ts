import type { Browser, Page } from '@playwright/test';
import { choose, next, onStep, type Phone, phone, SLUG } from './tip-steps.ts';

/** A phone that also notes script errors and violations of the content policy. */
export async function watched(browser: Browser): Promise<Phone & { readonly troubles: string[] }> {
  const made = await phone(browser);
  const troubles: string[] = [];
  made.page.on('pageerror', (error) => troubles.push(error.message));
  made.page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/.test(message.text())) troubles.push(message.text());
  });
  return { ...made, troubles };
}

export interface Choices {
  readonly track?: 'anonymous' | 'sealed_name' | 'real_name';
  readonly aboutOffice?: boolean;
  readonly text?: string;
  /** With the `#`. */
  readonly fragment?: string;
}

/** Fills the form and presses; answers the receipt in groups and the tip's id, which the browser drew. */
export async function sendFrom(
  page: Page,
  baseUrl: string,
  { track = 'anonymous', aboutOffice = false, text = '仓库门口堆满了油桶。', fragment = '' }: Choices = {},
): Promise<{ receipt: string; tipId: string }> {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tips')) ids.push((request.postDataJSON() as { id: string }).id);
  });
  await page.goto(`${baseUrl}/${SLUG}/tip${fragment}`);
  await onStep(page, 1);
  await page.waitForSelector('label.card:not([hidden]) input[value=sealed_name]');
  await choose(page, 'track', track);
  await next(page);
  await onStep(page, 2);
  await choose(page, 'category', 'chemicals');
  await choose(page, 'danger', 'no');
  await choose(page, 'casualty', 'no');
  await next(page);
  await onStep(page, 3);
  await page.fill('#place', '老火车站货场 3 号库');
  await choose(page, 'aboutOffice', aboutOffice ? 'yes' : 'no');
  await next(page);
  await onStep(page, 4);
  await page.fill('#text', text);
  if (track !== 'anonymous') {
    await page.fill('#name', '金丝雀姓名');
    await page.fill('#contact', '13800000001');
  }
  await next(page);
  await onStep(page, 5);
  await next(page);
  await onStep(page, 6);
  await next(page);
  await page.waitForSelector('#receipt:not([hidden])', { timeout: 90_000 });
  const receipt = (await page.locator('#code b').allTextContents()).join(' ');
  return { receipt, tipId: ids[0] as string };
}

/** Looks the receipt up, as from any phone. */
export async function lookUpOn(page: Page, baseUrl: string, receipt: string): Promise<void> {
  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await enter(page, receipt);
}

export async function enter(page: Page, receipt: string): Promise<void> {
  await page.fill('#code', receipt);
  await page.click('#look');
  await page.waitForSelector('#answer:not([hidden])', { timeout: 60_000 });
}

/** Opens the conversation where there is none yet, and waits for its form. */
export async function openTalkOn(page: Page): Promise<void> {
  const offer = page.getByRole('button', { name: '写给受理员' });
  const area = page.locator('#message-text');
  await offer.or(area).first().waitFor();
  if (await offer.isVisible()) await offer.click();
  await area.waitFor();
}

/** Writes down another code: asked back, then in force. */
export async function renewOn(page: Page, button: string): Promise<string> {
  await page.click(button);
  await page.waitForSelector('#receipt:not([hidden])', { timeout: 60_000 });
  const groups = await page.locator('#new-code b').allTextContents();
  await page.click('#noted');
  for (const input of await page.locator('#groups input').all()) {
    await input.fill(groups[Number(await input.getAttribute('name'))] as string);
  }
  await page.click('#groups button[type=submit]');
  await page.waitForSelector('#end:not([hidden])');
  return groups.join(' ');
}
