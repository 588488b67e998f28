import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Desk as Api, signedIn } from '../../scripts/lib/demo/client.ts';
import { applicantSheets, applicants } from '../../seeds/demo/applicants.ts';
import { call } from '../../web/shared/api.ts';
import { CREDENTIAL_KINDS, WORK_KINDS } from '../../workers/contract/expert-words.ts';
import { addPerson, units } from '../../workers/contract/people.ts';
import * as pools from '../../workers/contract/pools.ts';
import * as seats from '../../workers/contract/seats.ts';
import { useLink } from '../../workers/contract/session.ts';
import { writeWorkbook } from '../../workers/ports/excel.ts';
import { openBrowser } from '../support/browser.ts';
import { desk, PASSWORD, usable } from './staff-steps.ts';
import { looksRight, phone, SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const TITLE = '消防安全专家库（试）';
const KEEPER = 'register-keeper';
let browser: Browser;
let keeper: Api;
let poolId = '';

beforeAll(async () => {
  browser = await openBrowser();
  const base = `${baseUrl}/${SLUG}/api`;
  const admin = await signedIn(baseUrl, SLUG, 'admin');
  const person = {
    username: KEEPER,
    name: '管库员',
    unitId: null,
    roles: [{ role: 'expert_admin' as const, unitId: '' }],
  };
  const { invitePath } = await admin.call(addPerson, person);
  const token = invitePath.slice(invitePath.indexOf('#') + 1);
  const { accessToken } = await call(useLink, { token, password: PASSWORD, label: '电脑' }, { base });
  keeper = new Api(base, accessToken);
  const unit = (await admin.call(units, {})).items[0];
  const office = await signedIn(baseUrl, SLUG, 'office');
  await fiveYears(admin);
  const added = await office.call(pools.addPool, { field: 'fire', title: TITLE, ownerUnitIds: [unit?.id ?? ''] });
  poolId = added.id;
});
afterAll(() => browser.close());

/** Other files revise the district's conditions, before this one or after it: the field of this pool has its own. */
async function fiveYears(admin: Api): Promise<void> {
  const { items } = await admin.call(pools.expertRules, { limit: 100 });
  const first = items.find((one) => one.field === '' && one.version === 0);
  const version = Math.max(0, ...items.filter((one) => one.field === 'fire').map((one) => one.version));
  const body = pools.ruleBody.parse({ ...(first?.body as object), minYears: 5 });
  const rule = { field: 'fire', version, body, basis: '本地区设置' };
  await admin.call(pools.addExpertRule, { ...rule, effectiveFrom: local(0) });
}

const PDF = { name: '社保证明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF\n') };
const next = (page: Page) => page.click('section.step:not([hidden]) button[type="submit"]');
const local = (years: number): string => {
  const now = new Date(Date.now() + 8 * 3_600_000);
  now.setUTCFullYear(now.getUTCFullYear() + years);
  return now.toISOString().slice(0, 10);
};

async function period(page: Page, from: string): Promise<void> {
  const card = page.locator('#period-list fieldset').first();
  await card.getByLabel('工作单位').fill('某区消防技术服务中心');
  await card.getByLabel('岗位', { exact: true }).fill('消防设施检测工程师');
  await card.getByLabel('工作性质').selectOption('technology');
  await card.getByLabel('专业领域').selectOption('fire');
  await card.getByLabel('开始日期').fill(from);
  await card.getByLabel('至今还在这个岗位').check();
}

test('on a phone: measured while typing, a paper uploaded, sent; later a supplement with number and code', async () => {
  const { context, page, sent } = await phone(browser);
  const troubles: string[] = [];
  const [who] = applicants(local(0), 441, 'fire').slice(440);
  if (!who) throw new Error('nobody');
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(`${baseUrl}/${SLUG}/experts/apply`);
  // The only pool there is stands chosen already.
  await page.locator('.card', { hasText: TITLE }).locator('input').check();
  await looksRight(page, 'apply pools');
  await next(page);
  await next(page);
  await page.getByText('请写姓名').waitFor();
  await page.fill('#name', '孙文海');
  await page.fill('#identityNumber', who.identityNumber.toLowerCase());
  await page.fill('#phone', '13812345678');
  await page.fill('#employer', '某区消防技术服务中心');
  await looksRight(page, 'apply person');
  await next(page);
  await period(page, local(-3));
  await page
    .getByText(/未达到 5 年|差.*5 年|还差/)
    .first()
    .waitFor();
  await period(page, local(-9));
  await page.locator('#period-list [data-pick]').setInputFiles(PDF);
  await page.getByText('✓ 已上传：社保证明.pdf').waitFor();
  await page.getByText('✓ 合格年限 9 年，达到 5 年的要求').waitFor();
  await looksRight(page, 'apply history');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(
    new RegExp(`${who.identityNumber}|13812345678`),
  );
  await next(page);
  await page.getByRole('button', { name: '加一项' }).click();
  await looksRight(page, 'apply papers');
  await page.getByRole('button', { name: '删去这一项' }).click();
  await next(page);
  await next(page);
  await page.getByText(`末四位 ${who.identityNumber.slice(-4)}`).waitFor();
  await looksRight(page, 'apply review');
  await next(page);
  await page.getByText('请先勾选承诺').waitFor();
  await page.check('#consent');
  await next(page);
  await page.waitForSelector('#done:not([hidden])', { timeout: 60_000 });
  await looksRight(page, 'apply done');
  const [number, code] = [await page.locator('#number').textContent(), await page.locator('#code').textContent()];
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(sent.filter((text) => text.startsWith('http') && text.includes(who.identityNumber))).toEqual([]);

  const seat = (await keeper.call(seats.seats, { poolId, limit: 10 })).items.find((one) => one.name === '孙文海');
  expect(seat).toMatchObject({ state: 'applied' });
  const { version } = await keeper.call(seats.seat, { id: seat?.id ?? '' });
  await keeper.call(seats.askSupplement, { id: seat?.id ?? '', version, items: ['劳动合同'], reason: '请补一份' });

  await page.goto(`${baseUrl}/${SLUG}/experts/application`);
  await page.fill('#number', (number ?? '').toLowerCase());
  await page.fill('#code', '1234 5678 9012 34');
  await page.click('#look');
  await page.getByText('有一位对不上').waitFor();
  await page.fill('#code', code ?? '');
  await page.click('#look');
  await page.getByText('需补正：劳动合同').waitFor();
  await looksRight(page, 'application');
  await page
    .locator('#items [data-pick]')
    .first()
    .setInputFiles({ ...PDF, name: '劳动合同.pdf' });
  await page.getByText('✓ 已上传：劳动合同.pdf').waitFor();
  await page.click('#supplement-send');
  await page.getByText('补充材料已提交').waitFor();
  await page.getByText('待核验').waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

test('at a desk: a sheet is looked through, taken in by parts; the register and a record, each tab', async () => {
  // Beyond those the demo may hold.
  const list = applicants(local(0), 540, 'fire').slice(500);
  const { items } = await keeper.call(pools.fieldList, {});
  const field = (key: string) => items.find((one) => one.field === key)?.name ?? key;
  const sheets = applicantSheets(list, { field, work: WORK_KINDS, kind: CREDENTIAL_KINDS });
  const wrong = sheets[0]?.rows[3] as string[];
  wrong[2] = '12';
  const file = path(tmpdir(), `anshao-experts-${process.pid}.xlsx`);
  await writeFile(file, await writeWorkbook(sheets));
  const office = await desk(browser, baseUrl, KEEPER);
  const { page } = office;
  await office.go('/experts/import');
  await page.getByLabel('专家库').click();
  await page.getByTitle(TITLE).click();
  await page.getByLabel('选择 Excel').setInputFiles(file);
  await page.getByText('共 40 人，可导入 39 人').waitFor();
  await page.getByText('手机号格式不对').waitFor();
  await usable(page, 'import preview');
  await page.getByRole('button', { name: '导入这 39 人' }).click();
  await page.getByText('新登记 39 人').waitFor();
  await page.getByRole('link', { name: '查看名册' }).click();
  const name = list[0]?.name ?? '';
  await page.getByRole('link', { name }).first().waitFor();
  await usable(page, 'register 1440');
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name }).waitFor();
  for (const tab of ['工作经历', '资格证书', '回避关系', '请假', '任职', '账户']) {
    await page.getByRole('tab', { name: tab }).click();
    await usable(page, `record ${tab}`);
  }
  await page.getByRole('button', { name: '查看全号' }).first().click();
  await page.getByLabel('查看的原因').fill('核对社保缴费记录');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^查\s?看$/ })
    .click();
  await page.getByText(list[0]?.identityNumber ?? '').waitFor();
  const address = new URL(page.url()).pathname.split('/console')[1] as string;
  const small = await desk(browser, baseUrl, KEEPER, 375);
  await small.go(address);
  await small.page.getByRole('heading', { name }).waitFor();
  await usable(small.page, 'record 375');
  await small.go('/experts');
  await small.page.getByRole('link').first().waitFor();
  await usable(small.page, 'register 375');
  expect([...office.troubles, ...small.troubles]).toEqual([]);
  await small.close();
  await office.close();
});
