import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type Officer, officerOf } from './officer.ts';
import { enter, lookUpOn, openTalkOn, renewOn, sendFrom, watched } from './receipt-steps.ts';
import { looksRight, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
let officer: Officer;
let receipt: string;
let tipId: string;
beforeAll(async () => {
  browser = await openBrowser();
  officer = await officerOf(baseUrl, 'tips');
  const { context, page } = await watched(browser);
  ({ receipt, tipId } = await sendFrom(page, baseUrl));
  await context.close();
});
afterAll(() => browser.close());

const QUESTION = '油桶是哪一天开始堆的？';
const REPLY = '大概从上个月中旬开始，每周都在增加。';

test('from another phone: reads the officer’s signed answer, replies, and a lost answer sends once', async () => {
  await officer.answer(tipId, QUESTION);
  const { context, page, sent, troubles } = await watched(browser);
  const ids: string[] = [];
  let lose = true;
  await page.route('**/api/receipt/messages', async (route) => {
    ids.push((route.request().postDataJSON() as { id: string }).id);
    const answer = await route.fetch();
    if (lose) await route.abort('connectionreset');
    else await route.fulfill({ response: answer });
  });
  await lookUpOn(page, baseUrl, receipt);
  await page.waitForSelector('.messages .officer');
  expect(await page.textContent('.messages .officer')).toMatch(/新.*受理员（已核对签名）.*油桶是哪一天/s);
  expect(await page.textContent('.timeline .now')).toContain('依据');
  expect(await page.textContent('#kept')).toMatch(/保存 \d+ 天/);
  await looksRight(page, 'conversation');
  await page.click('#message-form button[type=submit]');
  expect(await page.textContent('#message-error')).toBe('请先写几句。');
  await page.fill('#message-text', REPLY);
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-error')?.textContent?.includes('没有丢'));
  expect(await page.inputValue('#message-text')).toBe(REPLY);
  lose = false;
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  expect(await page.inputValue('#message-text')).toBe('');
  expect(await page.textContent('.messages .reporter')).toContain(REPLY);
  // Answered: nothing is new any more.
  expect(await page.locator('.messages .new').count()).toBe(0);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect((await officer.replies(tipId)).map(({ text }) => text)).toEqual([REPLY]);
  expect(sent.join('\n')).not.toMatch(/上个月中旬|油桶是哪一天/);
  expect(troubles).toEqual([]);
  await context.close();
});

test('a message under a broken signature is a warning, and its words are not shown', async () => {
  await officer.answer(tipId, '请把姓名和电话发过来。', true);
  const { context, page, troubles } = await watched(browser);
  await lookUpOn(page, baseUrl, receipt);
  await page.waitForSelector('.messages .broken');
  expect(await page.textContent('.messages .broken')).toContain('签名对不上');
  expect(await page.textContent('#talk')).not.toContain('请把姓名和电话');
  await looksRight(page, 'broken signature');
  expect(troubles).toEqual([]);
  await context.close();
});

test('after ten minutes the receipt is asked for again, and what was written is kept; by keyboard', async () => {
  const { context, page, troubles } = await watched(browser);
  let over = true;
  await page.route('**/api/receipt/messages', (route) => {
    if (!over) return route.continue();
    over = false;
    return route.fulfill({ status: 401, json: { code: 'receipt_expired', detail: '查询已超过十分钟。' } });
  });
  await lookUpOn(page, baseUrl, receipt);
  await openTalkOn(page);
  await page.focus('#message-text');
  await page.keyboard.type('第二天又多了两桶。');
  // Past the picker of photos to the button.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#ask:not([hidden])');
  expect(await page.textContent('#code-error')).toContain('您写的内容还在');
  expect(await page.isVisible('#answer')).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('code');
  await enter(page, receipt);
  await page.waitForFunction(
    () => (document.getElementById('message-text') as HTMLTextAreaElement | null)?.value === '第二天又多了两桶。',
  );
  await page.click('#message-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  expect((await officer.replies(tipId)).at(-1)?.text).toBe('第二天又多了两桶。');
  expect(troubles).toEqual([]);
  await context.close();
});

test('retaliation goes with priority, once it is said what that means', async () => {
  const { context, page, troubles } = await watched(browser);
  await lookUpOn(page, baseUrl, receipt);
  await openTalkOn(page);
  await page.click('#retaliation summary');
  expect(await page.textContent('#retaliation')).toMatch(/排到最前面.*110/s);
  await looksRight(page, 'retaliation');
  await page.fill('#retaliation-text', '昨天被调去看大门。');
  await page.click('#retaliation-form button[type=submit]');
  await page.waitForFunction(() => document.getElementById('retaliation-note')?.textContent?.includes('已加急送到'));
  expect((await officer.replies(tipId)).at(-1)).toEqual({ text: '昨天被调去看大门。', kind: 'retaliation' });
  expect((await officer.tips())[0]).toBe(tipId);
  expect(troubles).toEqual([]);
  await context.close();
});

test('a reminder is made on the phone and says nothing of where it leads', async () => {
  const { context, page, sent, troubles } = await watched(browser);
  await lookUpOn(page, baseUrl, receipt);
  // The conversation is fetched behind the status: what it asks for must not count as the reminder's.
  await openTalkOn(page);
  await page.getByText('提醒我再来看').click();
  const before = sent.length;
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-days="7"]')]);
  expect(download.suggestedFilename()).toBe('提醒.ics');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(text).toContain('\r\nSUMMARY:查一下办事进度\r\n');
  expect(text).not.toMatch(/https?:|枣庄|举报|\d{4} \d{4}/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/[^\r]\n/);
  // Its own scripts alone were fetched.
  for (const line of sent.slice(before)) expect(line).not.toContain('/api/');
  expect(troubles).toEqual([]);
  await context.close();
});

test('another code: asked back, then the old one is dead and the new one reads everything', async () => {
  const { context, page, sent, troubles } = await watched(browser);
  await lookUpOn(page, baseUrl, receipt);
  await page.locator('#may-change summary').click();
  const renewed = await renewOn(page, '#change');
  await looksRight(page, 'renewed');
  expect(await page.content()).not.toContain(renewed.slice(0, 9));
  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await page.fill('#code', receipt);
  await page.click('#look');
  await page.waitForFunction(() => document.getElementById('code-error')?.textContent?.includes('旧码已作废'));
  await enter(page, renewed);
  // The newest four stand there; the question is older.
  await page.getByRole('button', { name: '更早的消息' }).click();
  await page.waitForSelector('.messages .officer');
  expect(await page.textContent('.messages li:first-child')).toContain(QUESTION);
  expect(await page.getByRole('button', { name: '更早的消息' }).isVisible()).toBe(false);
  for (const spelled of [renewed, renewed.replaceAll(' ', '')]) expect(sent.join('\n')).not.toContain(spelled);
  expect(troubles).toEqual([]);
  receipt = renewed;
  await context.close();
});

test('a code that an officer has seen must be changed before anything else', async () => {
  const { context, page, troubles } = await watched(browser);
  let seen = true;
  // The server's own refusal stands in its tests; here its word for it is put into a real answer.
  await page.route('**/api/receipt', async (route) => {
    const answer = (await (await route.fetch()).json()) as { padded: string };
    const view = JSON.parse(answer.padded) as { mustChange: boolean };
    await route.fulfill({ json: { padded: JSON.stringify({ ...view, mustChange: seen }) } });
  });
  await lookUpOn(page, baseUrl, receipt);
  expect(await page.textContent('#must-change')).toContain('办事人员见过');
  expect(await page.isVisible('#talk')).toBe(false);
  expect(await page.isVisible('#may-change')).toBe(false);
  await looksRight(page, 'must change');
  receipt = await renewOn(page, '#change-now');
  seen = false;
  await page.goto(`${baseUrl}/${SLUG}/receipt`);
  await enter(page, receipt);
  expect(await page.isVisible('#must-change')).toBe(false);
  await page.waitForSelector('.messages li');
  expect(troubles).toEqual([]);
  await context.close();
});
