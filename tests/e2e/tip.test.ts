import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import {
  answerBack,
  CANARY,
  choose,
  fill,
  jpegWithExif,
  looksRight,
  next,
  onStep,
  phone,
  receiptOn,
  SLUG,
} from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('from the first page to the receipt and back to the status, on a slow phone, with a photo', async () => {
  const { context, page, sent } = await phone(browser, true);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.addInitScript(() => {
    const blobs: Blob[] = [];
    Object.assign(window, { blobs });
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return make(blob);
    };
  });
  await page.goto(`${baseUrl}/${SLUG}`);
  await looksRight(page, 'portal');
  const buffer = await jpegWithExif(page);
  await fill(page, baseUrl, (name) => looksRight(page, name), { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer });

  const drawn = await page.evaluate(async () => {
    const blobs = (window as unknown as { blobs: Blob[] }).blobs;
    const last = blobs[blobs.length - 1] as Blob;
    const size = await createImageBitmap(last);
    return { text: await last.text(), type: last.type, edge: Math.max(size.width, size.height) };
  });
  expect(drawn.type).toBe('image/jpeg');
  expect(drawn.edge).toBe(1600);
  expect(drawn.text).not.toMatch(/Exif|GPSLatitude|CanaryPhone/);

  await next(page);
  const receipt = await receiptOn(page);
  expect(receipt).toMatch(/^(\d{4} ){6}\d{2}$/);
  await looksRight(page, 'receipt');
  await page.click('#noted');
  await page.click('#groups button[type=submit]');
  expect(await page.textContent('#groups-error')).toContain('组不对');
  expect(await page.isVisible('#code')).toBe(false);
  await looksRight(page, 'asked');
  await page.click('#look-again');
  await answerBack(page, receipt);
  await looksRight(page, 'end');
  // Let go of: nothing of the receipt is left in the page or on the phone.
  expect(await page.content()).not.toContain(receipt.slice(0, 9));
  const stored = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
    JSON.stringify(history.state),
  ]);
  expect(stored).toEqual([0, 0, '', 0, '{"step":7}']);

  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await looksRight(page, 'look-up');
  await page.fill('#code', receipt.replaceAll(' ', ''));
  await page.click('#look');
  await page.waitForSelector('#answer:not([hidden])');
  expect(await page.textContent('.timeline .done')).toContain('已收到');
  expect(await page.textContent('.timeline .now')).toContain('核查');
  await looksRight(page, 'status');

  const everything = sent.join('\n');
  expect(everything).not.toContain(CANARY);
  expect(everything).not.toContain(Buffer.from(CANARY).toString('latin1'));
  expect(everything).not.toContain('poster-fragment');
  for (const spelled of [receipt, receipt.replaceAll(' ', '')]) expect(everything).not.toContain(spelled);
  for (const line of sent.filter((s) => /^https?:/.test(s))) expect(line.startsWith(baseUrl)).toBe(true);
  expect(troubles).toEqual([]);
  await context.close();
});

test('a lost answer and a second press give one tip and the same receipt', async () => {
  const { context, page } = await phone(browser);
  const numbers: string[] = [];
  let replayed: string | undefined;
  let lose = true;
  await page.route('**/api/tips', async (route) => {
    const answer = await route.fetch();
    numbers.push(((await answer.json()) as { number: string }).number);
    replayed = answer.headers()['idempotency-replayed'];
    if (lose) await route.abort('connectionreset');
    else await route.fulfill({ response: answer });
  });
  await fill(page, baseUrl);
  await next(page);
  await page.waitForSelector('#failed:not([hidden])');
  expect(await page.textContent('#why')).toContain('没有丢');
  await looksRight(page, 'failed');
  // What may have arrived must not change any more.
  expect(await page.isVisible('#failed [data-back]')).toBe(false);
  await page.goBack();
  expect(await page.isVisible('#failed')).toBe(true);
  lose = false;
  await page.click('#again');
  await receiptOn(page);
  expect(replayed).toBe('true');
  expect(numbers).toHaveLength(2);
  expect(numbers[0]).toBe(numbers[1]);
  await context.close();
});

test('without a network everything stays; with it again the tip goes', async () => {
  const { context, page } = await phone(browser);
  await fill(page, baseUrl);
  await context.setOffline(true);
  await next(page);
  await page.waitForSelector('#failed:not([hidden])');
  expect(await page.textContent('#why')).toContain('网络断了');
  await context.setOffline(false);
  await page.waitForFunction(() => document.getElementById('why')?.textContent?.includes('网络恢复了'));
  await page.click('#again');
  const receipt = await receiptOn(page);
  await answerBack(page, receipt);
  await context.close();
});

test('a refusal lets the writer go back and change; the changed tip is sealed anew', async () => {
  const { context, page } = await phone(browser);
  const bodies: { id: string; envelope: { body: string } }[] = [];
  await page.route('**/api/tips', async (route) => {
    bodies.push(route.request().postDataJSON());
    if (bodies.length > 1) return route.continue();
    const refusal = { code: 'envelope_invalid', detail: '加密内容不完整，未收下。请重新提交，内容不会丢失。' };
    return route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(refusal) });
  });
  await fill(page, baseUrl);
  await next(page);
  await page.waitForSelector('#failed:not([hidden])');
  expect(await page.textContent('#why')).toContain('内容不会丢失');
  await page.click('#failed [data-back]');
  await page.click('[aria-label="改情况"]');
  expect(await page.inputValue('#text')).toContain(CANARY);
  await page.fill('#text', '改过的话，再看一遍。');
  await next(page);
  await onStep(page, 6);
  expect(await page.textContent('#review')).toContain('改过的话');
  await page.click('[aria-label="改方式"]');
  await choose(page, 'track', 'sealed_name');
  await next(page);
  await onStep(page, 4);
  await page.fill('#name', '某人');
  await page.fill('#contact', '13800000000');
  await next(page);
  await onStep(page, 6);
  await next(page);
  await receiptOn(page);
  const [first, second] = bodies as [(typeof bodies)[0], (typeof bodies)[0]];
  expect(second.id).not.toBe(first.id);
  expect(second.envelope.body).not.toBe(first.envelope.body);
  await context.close();
});
