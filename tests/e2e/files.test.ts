import { Buffer } from 'node:buffer';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { desk } from './staff-steps.ts';
import { CANARY, fill, looksRight, next, onStep, phone, receiptOn } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const MIB = 1024 * 1024;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** No film, but as many bytes as one. */
const film = Buffer.alloc(12 * MIB + 345, CANARY);
const SCRIPT = '<script>parent.postMessage({ height: 7 }, "*"); document.title = "ran"</script>';

test('12 MB over a line that breaks go on where they stopped; the officer opens them in a frame without an origin', async () => {
  const { page, sent, context } = await phone(browser);
  await fill(page, baseUrl);
  await page.click('section.step:not([hidden]) [data-back]');
  await onStep(page, 5);
  await page.click('summary:has-text("文件、录音、录像")');
  expect(await page.textContent('details[open] .notice')).toContain('去不掉');
  await page.setInputFiles('#pick-files', [
    { name: '监控录像.mp4', mimeType: 'video/mp4', buffer: film },
    { name: '聊天记录.txt', mimeType: 'text/plain', buffer: Buffer.from(`${SCRIPT}${CANARY}聊天`) },
    { name: '网页.html', mimeType: 'text/html', buffer: Buffer.from(SCRIPT) },
  ]);
  await page.waitForSelector('#files li:nth-child(3)');
  expect(await page.textContent('#file-limits')).toContain('200 MB');
  await looksRight(page, 'files');
  await next(page);
  await onStep(page, 6);
  let cut = 0;
  const parts: string[] = [];
  await page.route('**/tip-uploads/**', async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (route.request().method() === 'PUT') parts.push(path.slice(-1));
    if (path.endsWith('/parts/1') && cut++ < 2) return route.abort('connectionreset');
    return route.continue();
  });
  await next(page);
  const receipt = await receiptOn(page);
  expect(receipt).toMatch(/^(\d{4} ){6}\d{2}$/);
  // The part that was cut off is sent again, and no other: of the film 0, 1, 1, 1, 2; then two small files.
  expect(parts.join('')).toBe('0111200');
  expect(sent.some((text) => text.includes(CANARY) || text.includes('监控录像'))).toBe(false);
  await context.close();

  const tips = await desk(browser, baseUrl, 'tips');
  // Other tests leave tips that stand before it in the list.
  const { id } = JSON.parse(sent.find((text) => text.includes('"envelope"'))!) as { id: string };
  await tips.go(`/tips/${id}`);
  await tips.page.getByLabel('举报密钥口令').fill('Anshao-demo-2026');
  await tips.page.getByRole('button', { name: '打开密钥' }).click();
  const row = (name: string) => tips.page.getByRole('listitem').filter({ hasText: name });
  await row('监控录像.mp4').waitFor();
  const saved = tips.page.waitForEvent('download');
  await row('监控录像.mp4').getByRole('button', { name: '下载' }).click();
  await tips.page.getByRole('dialog').getByRole('button', { name: '下载' }).click();
  const stream = await (await saved).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.compare(Buffer.concat(chunks), film)).toBe(0);

  // A script in a text is text; a web page is not shown at all.
  await row('聊天记录.txt').getByRole('button', { name: '查看' }).click();
  const frame = tips.page.frameLocator('iframe[title="举报人附件 2"]');
  await frame.locator('pre').filter({ hasText: CANARY }).waitFor();
  expect(await frame.locator('pre').textContent()).toContain(SCRIPT);
  expect(await row('网页.html').getByRole('button', { name: '查看' }).count()).toBe(0);

  const inside = tips.page.frames().find((f) => f.url().endsWith('/viewer'))!;
  const seen = await inside.evaluate(async (svg) => {
    const tried = async (work: () => unknown) => {
      try {
        return String(await work());
      } catch (error) {
        return (error as Error).name;
      }
    };
    const script = document.createElement('script');
    const answers = [
      // Trusted Types take no words for a script; what gets past them is refused by the policy.
      await tried(() => {
        script.textContent = 'document.title = "ran"';
      }),
      await tried(() => {
        script.appendChild(document.createTextNode('document.title = "ran"'));
        document.head.appendChild(script);
      }),
      await tried(() => parent.document.title),
      await tried(() => localStorage.length),
      await tried(() => fetch('/healthz')),
    ];
    // From here on the console may take the frame away: what is shown is read at once.
    const shown = ['image/svg+xml', 'text/html', 'image/png'].map((type) => {
      const file = new Blob([svg], { type: 'image/svg+xml' });
      window.dispatchEvent(new MessageEvent('message', { data: { file, type, name: 'x' }, source: parent }));
      return document.body.firstElementChild?.tagName;
    });
    return { origin: window.origin, answers, shown, title: document.title };
  }, `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`);
  expect(seen).toEqual({
    origin: 'null',
    answers: ['TypeError', 'undefined', 'SecurityError', 'SecurityError', 'TypeError'],
    shown: ['PRE', 'PRE', 'IMG'],
    title: '附件',
  });
  await tips.page.getByText('这个文件在这里放不出来').waitFor();
  // What the frame was refused is told in the console's log; the console itself was refused nothing.
  expect(tips.troubles.filter((text) => !/healthz|inline script|TrustedScript/.test(text))).toEqual([]);
  await tips.close();
});

test('the viewer opened by itself has no origin either', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${baseUrl}/viewer`);
  expect(await page.evaluate(() => window.origin)).toBe('null');
  await context.close();
});

test('an upload that is stopped keeps everything, and goes on when it is pressed again', async () => {
  const { page, context } = await phone(browser);
  await fill(page, baseUrl);
  await page.click('section.step:not([hidden]) [data-back]');
  await onStep(page, 5);
  await page.click('summary:has-text("文件、录音、录像")');
  const file = { name: '录音.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(6 * MIB, 1) };
  await page.setInputFiles('#pick-files', [file]);
  await page.waitForSelector('#files li');
  await next(page);
  await onStep(page, 6);
  const parts: string[] = [];
  let hold = true;
  let reached = (): void => undefined;
  const held = new Promise<void>((done) => {
    reached = done;
  });
  await page.route('**/tip-uploads/*/parts/*', async (route) => {
    const part = new URL(route.request().url()).pathname.slice(-1);
    parts.push(part);
    // Held until it is stopped.
    if (part === '1' && hold) return reached();
    await route.continue();
  });
  await next(page);
  await held;
  expect(await page.textContent('#doing')).toContain('共 6.0 MB');
  await page.click('#halt');
  await page.waitForSelector('#failed:not([hidden])');
  expect(await page.textContent('#why')).toContain('已停止上传');
  hold = false;
  await page.click('#again');
  await receiptOn(page);
  expect(parts).toEqual(['0', '1', '1']);
  await context.close();
});
