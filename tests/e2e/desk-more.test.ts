import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { call } from '../../web/shared/api.ts';
import { signIn } from '../../workers/contract/session.ts';
import { setSetting } from '../../workers/contract/settings.ts';
import { desk as tipDesk } from '../../workers/contract/tip-desk.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { openBrowser } from '../support/browser.ts';
import { comeBack, report } from './desk-reporter.ts';
import { doTask, type KeyTenant, keyTenant, makeKeys, menu, officer, PASSPHRASE, unlock } from './keys-steps.ts';
import { choose, desk, PASSWORD, usable } from './staff-steps.ts';
import { jpegWithExif } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const set = ({ admin }: KeyTenant, key: string, value: Record<string, number>) =>
  call(setSetting, { key, value, version: 0 }, { ...admin, key: crypto.randomUUID() });

/** A tip to a district of its own; answers the receipt. */
const send = async ({ base }: KeyTenant, text: string) =>
  (await new TipClient((request) => fetch(request), base).send({ text: { text } })).receipt;

async function unlockHere(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('举报密钥口令').fill(passphrase);
  await page.getByRole('button', { name: '打开密钥' }).click();
}

/** As many as it takes until the desk folds them, and two more. */
async function flood(tenant: KeyTenant): Promise<void> {
  const { base } = tenant;
  const { accessToken: token } = await call(signIn, { login: 'shen', password: PASSWORD, label: '测试' }, { base });
  const folded = async () => (await call(tipDesk, {}, { base, token })).folds.length > 0;
  let n = 0;
  while (n < 60 && !(await folded())) await send(tenant, `刷屏的第 ${++n} 件，全是同一句话。`);
  for (const last of [1, 2]) await send(tenant, `刷屏的最后 ${last} 件，全是同一句话。`);
}

/** Opens the list's page, and the one tip that says this. The keys are asked for where they are locked. */
async function openTip(page: Page, words: string, passphrase?: string): Promise<void> {
  await page.getByRole('button', { name: '解密本页并检索' }).click();
  if (passphrase !== undefined) await unlockHere(page, passphrase);
  await page.locator('tbody tr[tabindex]').filter({ hasText: words }).first().click();
  await page.getByTestId('tip-text').waitFor();
}

/** Presses a step's button, gives its reason, and waits until it is done. */
async function withReason(page: Page, label: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由', { exact: true }).fill(reason);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('two officers: a flood refused at once, more time asked for and granted, a threat comes first, a photo goes out', async () => {
  const tenant = await keyTenant(baseUrl, '受理甲区');
  await tenant.person('shen', '沈一', 'tip_office');
  await tenant.person('wang', '王二', 'tip_office');
  const a = await officer(browser, baseUrl, tenant, 'shen');
  await makeKeys(a);
  await doTask(a.page, '启用「根密钥」', '启用');
  const b = await officer(browser, baseUrl, tenant, 'wang', 375);
  await makeKeys(b);
  await a.go('/tip-keys');
  await unlock(a.page);
  await doTask(a.page, '王二等您加封', '加封');

  const receipt = await send(tenant, '三号车间的行车制动失灵，吊物会往下滑。');
  await send(tenant, '后来的一件，说的是门口的积水。');
  await menu(a.page, '举报受理');
  await openTip(a.page, '行车制动失灵');
  await withReason(a.page, '申请延期', '须委托检测，报告要等二十天');
  await a.page.getByText('您已申请延期，等另一人审批').waitFor();
  await usable(a.page, 'asked for more time');

  await b.go('/tip-keys');
  await unlock(b.page);
  await b.page.getByRole('button', { name: '菜单' }).click();
  await menu(b.page, '举报受理');
  await b.page.getByRole('button', { name: '解密本页并检索' }).click();
  await b.page.getByRole('button').filter({ hasText: '行车制动失灵' }).click();
  await b.page.getByText('有一项延期申请待审批').waitFor();
  await usable(b.page, 'decision 375');
  await b.page.getByRole('button', { name: '批准延期' }).click();
  await b.page.getByText('已延期').waitFor();
  const reporter = await comeBack(baseUrl, receipt, tenant.slug);
  expect(JSON.stringify(reporter.view.steps)).toContain('须委托检测，报告要等二十天');

  await reporter.reply('举报以后我被调去看大门。', 'retaliation');
  await a.page.getByRole('link', { name: '回到列表' }).click();
  await a.page.getByText('■反映打击报复').waitFor();
  expect(await a.page.locator('tbody tr[tabindex]').first().textContent()).toContain('行车制动失灵');
  await a.page.locator('tbody tr[tabindex]').first().click();
  await a.page.getByText('举报人反映遭到打击报复').waitFor();
  await a.page.getByText('答复打击报复').waitFor();
  await usable(a.page, 'retaliation');
  await a.page.getByLabel('答复或询问').fill('收到，我们会核实并再答复您。');
  await a.page
    .locator('input[type=file]')
    .setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: await jpegWithExif(a.page) });
  await a.page.getByText(/照片 1（/).waitFor();
  await a.page.getByRole('button', { name: '加密发出' }).click();
  await a.page.locator('.talk-text').filter({ hasText: '核实并再答复' }).waitFor();
  expect(await reporter.read()).toContain('收到，我们会核实并再答复您。');

  await a.page
    .getByRole('listitem')
    .filter({ hasText: /答复打击报复.*已办/ })
    .waitFor();
  await usable(a.page, 'answered');

  await set(tenant, 'tip.flood', { perMinute: 11, maxLevel: 1 });
  await flood(tenant);
  await b.go('/tips');
  await b.page.getByText(/高峰时段收到的同类举报 \d+ 件/).waitFor();
  await b.page.getByRole('button', { name: '展开' }).click();
  await unlockHere(b.page);
  await b.page.getByRole('button', { name: /^解密这 \d+ 件/ }).click();
  await b.page.getByLabel('全选已解密的').check();
  await b.page.getByLabel('共同的理由').fill('内容重复，没有可核查的地点和事实。');
  await usable(b.page, 'fold 375');
  const chosen = await b.page.locator('.rows .rows input[type=checkbox]:checked').count();
  expect(chosen).toBeGreaterThan(0);
  await b.page.getByRole('button', { name: `以同一理由认定不成立（${chosen} 件）` }).click();
  await b.page
    .locator('.rows .rows li')
    .filter({ hasText: '不成立' })
    .nth(chosen - 1)
    .waitFor();
  expect([a.troubles, b.troubles]).toEqual([[], []]);
  await a.close();
  await b.close();
});

test('a custodian’s key waits until somebody with the root signs it; a rotation that is due says so', async () => {
  const tenant = await keyTenant(baseUrl, '受理乙区');
  await tenant.person('shen', '沈一', 'tip_office');
  await tenant.person('gu', '顾三', 'identity_custodian');
  const a = await officer(browser, baseUrl, tenant, 'shen');
  await makeKeys(a);
  await doTask(a.page, '启用「根密钥」', '启用');
  const c = await officer(browser, baseUrl, tenant, 'gu', 375);
  await makeKeys(c);
  await doTask(c.page, '启用「姓名保管」', '启用');
  await c.page.getByText('等待签名').waitFor();
  await c.page.getByText(/请一位持有根密钥的人/).waitFor();
  await usable(c.page, 'waiting for the root 375');
  await a.go('/tip-keys');
  await unlock(a.page);
  await doTask(a.page, '等您用根密钥签名：姓名保管', '签名');
  await c.page.reload();
  await c.page.getByText('已签名').waitFor();
  expect(await c.page.getByText('等待签名').count()).toBe(0);
  // Nobody waits ninety days here: the page is told of an epoch whose day has come.
  await a.page.route('**/api/tip-keys', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const body = (await (await route.fetch()).text()).replaceAll(/"rotateOn":"[^"]+"/g, '"rotateOn":"2026-01-01"');
    return route.fulfill({ status: 200, contentType: 'application/json', body });
  });
  await a.page.reload();
  await unlock(a.page);
  await a.page.getByText('「举报受理」第 1 期已到换期日').waitFor();
  expect([a.troubles, c.troubles]).toEqual([[], []]);
  await a.close();
  await c.close();
});

test('the kind sets the limits; muted; to the street’s verification, which answers and gives it back', async () => {
  const receipt = await report(baseUrl, { text: { text: '居民楼一层的小作坊在喷漆，没有任何防护。' } });
  const intake = await desk(browser, baseUrl, 'tips');
  await intake.go('/tips');
  await openTip(intake.page, '小作坊在喷漆', PASSWORD);
  const limits = intake.page.getByLabel('期限', { exact: true });
  await intake.page.getByLabel('举报类型').click();
  await intake.page.locator('.ant-select-item-option').filter({ hasText: '信访事项' }).click();
  await limits.getByText('《信访工作条例》第三十四条').waitFor();
  expect(await limits.getByRole('listitem').count()).toBe(2);
  await intake.page.getByRole('button', { name: '静音', exact: true }).click();
  await intake.page.getByRole('button', { name: '取消静音' }).waitFor();
  await (await comeBack(baseUrl, receipt)).reply('静音以后写的一句。');
  await intake.page.getByRole('button', { name: '移交', exact: true }).click();
  const dialog = intake.page.getByRole('dialog');
  await dialog.getByLabel('兴仁街道').check();
  await dialog.getByLabel('理由', { exact: true }).fill('属兴仁街道辖区，请现场核查');
  await usable(intake.page, 'hand over');
  await dialog.getByRole('button', { name: '转封并移交' }).click();
  const row = intake.page.locator('tbody tr[tabindex]').filter({ hasText: '已交兴仁核查' }).first();
  await row.waitFor();
  expect(await row.textContent()).toContain('已静音');

  const street = await desk(browser, baseUrl, 'verifier', 375);
  await street.go('/tips');
  await street.page.getByRole('button', { name: '解密本页并检索' }).click();
  await unlockHere(street.page, PASSWORD);
  await street.page.getByRole('button').filter({ hasText: '小作坊在喷漆' }).first().click();
  await street.page.getByText('提出不属本单位').waitFor();
  await usable(street.page, 'verification 375');
  await street.page.getByLabel('答复或询问').fill('请问喷漆一般在什么时段？');
  await street.page.getByRole('button', { name: '加密发出' }).click();
  await street.page.locator('.talk-text').filter({ hasText: '什么时段' }).waitFor();
  expect((await (await comeBack(baseUrl, receipt)).read())[0]).toBe('请问喷漆一般在什么时段？');
  await withReason(street.page, '退回（不属本单位）', '该楼栋不在本街道辖区');
  await street.page.getByText('没有移交给您的岗位的举报').waitFor();
  await usable(street.page, 'verification, empty 375');
  await intake.page.reload();
  await openTip(intake.page, '小作坊在喷漆', PASSWORD);
  await intake.page.getByRole('button', { name: '移交', exact: true }).waitFor();
  expect([intake.troubles, street.troubles]).toEqual([[], []]);
  await intake.close();
  await street.close();
});

test('a letter with its scan: sealed with the words, and opened at the desk', async () => {
  const { page, troubles, go, close } = await desk(browser, baseUrl, 'tips', 375);
  await go('/tips/enter');
  await page.getByLabel('来信', { exact: true }).check();
  await choose(page, '最接近哪一类', '燃气');
  await page.getByLabel('具体地点').fill('城北农贸市场东门');
  await page.getByLabel('看到了什么').fill('来信说东门的燃气调压箱被摊位压住了。');
  const scan = { name: '信.jpg', mimeType: 'image/jpeg', buffer: await jpegWithExif(page) };
  await page.locator('input[type=file]').setInputFiles(scan);
  await page.getByText('信.jpg').waitFor();
  await usable(page, 'enter with a scan 375');
  await page.getByRole('button', { name: '加密并提交' }).click();
  await page.getByTestId('slip').waitFor();
  await page.getByLabel('已交给举报人').check();
  await page.getByRole('button', { name: '完成，不再显示' }).click();
  await page.getByRole('button', { name: '解密本页并检索' }).click();
  await unlockHere(page, PASSWORD);
  await page.getByRole('button').filter({ hasText: '燃气调压箱被摊位压住' }).first().click();
  await page.getByText('照片 1.jpg').first().waitFor();
  await usable(page, 'letter 375');
  expect(troubles).toEqual([]);
  await close();
});

const PAGES: readonly [login: string, path: string, shows: string][] = [
  ['custodian', '/identity', '等我决定'],
  ['custodian', '/tip-keys', '核对签名链'],
  ['discipline', '/identity', '等我决定'],
  ['tips', '/tips', '解密本页并检索'],
  ['tips', '/tip-keys', '核对签名链'],
  ['tips', '/tip-keys/recovery', '密钥恢复'],
  ['tips', '/rewards', '奖励台账'],
  ['finance', '/payouts', '凭码领奖'],
  ['auditor', '/retention', '近 30 天的安全计数'],
];

test('every page of the offices is read on a phone', async () => {
  let last: { login: string; at: Awaited<ReturnType<typeof desk>> } | undefined;
  for (const [login, path, shows] of PAGES) {
    if (last?.login !== login) {
      await last?.at.close();
      last = { login, at: await desk(browser, baseUrl, login, 375) };
    }
    await last.at.go(path);
    await last.at.page.getByText(shows).first().waitFor();
    await usable(last.at.page, `${login} ${path} 375`);
    if (path === '/rewards') {
      await last.at.page.getByRole('tab', { name: '奖励标准' }).click();
      await usable(last.at.page, 'scale 375');
    }
    expect(last.at.troubles).toEqual([]);
  }
  await last?.at.close();
});
