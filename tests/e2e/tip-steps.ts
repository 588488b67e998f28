import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect } from 'vitest';

export const SLUG = 'zaozhuang-gxq';
/** Words that must never leave the phone in clear. */
export const CANARY = '金丝雀南门木料堵住安全出口';

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything the page sent: addresses and bodies. */
  readonly sent: string[];
}

/** A phone of 375 × 812; `slow` = a processor four times slower than this one. */
export async function phone(browser: Browser, slow = false, userAgent?: string): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: 'zh-CN',
    ...(userAgent ? { userAgent } : {}),
  });
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    const body = request.postDataBuffer();
    sent.push(request.url(), body ? body.toString('utf8') : '', body ? body.toString('latin1') : '');
  });
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  return { context, page, sent };
}

export const next = (page: Page) => page.click('section.step:not([hidden]) [data-next]');
export const onStep = (page: Page, n: number) => page.waitForSelector(`[data-step="${n}"]:not([hidden])`);
export const choose = (page: Page, name: string, value: string) =>
  page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();

/** Fills the form up to the page before sending. `looked` is called on every step as it stands filled. */
export async function fill(
  page: Page,
  baseUrl: string,
  looked: (name: string) => Promise<void> = async () => undefined,
  picture?: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.goto(`${baseUrl}/${SLUG}/tip#poster-fragment`);
  await onStep(page, 1);
  await choose(page, 'track', 'anonymous');
  await looked('track');
  await next(page);
  await onStep(page, 2);
  await choose(page, 'category', 'fire');
  await choose(page, 'danger', 'yes');
  await choose(page, 'casualty', 'no');
  await looked('kind');
  await next(page);
  await onStep(page, 3);
  await page.waitForSelector('#place-unit option:nth-child(2)', { state: 'attached' });
  await page.selectOption('#place-unit', { index: 1 });
  await page.fill('#place', `${CANARY}地点`);
  await page.fill('#enterprise', `${CANARY}单位`);
  await choose(page, 'aboutOffice', 'no');
  await looked('where');
  await next(page);
  await onStep(page, 4);
  await page.fill('#text', `${CANARY}，已经一个多星期。`);
  await looked('what');
  await next(page);
  await onStep(page, 5);
  if (picture) {
    await page.setInputFiles('#pick', [picture]);
    await page.waitForSelector('#photos img');
  }
  await looked('photos');
  await next(page);
  await onStep(page, 6);
  await looked('check');
}

export async function receiptOn(page: Page): Promise<string> {
  await page.waitForSelector('#receipt:not([hidden])', { timeout: 90_000 });
  return (await page.locator('#code b').allTextContents()).join(' ');
}

/** Answers the four groups asked for. */
export async function answerBack(page: Page, receipt: string): Promise<void> {
  await page.click('#noted');
  const groups = receipt.split(' ');
  for (const input of await page.locator('#groups input').all()) {
    await input.fill(groups[Number(await input.getAttribute('name'))] as string);
  }
  await page.click('#groups button[type=submit]');
  await page.waitForSelector('#end:not([hidden])');
}

/** No violation that axe knows of, nothing wider than the screen, nothing to press smaller than a finger. */
export async function looksRight(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect([name, violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)]).toEqual([name, []]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, wide <= 0]).toEqual([name, true]);
  const small = await page.evaluate(() =>
    Array.from(
      document.querySelectorAll('button, .button, input, select, textarea, summary, .tels a, .foot a, .places a'),
    )
      .filter((e) => !e.closest('label.card, .grid, .yesno, .pick, .skip, .tick'))
      .map((e) => ({ html: e.outerHTML.slice(0, 80), height: e.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 44),
  );
  expect([name, small]).toEqual([name, []]);
}

/** A JPEG of the browser's own making with a place and a device in its EXIF part. */
export async function jpegWithExif(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1800;
    const paper = canvas.getContext('2d')!;
    paper.fillStyle = '#8a5';
    paper.fillRect(0, 0, 2400, 900);
    return canvas.toDataURL('image/jpeg').split(',')[1] as string;
  });
  const jpeg = Buffer.from(base64, 'base64');
  const exif = Buffer.from('Exif\0\0GPSLatitude 35.12 Make CanaryPhone', 'latin1');
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}
