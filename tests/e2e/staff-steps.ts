import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect } from 'vitest';
import { SLUG } from './tip-steps.ts';

export const PASSWORD = 'Anshao-demo-2026';

export interface Desk {
  readonly page: Page;
  /** Script errors and CSP violations seen so far. */
  readonly troubles: string[];
  go(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A person of a tenant, the demo's unless told, signed in to the console in a browser of their own. */
export async function desk(browser: Browser, baseUrl: string, login: string, width = 1440, slug = SLUG): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 812 : 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/.test(message.text())) troubles.push(message.text());
  });
  await page.goto(`${baseUrl}/${slug}/console`);
  await page.getByLabel('用户名或手机号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '首页' }).waitFor();
  return {
    page,
    troubles,
    go: async (path) => {
      await page.goto(`${baseUrl}/${slug}/console${path}`);
    },
    close: () => context.close(),
  };
}

/** Presses a step's button, fills its form, and waits until it is done. */
export async function take(page: Page, label: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) {
  await page.getByRole('button', { name: label, exact: true }).first().click();
  const dialog = page.getByRole('dialog').filter({ hasText: label });
  await dialog.waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel(/密钥口令/).fill(PASSWORD);
  await page.getByRole('button', { name: '打开密钥' }).click();
}

/** The list of tips, opened and searched for `words`: goes to the one tip that holds them. */
export async function openSealed(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '解密本页并检索' }).click();
  await unlock(page);
  await page.getByText('本页已解密').waitFor();
  await page.getByLabel('在已解密的举报里查找').fill(words);
  await page.locator('tbody tr[tabindex]').filter({ hasText: words }).first().click();
  await page.getByTestId('tip-text').waitFor();
}

/** Writes into the conversation of an opened tip and waits until it stands there. */
export async function sayToReporter(page: Page, text: string): Promise<void> {
  await page.getByLabel('答复或询问').fill(text);
  await page.getByRole('button', { name: '加密发出' }).click();
  await page.locator('.talk-text').filter({ hasText: text }).waitFor();
}

export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByLabel(field).click();
  await page.getByLabel(field).fill(option);
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

/** 64 × 64, green and ochre; whole, so that a browser can draw it anew. */
export const picture = (name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAV0lEQVR42u3PMQ0AMAgAMITtRsRETN1EIAsJXHxNaqBxXq6qf1eFgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgMCkAZshMUsbPONdAAAAAElFTkSuQmCC',
    'base64',
  ),
});

/** Nothing wider than the screen, and nothing serious that axe knows of. */
export async function usable(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).disableRules(['color-contrast-enhanced']).analyze();
  const grave = violations.filter((v) => v.impact === 'critical' || v.impact === 'serious');
  expect([name, grave.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`)]).toEqual([name, []]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, Math.max(0, wide)]).toEqual([name, 0]);
}
