import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { call } from '../../web/shared/api.ts';
import { editPerson, people } from '../../workers/contract/people.ts';
import { openTip } from '../../workers/contract/tip-desk.ts';
import { myKeys } from '../../workers/contract/tip-keys.ts';
import { form } from '../../workers/contract/tips.ts';
import { checkRoleKeys } from '../../workers/protocol/chain.ts';
import { openBrowser } from '../support/browser.ts';
import { codesOnSheets, doTask, type KeyTenant, keyTenant, makeKeys, menu, officer, unlock } from './keys-steps.ts';
import { usable } from './staff-steps.ts';
import { CANARY } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The administrator takes every role away from somebody who stays on the staff list. */
async function takeRoles({ admin }: KeyTenant, personId: string): Promise<void> {
  const { items } = await call(people, { limit: 100 }, admin);
  const { version, name, phone, post, unitId, status } = items.find((p) => p.id === personId)!;
  const changed = { id: personId, version, name, phone, post, unitId, status, roles: [] };
  await call(editPerson, changed, { ...admin, key: crypto.randomUUID() });
}

/** The access token of a signed-in page, as its requests carry it. */
async function tokenOf(page: Page): Promise<string> {
  const [request] = await Promise.all([
    page.waitForRequest((r) => r.url().includes('/api/') && !!r.headers().authorization),
    page.reload(),
  ]);
  return request.headers().authorization!.slice('Bearer '.length);
}

/** Decrypts the page of the desk; the words of a tip then stand in the list. */
async function decrypt(page: Page): Promise<void> {
  await menu(page, '举报受理');
  await page.getByRole('button', { name: '解密本页并检索' }).click();
}

async function rootPrint(page: Page): Promise<string> {
  await page.getByText('本浏览器逐条核对了').waitFor();
  return (await page.locator('.key-print.big').textContent())!.replaceAll(' ', '');
}

test('two officers: one joins, leaves, and opens nothing more; the other makes a new epoch and re-seals', async () => {
  const tenant = await keyTenant(baseUrl, '密钥甲区');
  await tenant.person('shen', '沈一', 'tip_office');
  const wang = await tenant.person('wang', '王二', 'tip_office');
  const a = await officer(browser, baseUrl, tenant, 'shen');
  await makeKeys(a);
  await usable(a.page, 'set-up 1440');
  await doTask(a.page, '启用「根密钥」', '启用');
  const print = await rootPrint(a.page);
  const poster = await (await fetch(`${baseUrl}/${tenant.slug}/poster`)).text();
  expect(poster).toContain(print.replace(/(.{4})(?=.)/g, '$1 '));

  const b = await officer(browser, baseUrl, tenant, 'wang', 375);
  await makeKeys(b);
  await b.page.getByText('您没有这把密钥的份额').first().waitFor();
  await usable(b.page, 'waiting 375');
  await a.go('/tip-keys');
  await unlock(a.page);
  await doTask(a.page, '王二等您加封：根密钥、举报受理', '加封');
  const ids = [await tenant.tip(`${CANARY}一`), await tenant.tip(`${CANARY}二`), await tenant.tip(`${CANARY}三`)];

  const token = await tokenOf(b.page);
  await b.go('/tip-keys');
  await unlock(b.page);
  expect(await rootPrint(b.page)).toBe(print);
  await b.page.getByRole('button', { name: '菜单' }).click();
  await decrypt(b.page);
  await b.page.getByText(`${CANARY}一`, { exact: true }).waitFor();
  const before = await call(myKeys, {}, { base: tenant.base, token });
  const old = before.roleKeys.find((k) => k.role === 'intake')!;
  expect(old.share).not.toBeNull();

  await takeRoles(tenant, wang);
  await a.go('/tip-keys');
  await unlock(a.page);
  await a.page.getByText('王二已不在岗').waitFor();
  await usable(a.page, 'somebody left 1440');
  await doTask(a.page, '王二已不在岗', '换一期密钥');
  // The work goes on while the officer looks at something else.
  await menu(a.page, '首页');
  await menu(a.page, '举报密钥');
  await a.page.getByText(`转封完成，共 ${ids.length} 份`).waitFor();
  expect(await a.page.getByRole('progressbar', { name: '转封进度' }).getAttribute('aria-valuenow')).toBe('100');
  const after = await rootPrint(a.page);
  expect(after).not.toBe(print);
  await usable(a.page, 're-sealed 1440');

  // Whoever scanned a poster of before still gets to the keys of now; no other fingerprint does.
  const now = await call(form, {}, { base: tenant.base });
  expect(now.roleKeys.find((k) => k.role === 'intake')!.id).not.toBe(old.id);
  expect(await checkRoleKeys(now, print)).toBe(after);
  await expect(checkRoleKeys(now, `${print.slice(0, -1)}-`)).rejects.toThrow();

  await decrypt(a.page);
  for (const n of '一二三') await a.page.getByText(`${CANARY}${n}`, { exact: true }).waitFor();
  // The one who left still has the page open, its keys and a token: none of it opens anything.
  for (const id of ids) {
    const wraps = await call(openTip, { id }, { base: tenant.base, token }).then(
      (tip) => tip.envelope.wraps.map((w) => w.roleKeyId),
      () => [],
    );
    expect(wraps).not.toContain(old.id);
  }
  await b.page.locator('.tiles button').first().click();
  await b.page
    .getByText(/您的岗位看不到这一页|打不开这条举报|没有找到|登录/)
    .first()
    .waitFor();
  expect(await b.page.getByText(CANARY).count()).toBe(0);
  expect([...a.troubles, ...b.troubles]).toEqual([]);
  await a.close();
  await b.close();
});

test('a recovery drill: three sheets, a rehearsal, then a fresh officer opens an old tip with two codes', async () => {
  const tenant = await keyTenant(baseUrl, '密钥乙区');
  const shen = await tenant.person('shen', '沈一', 'tip_office');
  await tenant.person('chen', '陈三', 'tip_office');
  const a = await officer(browser, baseUrl, tenant, 'shen');
  await makeKeys(a);
  await doTask(a.page, '启用「根密钥」', '启用');
  await tenant.tip(`${CANARY}旧`);

  await a.page.getByRole('link', { name: '去启用密钥恢复' }).click();
  await a.page.getByRole('button', { name: '生成三份恢复码' }).click();
  const codes = await codesOnSheets(a.page);
  expect(codes).toHaveLength(3);
  await usable(a.page, 'sheets 1440');
  const asked = a.page.getByLabel(/那张纸的第 \d+ 组/);
  const wanted = await a.page.locator('label').filter({ hasText: '那张纸的第' }).allTextContents();
  const groups = wanted.map((label, n) => codes[n]!.split('-')[Number(/第 (\d+) 组/.exec(label)![1]) - 1]!);
  await asked.nth(0).fill('????');
  await asked.nth(1).fill(groups[1]!);
  await asked.nth(2).fill(groups[2]!);
  await a.page.getByRole('button', { name: '核对并启用' }).click();
  await a.page.getByText('与恢复码不符').waitFor();
  await asked.nth(0).fill(groups[0]!.toLowerCase());
  await a.page.getByRole('button', { name: '核对并启用' }).click();
  await a.page.getByText('还没有演练过').waitFor();
  expect(await a.page.getByText(codes[0]!.slice(0, 4)).count()).toBe(0);

  await useCodes(
    a.page,
    '演练',
    '开始演练',
    codes[0]!,
    `${codes[1]!.slice(0, -1)}${codes[1]!.endsWith('0') ? '1' : '0'}`,
  );
  await a.page.getByText('抄错了或不完整').waitFor();
  await a.page.getByLabel('另一份恢复码').fill(codes[1]!);
  await a.page.getByRole('button', { name: '开始演练' }).click();
  await a.page.getByText('演练通过', { exact: true }).waitFor();
  expect(await a.page.getByText('还没有演练过').count()).toBe(0);
  await usable(a.page, 'rehearsed 1440');
  await takeRoles(tenant, shen);
  await a.close();

  const c = await officer(browser, baseUrl, tenant, 'chen', 375);
  await makeKeys(c);
  await c.page.getByText('您没有这把密钥的份额').first().waitFor();
  await c.page.getByRole('link', { name: '密钥恢复' }).click();
  await usable(c.page, 'recovery 375');
  await useCodes(c.page, '恢复', '恢复密钥', codes[2]!.toLowerCase().replaceAll('-', ' '), codes[0]!);
  await c.page.getByText('恢复了密钥').waitFor();
  await c.page.getByText('事由：持有人离岗').first().waitFor();
  await usable(c.page, 'recovered 375');
  await c.page.getByRole('button', { name: '菜单' }).click();
  await decrypt(c.page);
  await c.page.getByText(`${CANARY}旧`, { exact: true }).waitFor();
  expect(c.troubles).toEqual([]);
  await c.close();
});

/** Opens the form of a rehearsal or a recovery, fills it and presses its button. */
async function useCodes(page: Page, what: string, button: string, first: string, second: string): Promise<void> {
  await page.getByRole('button', { name: what, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (what === '恢复') await dialog.getByLabel('为什么要恢复').fill('持有人离岗');
  await dialog.getByLabel('一份恢复码', { exact: true }).fill(first);
  await dialog.getByLabel('另一份恢复码').fill(second);
  await usable(page, what);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}
