import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '../demo/tenants.ts';

/** Opens the keys where they are locked. */
async function unlock(page: Page): Promise<void> {
  await page.getByLabel(/密钥口令/).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '打开密钥' }).click();
}

/** The desk with its page opened: words, search and what may be the same matter. */
export async function openDesk(page: Page): Promise<void> {
  await page.getByRole('button', { name: '解密本页并检索' }).click();
  await unlock(page);
  await page.getByText('本页已解密').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

const tipOf = (page: Page, words: string) => page.locator('tbody tr[tabindex]').filter({ hasText: words }).first();

/** Opens the tip that says `words` and asks; answers once the question stands in the conversation. */
export async function ask(page: Page, words: string, question: string): Promise<void> {
  await tipOf(page, words).click();
  await page.getByTestId('tip-text').waitFor();
  await page.getByLabel('答复或询问').fill(question);
  await page.getByRole('button', { name: '加密发出' }).click();
  await page.locator('.talk-text').filter({ hasText: question }).waitFor();
}

/** Back to the list and into the tip again, where the reporter has answered by now. */
export async function readReply(page: Page, words: string, reply: string): Promise<void> {
  await page.getByRole('link', { name: '回到列表' }).click();
  await tipOf(page, words).click();
  await page.locator('.talk-text').filter({ hasText: reply }).waitFor();
}
