import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fingerprint, followRoots } from '../../workers/protocol/chain.ts';
import { openBrowser } from '../support/browser.ts';
import { officerOf } from './officer.ts';
import { sendFrom, watched } from './receipt-steps.ts';
import { choose, looksRight, next, onStep, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Keys {
  tenant: { no: number };
  roots: { body: string; sig: string }[];
}
async function rootPrint(): Promise<string> {
  const { tenant, roots } = (await (await fetch(`${baseUrl}/${SLUG}/api/tip-form`)).json()) as Keys;
  return fingerprint(tenant.no, await followRoots(tenant.no, roots));
}

test('the right fingerprint from a poster: said to fit, gone from the address, never sent', async () => {
  const print = await rootPrint();
  const { context, page, sent, troubles } = await watched(browser);
  await page.goto(`${baseUrl}/${SLUG}/tip#k=${print}`);
  await page.waitForSelector('#pinned:not([hidden])');
  expect(page.url()).toBe(`${baseUrl}/${SLUG}/tip`);
  await looksRight(page, 'fingerprint fits');
  expect(sent.join('\n')).not.toContain(print);
  expect(troubles).toEqual([]);
  await context.close();
});

test.each(['AAAAAAAAAAAAAAAAAAAAAA', 'short', ''])(
  'a fingerprint that does not fit (%s) stops the page, also when it is loaded again',
  async (print) => {
    const { context, page, sent, troubles } = await watched(browser);
    await page.goto(`${baseUrl}/${SLUG}/tip#k=${print}`);
    for (const _ of [1, 2]) {
      await page.waitForSelector('#stopped:not([hidden])');
      expect(await page.textContent('#stopped')).toMatch(/对不上.*不要在这里填写，改打 12350/s);
      expect(await page.isVisible('#tip')).toBe(false);
      await page.reload();
    }
    await page.waitForSelector('#stopped:not([hidden])');
    await looksRight(page, 'fingerprint does not fit');
    // Nothing was sealed, nothing was sent but the question for the form.
    expect(sent.filter((line) => line.includes('/api/') && !line.endsWith('/api/tip-form'))).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  },
);

test('without a poster a key that the root did not sign stops the page all the same', async () => {
  const { context, page } = await watched(browser);
  await page.route('**/api/tip-form', async (route) => {
    const form = (await (await route.fetch()).json()) as { roleKeys: { role: string; sealPublic: string }[] };
    const [intake, other] = [
      form.roleKeys.find((k) => k.role === 'intake'),
      form.roleKeys.find((k) => k.role !== 'intake'),
    ];
    intake!.sealPublic = other!.sealPublic;
    await route.fulfill({ json: form });
  });
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await page.waitForSelector('#stopped:not([hidden])');
  expect(await page.textContent('#stopped')).toContain('没有本地的有效签名');
  await context.close();
});

test('about the office itself: discipline inspection opens it, the intake does not even see it', async () => {
  const { context, page, troubles } = await watched(browser);
  const { tipId } = await sendFrom(page, baseUrl, { aboutOffice: true, text: '收件的人自己把举报压下来。' });
  const [discipline, intake] = [await officerOf(baseUrl, 'discipline'), await officerOf(baseUrl, 'tips')];
  const { content, headerIntact } = await discipline.open(tipId);
  expect([content.text, headerIntact]).toEqual(['收件的人自己把举报压下来。', true]);
  expect(await intake.tips()).not.toContain(tipId);
  await expect(intake.open(tipId)).rejects.toThrow();
  expect(troubles).toEqual([]);
  await context.close();
});

test('the question about the office names who receives, and says what a yes changes', async () => {
  const { context, page } = await watched(browser);
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await onStep(page, 1);
  await choose(page, 'track', 'anonymous');
  await next(page);
  await choose(page, 'category', 'gas');
  await choose(page, 'danger', 'no');
  await choose(page, 'casualty', 'no');
  await next(page);
  await page.fill('#place', '某处');
  await page.waitForSelector('#office:not([hidden])');
  expect(await page.textContent('#office')).toContain('应急管理局');
  await next(page);
  expect(await page.textContent('[data-step="3"] [data-error]')).toContain('收件单位');
  await choose(page, 'aboutOffice', 'yes');
  expect(await page.textContent('#office-note')).toContain('改由纪检监察受理');
  expect(await page.textContent('#place-promise')).toContain('纪检监察人员');
  await looksRight(page, 'about the office');
  await context.close();
});

test('where nobody but the office could open it, the page says whom to call instead of asking', async () => {
  const { context, page } = await watched(browser);
  await page.route('**/api/tip-form', async (route) => {
    const form = (await (await route.fetch()).json()) as { roleKeys: { role: string }[]; tracks: string[] };
    form.roleKeys = form.roleKeys.filter((k) => k.role === 'intake');
    form.tracks = ['anonymous', 'real_name'];
    await route.fulfill({ json: form });
  });
  await page.goto(`${baseUrl}/${SLUG}/tip`);
  await onStep(page, 1);
  await page.waitForFunction(() => document.getElementById('kept')?.textContent !== '');
  expect(await page.isVisible('input[value=sealed_name]')).toBe(false);
  await choose(page, 'track', 'anonymous');
  await next(page);
  await choose(page, 'category', 'gas');
  await choose(page, 'danger', 'no');
  await choose(page, 'casualty', 'no');
  await next(page);
  expect(await page.isVisible('#office')).toBe(false);
  expect(await page.textContent('#office-none')).toContain('12388');
  await looksRight(page, 'no discipline desk');
  await page.fill('#place', '某处');
  await next(page);
  await onStep(page, 4);
  await context.close();
});

test('name-sealed: what the intake opens holds no name and no number, and nothing of them was sent in clear', async () => {
  const { context, page, sent, troubles } = await watched(browser);
  const { tipId } = await sendFrom(page, baseUrl, { track: 'sealed_name' });
  const { content } = await (await officerOf(baseUrl, 'tips')).open(tipId);
  expect([content.name, content.contact, content.header.track]).toEqual(['', '', 'sealed_name']);
  expect(sent.join('\n')).not.toMatch(/金丝雀姓名|13800000001/);
  const body = sent.find((line) => line.includes('"reporterWrapped"'))!;
  expect((JSON.parse(body) as { identity: object | null }).identity).not.toBeNull();
  expect(troubles).toEqual([]);
  await context.close();
});
