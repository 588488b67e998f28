import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { call } from '../../web/shared/api.ts';
import type { ROLES } from '../../workers/contract/access.ts';
import * as experts from '../../workers/contract/experts.ts';
import { upload } from '../../workers/contract/hazards.ts';
import { addPerson, units } from '../../workers/contract/people.ts';
import * as pools from '../../workers/contract/pools.ts';
import { card as cardRoute } from '../../workers/contract/roster.ts';
import type { ClientInput, ClientOutput, Route } from '../../workers/contract/route.ts';
import * as seats from '../../workers/contract/seats.ts';
import { signIn, useLink } from '../../workers/contract/session.ts';
import { checkCharacter } from '../../workers/protocol/identity-number.ts';
import { openBrowser } from '../support/browser.ts';
import { PASSWORD, picture, desk as staff, take, usable } from './staff-steps.ts';
import { SLUG } from './tip-steps.ts';

const baseUrl = inject('baseUrl');
const base = `${baseUrl}/${SLUG}/api`;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const FIELD = 'electric';
let browser: Browser;
let poolId = '';
let chosen = { id: '', publicised: '' };

type Desk = <R extends Route>(route: R, input: ClientInput<R>, body?: Uint8Array) => Promise<ClientOutput<R>>;
const deskOf =
  (token: string): Desk =>
  (route, input, body) =>
    call(route, input, { base, token, key: crypto.randomUUID(), ...(body ? { body } : {}) });
const signed = async (login: string): Promise<Desk> =>
  deskOf((await call(signIn, { login, password: PASSWORD, label: '测试' }, { base })).accessToken);

async function join(admin: Desk, username: string, name: string, role: keyof typeof ROLES): Promise<Desk> {
  const { invitePath } = await admin(addPerson, { username, name, unitId: null, roles: [{ role, unitId: '' }] });
  const token = invitePath.slice(invitePath.indexOf('#') + 1);
  return deskOf((await call(useLink, { token, password: PASSWORD, label: '测试' }, { base })).accessToken);
}

/** An applicant with one post since 2010 and one title, each with a picture; answers the seat applied for. */
async function apply(keeper: Desk, name: string, serial: string): Promise<string> {
  const digits = `11010119750301${serial}`;
  const paper = async () => (await keeper(upload, { purpose: 'evidence' } as never, picture('x.png').buffer)).id;
  const since = { work: 'technology' as const, field: FIELD, fromDay: '2010-01-01', toDay: null, share: 100 };
  const title = {
    kind: 'title' as const,
    name: '高级工程师',
    level: '副高',
    number: '0001',
    issuedOn: null,
    expiresOn: null,
  };
  await keeper(experts.create, {
    ...{ name, identityNumber: digits + checkCharacter(digits), phone: '13900000000', employer: '某电力设计院' },
    ...{ post: '安全总监', bio: '', poolIds: [poolId], ties: [] },
    periods: [{ employer: '某电力设计院', post: '安全工程师', ...since, blobId: await paper() }],
    credentials: [{ ...title, blobId: await paper() }],
  });
  const found = await keeper(seats.seats, { poolId, q: name });
  return found.items[0]?.id ?? '';
}

/** Everything up to the publicity, without the screens. */
async function vet(keeper: Desk, judges: readonly Desk[], id: string): Promise<void> {
  const first = await keeper(seats.seat, { id });
  let { version } = first;
  for (const { id: figureId, hash } of [...first.periods, ...first.credentials])
    ({ version } = await keeper(seats.confirmFigure, { id, version, figureId, hash, confirmed: true }));
  ({ version } = await keeper(seats.check, { id, version }));
  for (const judge of judges) {
    const { periods, credentials } = await judge(seats.seat, { id });
    const pins = Object.fromEntries([...periods, ...credentials].map((f) => [f.id, f.hash]));
    ({ version } = await judge(seats.review, { id, version, opinion: 'approve', words: '符合条件。', pins }));
  }
  await keeper(seats.publicise, { id, version, fromDay: today });
}

beforeAll(async () => {
  browser = await openBrowser();
  const admin = await signed('admin');
  const keeper = await join(admin, 'seatkeeper', '管库员', 'expert_admin');
  const judges = [
    await join(admin, 'seatjudge1', '评审甲', 'committee_lead'),
    await join(admin, 'seatjudge2', '评审乙', 'committee_lead'),
  ];
  const owner = (await admin(units, {})).items.find((u) => u.name.includes('应急'));
  const office = await signed('office');
  const pool = { field: FIELD, title: '电气安全专家库', ownerUnitIds: [owner?.id ?? ''], quota: 20, notice: '' };
  ({ id: poolId } = await office(pools.addPool, pool));
  const publicised = await apply(keeper, '孙电工', '002');
  await vet(keeper, judges, publicised);
  // From here on nobody has to wait five days for the end of the publicity.
  const [rule] = (await admin(pools.expertRules, { field: '' })).items;
  const body = pools.ruleBody.parse({ ...(rule?.body as object), publicityDays: 0 });
  await admin(pools.addExpertRule, { field: FIELD, version: 0, body, basis: '测试', effectiveFrom: today });
  chosen = { id: await apply(keeper, '吴电工', '004'), publicised };
}, 120_000);
afterAll(() => browser.close());

async function phone(path: string): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/${SLUG}${path}`);
  return { page, close: () => context.close() };
}

test('an administrator, two who judge and the office walk an applicant from the papers to the letter', async () => {
  const keeper = await staff(browser, baseUrl, 'seatkeeper');
  await keeper.go(`/expert-seats?poolId=${poolId}`);
  await keeper.page.getByRole('link', { name: '吴电工' }).waitFor();
  await usable(keeper.page, 'seats 1440');
  await keeper.page.getByRole('link', { name: '吴电工' }).click();
  await keeper.page.getByRole('img', { name: '证明材料' }).waitFor();
  await usable(keeper.page, 'seat 1440');
  for (const left of [1, 0]) {
    await keeper.page.getByRole('button', { name: '与材料一致' }).first().click();
    await expect.poll(() => keeper.page.getByRole('button', { name: '与材料一致' }).count()).toBe(left);
  }
  await take(keeper.page, '材料核验通过', async () => undefined);
  await keeper.page.getByText('已核验：管库员').first().waitFor();
  expect(await keeper.page.getByRole('button', { name: '评审', exact: true }).isDisabled()).toBe(true);

  for (const login of ['seatjudge1', 'seatjudge2']) {
    const judge = await staff(browser, baseUrl, login);
    await judge.go(`/expert-seats/${chosen.id}`);
    await take(judge.page, '评审', async (dialog) => {
      await dialog.getByText('同意', { exact: true }).click();
      await dialog.getByLabel('评审意见').fill('经历与专业相符，年限属实。');
    });
    expect(judge.troubles).toEqual([]);
    await judge.close();
  }
  await keeper.page.reload();
  await take(keeper.page, '公示', async () => undefined);
  await keeper.page.getByText('公示中').first().waitFor();

  const office = await staff(browser, baseUrl, 'office');
  await office.go(`/expert-seats/${chosen.id}`);
  await take(office.page, '聘任', (dialog) => dialog.getByLabel('聘任文件编号').fill('安委办聘〔2026〕1号'));
  await office.page.getByText('在聘').first().waitFor();
  const word = office.page.getByRole('button', { name: '聘书（Word）' });
  const [file] = await Promise.all([office.page.waitForEvent('download'), word.click()]);
  expect(file.suggestedFilename()).toMatch(/^聘书DQ-\d{4}-\d{4}\.docx$/);
  await usable(office.page, 'seat appointed 1440');
  expect([...office.troubles, ...keeper.troubles]).toEqual([]);
  await Promise.all([office.close(), keeper.close()]);
});

test('on a phone: an objection is sent and answered, the roster found, a card scanned', async () => {
  const { page, close } = await phone('/experts/publicity');
  await usable(page, 'publicity 375');
  await page.getByRole('link', { name: '对孙电工提出异议' }).click();
  await page.getByRole('button', { name: '提交异议' }).click();
  await page.getByText('请写具体一些').waitFor();
  await page.getByLabel('哪里不属实').fill('二〇一五年以前在财务科工作，不是安全工程师。');
  await usable(page, 'objection 375');
  await page.getByRole('button', { name: '提交异议' }).click();
  await page.getByRole('heading', { name: '异议已收到' }).waitFor();

  const office = await staff(browser, baseUrl, 'office', 375);
  await office.go('/expert-seats?show=objections');
  await office.page.getByText('财务科工作').waitFor();
  await usable(office.page, 'objections 375');
  await office.page.getByRole('button', { name: '答复' }).first().click();
  const dialog = office.page.getByRole('dialog');
  await dialog.getByText('不成立', { exact: true }).click();
  await dialog.getByLabel('理由').fill('社保和劳动合同可以证明。');
  await dialog.getByRole('button', { name: /答\s*复/ }).click();
  await office.page.getByText('答复：社保和劳动合同可以证明。').waitFor();
  await office.close();

  await page.goto(`${baseUrl}/${SLUG}`);
  await page.getByRole('link', { name: '专家名册和公示' }).click();
  await page.getByLabel('姓名或编号').fill('吴电工');
  await page.getByRole('button', { name: '查找' }).click();
  await usable(page, 'roster 375');
  await page.getByRole('link', { name: '吴电工' }).click();
  await page.getByRole('img', { name: '专家证二维码' }).waitFor();
  await usable(page, 'card 375');
  const number = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const { card } = await call(cardRoute, { number }, { base });
  const scan = async (text: string) => {
    await page.goto('about:blank');
    await page.goto(`${baseUrl}/${SLUG}/experts/card/${number}?serial=1#${text}`);
    await page.locator('#verdict').waitFor();
    return page.locator('#verdict').textContent();
  };
  expect(await scan(card)).toContain('签名属实');
  const [head, body, signature] = card.split('.');
  expect(await scan(`${head}.${body?.slice(0, -6)}AAAAAA.${signature}`)).toMatch(/没有通过/);
  await close();
});
