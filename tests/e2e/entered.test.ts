import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { enter, lookUpOn, openTalkOn, renewOn, watched } from './receipt-steps.ts';
import { choose, desk, openSealed, sayToReporter } from './staff-steps.ts';
import { looksRight, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const SAID = '冷库后面的氨气管子在漏，站在门口就呛人。';
const MORE = '今天下午又漏了一次，有人头晕。';
const ANSWER = '已派人到场，请远离。';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a call written down: its slip is typed on a phone, changed at once, and only then is there a conversation', async () => {
  const officer = await desk(browser, baseUrl, 'tips');
  await officer.go('/tips/enter');
  await choose(officer.page, '最接近哪一类', '燃气');
  await officer.page.getByLabel('具体地点').fill('新城冷库');
  await officer.page.getByLabel('看到了什么').fill(SAID);
  await officer.page.getByRole('button', { name: '加密并提交' }).click();
  const slip = officer.page.getByTestId('slip');
  await slip.waitFor();
  const seen = (await slip.locator('b').allTextContents()).join(' ');
  await officer.page.getByLabel('已交给举报人').check();
  await officer.page.getByRole('button', { name: '完成，不再显示' }).click();
  await openSealed(officer.page, SAID.slice(0, 8));
  await sayToReporter(officer.page, ANSWER);

  const caller = await watched(browser);
  await lookUpOn(caller.page, baseUrl, seen);
  expect(await caller.page.textContent('#must-change')).toContain('办事人员见过');
  expect(await caller.page.isVisible('#talk')).toBe(false);
  expect(await caller.page.isVisible('#may-change')).toBe(false);
  await looksRight(caller.page, 'must change');
  const own = await renewOn(caller.page, '#change-now');
  expect(own).not.toBe(seen);

  await caller.page.goto(`${baseUrl}/${SLUG}/receipt`);
  await caller.page.fill('#code', seen);
  await caller.page.click('#look');
  await caller.page.waitForFunction(() => document.getElementById('code-error')?.textContent?.includes('旧码已作废'));
  await enter(caller.page, own);
  expect(await caller.page.isVisible('#must-change')).toBe(false);
  await caller.page.locator('.messages .officer').filter({ hasText: ANSWER }).waitFor();
  await openTalkOn(caller.page);
  await caller.page.fill('#message-text', MORE);
  await caller.page.click('#message-form button[type=submit]');
  await caller.page.waitForFunction(() => document.getElementById('message-note')?.textContent?.includes('已送到'));
  expect(caller.troubles).toEqual([]);
  await caller.context.close();

  await officer.page.getByRole('link', { name: '回到列表' }).click();
  await officer.page.getByLabel('有新消息').check();
  await officer.page
    .locator('tbody tr[tabindex]')
    .filter({ hasText: SAID.slice(0, 8) })
    .first()
    .click();
  await officer.page.locator('.talk-text').filter({ hasText: MORE }).waitFor();
  expect(officer.troubles).toEqual([]);
  await officer.close();
});
