import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as inFolder } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Desk as Api, signedIn } from '../../scripts/lib/demo/client.ts';
import { join } from '../../scripts/lib/walkthrough/onboard.ts';
import * as experts from '../../workers/contract/experts.ts';
import { units } from '../../workers/contract/people.ts';
import * as pools from '../../workers/contract/pools.ts';
import * as seats from '../../workers/contract/seats.ts';
import { drandRound } from '../../workers/protocol/draw-seed.ts';
import { checkCharacter } from '../../workers/protocol/identity-number.ts';
import { openBrowser } from '../support/browser.ts';
import { desk, usable } from './staff-steps.ts';
import { SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const FIELD = 'industry_trade';
/** Of this run alone: a server may have seen another one. */
const RUN = Date.now() % 1_000_000;
const TITLE = `冶金企业检查专家${RUN}`;
const POOL = `冶金工贸专家库${RUN}`;
const KEEPER = `draw-keeper-${RUN}`;
const VALUE = 'c0ffee'.padEnd(64, '0');
const folder = mkdtempSync(inFolder(tmpdir(), 'anshao-draws-'));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  await members(['赵一', '钱二', '孙三', '李四', '周五']);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const local = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** A pool whose rule lets anybody in at once, and these people appointed to it. */
async function members(names: readonly string[]): Promise<void> {
  const base = `${baseUrl}/${SLUG}/api`;
  const [admin, office] = [await signedIn(baseUrl, SLUG, 'admin'), await signedIn(baseUrl, SLUG, 'office')];
  const keeper = await join(base, admin, KEEPER, '抽取管理员', { role: 'expert_admin', unitId: '' });
  const judge = await join(base, admin, `${KEEPER}-judge`, '评审', { role: 'committee_lead', unitId: '' });
  const [now] = (await admin.call(pools.expertRules, { field: '' })).items;
  const body = { ...(now?.body as object), publicityDays: 0, reviewers: 1, minYears: 0, needsEvidence: false };
  const own = (await admin.call(pools.expertRules, { field: FIELD })).items.find((one) => one.field === FIELD);
  const rule = {
    field: FIELD,
    version: own?.version ?? 0,
    body: pools.ruleBody.parse(body),
    basis: '演练',
    effectiveFrom: local(0),
  };
  await admin.call(pools.addExpertRule, rule);
  const unit = (await office.call(units, {})).items[0];
  const pool = await office.call(pools.addPool, { field: FIELD, title: POOL, ownerUnitIds: [unit?.id ?? ''] });
  for (const [i, name] of names.entries()) {
    const digits = `11010119${70 + (RUN % 20)}0301${String(100 + ((RUN + i) % 900))}`;
    const identityNumber = digits + checkCharacter(digits);
    const fields = { name, identityNumber, employer: '某设计院', phone: '13800000000' };
    await keeper.call(experts.create, { ...fields, poolIds: [pool.id] });
    const [seat] = (await keeper.call(seats.seats, { poolId: pool.id, q: name, limit: 10 })).items;
    await appointed({ keeper, judge, office }, seat?.id ?? '', i + 1);
  }
}

async function appointed(by: Record<'keeper' | 'judge' | 'office', Api>, id: string, n: number): Promise<void> {
  const seen = async () => ({ id, version: (await by.keeper.call(seats.seat, { id })).version });
  await by.keeper.call(seats.check, await seen());
  await by.judge.call(seats.review, { ...(await seen()), opinion: 'approve', words: '专业对口', pins: {} });
  await by.keeper.call(seats.publicise, { ...(await seen()), fromDay: local(0) });
  await by.office.call(seats.appoint, { ...(await seen()), letterNo: `演聘〔2026〕${n}号` });
}

async function pick(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label);
  await field.evaluate((el) => el.removeAttribute('readonly'));
  await field.fill(value);
  await field.press('Enter');
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).click();
}

/** A press on a step's button and on the one that ends its dialog. */
async function through(page: Page, label: string, end: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).first().click();
  const dialog = page.getByRole('dialog').last();
  await dialog.waitFor();
  await fill();
  await dialog.getByRole('button', { name: end, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('the ceremony at a desk; anybody checks it on a phone; a tampered file is refused', async () => {
  const office = await desk(browser, baseUrl, 'office');
  const { page } = office;
  await office.go('/draws');
  await page.getByRole('button', { name: '拟定抽取' }).click();
  await page.getByLabel('事项名称').fill(TITLE);
  await page.getByLabel('受检单位').fill('演练轧钢有限公司');
  await pick(page, '工作开始', local(3));
  await pick(page, '工作结束', local(5));
  await choose(page, '专家库', POOL);
  await usable(page, 'draft 1440');
  await page.getByRole('button', { name: /^保\s*存$/ }).click();
  await page.getByText('5 个里抽 2 个，候补 2 个').waitFor();
  await usable(page, 'drafted 1440');

  const at = Date.now() + 45_000;
  let salt = '';
  await through(page, '封存并公布名单', '封存并公布', async () => {
    const dialog = page.getByRole('dialog').last();
    await choose(page, '用哪一个公开的号码', 'drand');
    const d = new Date(at);
    const two = (n: number) => String(n).padStart(2, '0');
    const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
    await pick(page, '开奖时间', `${day} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`);
    await dialog.getByLabel('哪一期').fill(String(drandRound(at)));
    await dialog.getByRole('button', { name: '加一名见证人' }).click();
    await dialog.getByLabel('见证人姓名').first().fill('吴见证');
    await dialog.getByRole('button', { name: '在本机生成' }).click();
    const slip = page.getByRole('dialog', { name: '请见证人本人填写' });
    await slip.locator('input[type=password]').fill('山有木兮木有枝');
    await slip.getByRole('button', { name: '生成密封值' }).click();
    salt = (await slip.locator('b.num').textContent()) ?? '';
    await slip.getByRole('button', { name: '已抄下，填入密封值' }).click();
    await slip.waitFor({ state: 'hidden' });
  });
  await page.getByText('名单指纹').first().waitFor();
  await through(page, '拆封', '拆封', async () => {
    await page.getByLabel('写下的话').fill('山有木兮木有枝');
    await page.getByLabel('附加码').fill(salt);
  });
  await page.getByText('已拆封', { exact: true }).waitFor();
  const address = page.url();
  const publicUrl = await page.getByRole('link', { name: /打开公开页/ }).getAttribute('href');

  const seed = page.locator('button:not([disabled])', { hasText: '录入开奖结果' });
  await seed.waitFor({ timeout: 90_000 });
  await through(page, '录入开奖结果', '录入', () => page.getByRole('textbox', { name: '开奖结果' }).fill(VALUE));
  const keeper = await desk(browser, baseUrl, KEEPER);
  await keeper.page.goto(address);
  await through(keeper.page, '另一人核对并抽取', '核对并抽取', () =>
    keeper.page.getByRole('textbox', { name: '开奖结果' }).fill(VALUE),
  );
  await keeper.page.getByText('还有 2 个名额待落实').waitFor();
  await usable(keeper.page, 'drawn 1440');
  const row = (n: number) => keeper.page.locator('section[aria-label="结果和通知"] tbody tr.ant-table-row').nth(n - 1);
  await row(1).getByRole('button', { name: '谢绝' }).click();
  await keeper.page.getByRole('textbox', { name: '原因' }).fill('当天有课');
  await keeper.page.getByRole('button', { name: '记录，由候补递补' }).click();
  await row(3).getByText('递补 1 号').waitFor();
  await row(2).getByRole('button', { name: '已接受' }).click();
  await row(2).getByText('已接受').first().waitFor();
  await row(3).getByRole('button', { name: '已接受' }).click();
  await keeper.page.getByText('还有 0 个名额待落实').waitFor();
  await through(keeper.page, '办结', '办结', async () => undefined);
  await keeper.page.getByText('已完成').first().waitFor();

  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' });
  const phone = await context.newPage();
  await phone.goto(`${baseUrl}/${SLUG}`);
  await phone.getByRole('link', { name: '抽取公开' }).click();
  await phone.getByRole('link', { name: TITLE }).click();
  expect(phone.url()).toBe(new URL(publicUrl ?? '', baseUrl).href);
  await phone.getByText('1 号谢绝，3 号递补').waitFor();
  expect(await phone.textContent('body')).not.toMatch(/赵一|钱二|孙三|李四|周五|当天有课|轧钢/);
  const printed = (await phone.textContent('#list-hash')) ?? '';
  await phone.getByLabel('封存时抄下的名单指纹').fill(printed);
  await phone.getByRole('button', { name: '重新抽取并核对' }).click();
  await phone.getByText('全部一致，结果可信').waitFor();
  expect(await phone.locator('#checks .bad').count()).toBe(0);
  await usable(phone, 'verified 375');
  const [file] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('link', { name: '下载抽取文件' }).click(),
  ]);
  const text = readFileSync(await file.path(), 'utf8');
  const tampered = inFolder(folder, 'tampered.json');
  writeFileSync(tampered, text.replace('\\"n\\":2', '\\"n\\":1'));
  await phone.getByLabel('核对自己保存的文件').setInputFiles(tampered);
  await phone.getByRole('button', { name: '重新抽取并核对' }).click();
  await phone.getByText('没有通过').waitFor();
  expect(await phone.locator('#checks .bad').count()).toBeGreaterThan(2);
  writeFileSync(tampered, 'nothing');
  await phone.getByLabel('核对自己保存的文件').setInputFiles(tampered);
  await phone.getByRole('button', { name: '重新抽取并核对' }).click();
  await phone.getByText('这不是抽取文件。').waitFor();
  await phone.goto(`${baseUrl}/${SLUG}/draws/witness`);
  await phone.getByLabel('抽取编号').fill('2026-0001');
  await phone.getByLabel('您的姓名').fill('吴见证');
  await phone.getByLabel('只有您知道的一句话').fill('山有木兮木有枝');
  await phone.getByRole('button', { name: '生成' }).click();
  expect(await phone.textContent('#commitment')).toMatch(/^[0-9a-f]{64}$/);
  await usable(phone, 'witness 375');
  expect([...office.troubles, ...keeper.troubles]).toEqual([]);
  for (const one of [office, keeper]) await one.close();
  await context.close();
});
