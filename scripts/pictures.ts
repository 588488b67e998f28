import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { call } from '../web/shared/api.ts';
import { applications, apply, signIn as operatorSignIn } from '../workers/contract/platform.ts';
import { TipClient } from '../workers/protocol/client.ts';
import { chromiumPath, launchArgs } from './lib/chromium.ts';
import { Desk } from './lib/demo/client.ts';
import { picture } from './lib/demo/picture.ts';
import { DEMO_PASSWORD } from './lib/demo/tenants.ts';
import { ask, openDesk, readReply } from './lib/pictures/officer.ts';
import { orderShots, type Shot } from './lib/pictures/orders.ts';
import { shrink } from './lib/pictures/png.ts';
import { answerQuestion, comeBack, sendTip, WORDS } from './lib/pictures/reporter.ts';
import { root } from './lib/settings.ts';

/**
 * `npm run pictures`: the pictures of the README, taken from a running server with the demo tenants (BASE_URL). It sends two
 * real tips, asks and answers once, and, where there is none, sends one application, reads one notice and publishes one
 * bulletin. A picture that fails is named and does not stop the others.
 */
const url = (process.env.BASE_URL ?? 'http://127.0.0.1:8787').replace(/\/$/, '');
const SLUG = 'zaozhuang-gxq';
const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
let failed = 0;

/** Waits for data, fonts and antd's movements, then takes what a person sees without scrolling. */
async function save(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin-spinning'));
  await page.evaluate(() => document.fonts.ready);
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  const filled = await page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll('.card, .paper, .ant-modal')].map((e) => e.getBoundingClientRect().bottom),
    ),
  );
  // A short page is cut below its last card.
  const clip = { x: 0, y: 0, width, height: filled ? Math.min(height, Math.max(480, Math.ceil(filled) + 24)) : height };
  const png = shrink(await page.screenshot({ animations: 'disabled', caret: 'hide', clip }));
  writeFileSync(join(folder, `${name}.png`), png);
  console.log(`✓ ${name}.png  ${Math.round(png.length / 1000)} kB`);
}

async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    failed++;
    console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function open(browser: Browser, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function enter(browser: Browser, base: string, login: string): Promise<Page> {
  const page = await open(browser, 1440, 900);
  await page.goto(`${url}/${base}`);
  await page.getByLabel('用户名', { exact: false }).fill(login);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('.frame-head').waitFor();
  return page;
}

const firstRow = (page: Page) => page.locator('tbody tr[tabindex]').first().click();

async function wholeHazard(page: Page): Promise<void> {
  await firstRow(page);
  await page.getByRole('link', { name: '整页打开' }).click();
  await page.getByAltText('整改前 1').waitFor();
  await page.getByAltText('整改后 1').waitFor();
}

const STAFF: Record<string, readonly Shot[]> = {
  office: [
    ['home', '/', '等我办理'],
    [
      'queue',
      '/hazards',
      '2026-',
      async (page) => {
        await page.locator('tbody tr[tabindex]').nth(2).click();
        await page.getByText('整改前后照片').waitFor();
        await page.getByAltText('整改前 1').waitFor();
      },
    ],
    ['hazard', '/hazards?state=closed', '已销号', wholeHazard],
    ['committees', '/committees', '牵头单位'],
  ],
  admin: [
    ['time-limits', '/settings', '修订会生成新版本'],
    ['guide', '/guide', '核对委员会'],
  ],
};

/** The operator's page shows an application; one is sent where none waits. */
async function waitingApplication(): Promise<void> {
  const base = `${url}/platform/api`;
  const { accessToken } = await call(operatorSignIn, { username: 'operator', password: DEMO_PASSWORD }, { base });
  const { items } = await new Desk(base, accessToken).call(applications, { status: 'waiting' });
  if (items.length > 0) return;
  const district = {
    unitName: '示例区安全生产委员会办公室',
    tenantName: '示例区',
    level: 'district',
    divisionCode: '990102',
    slug: 'demo-district',
    contactName: '示例联系人',
    contactPhone: '0990-1234567',
    reason: '拟用于受理安全生产举报和隐患闭环，涉及街道12个、部门36个。',
  } as const;
  await call(apply, district, { base });
}

async function staff(browser: Browser, all: Record<string, readonly Shot[]>): Promise<void> {
  for (const [login, shots] of Object.entries(all)) {
    await attempt(login, async () => {
      const page = await enter(browser, `${SLUG}/console`, login);
      for (const [name, path, shows, act] of shots) {
        await attempt(name, async () => {
          await page.goto(`${url}/${SLUG}/console${path}`);
          await page.getByText(shows).first().waitFor();
          await act?.(page);
          await save(page, name);
        });
      }
      await page.context().close();
    });
  }
}

const QUESTION = '二楼晚上住多少人？楼梯口的胶水桶现在还在吗？';
const REPLY = '五六个人，都住在里间。桶还在，昨天又送来一批。';

/** A phone and an officer's browser in turn: a tip, one like it, the desk, a question, its answer. */
async function tips(browser: Browser): Promise<void> {
  const base = `${url}/${SLUG}`;
  const phone = await open(browser, 375, 812);
  const receipt = await sendTip(phone, base, Buffer.from(picture('before', 3)), (name) => save(phone, name));
  const alike = { ...WORDS, text: '铁皮房二楼做鞋底，后门焊死了，楼梯口堆着胶水桶，着火跑不出来。' };
  await new TipClient((request) => fetch(request), `${base}/api`).send({ header: { category: 'fire' }, text: alike });
  const officer = await enter(browser, `${SLUG}/console`, 'tips');
  await officer.goto(`${base}/console/tips`);
  await openDesk(officer);
  await save(officer, 'tip-desk');
  await ask(officer, WORDS.text.slice(0, 12), QUESTION);
  await answerQuestion(phone, base, receipt, REPLY);
  await comeBack(phone, base, receipt);
  await phone.locator('#talk').scrollIntoViewIfNeeded();
  await save(phone, 'talk');
  await readReply(officer, WORDS.text.slice(0, 12), REPLY);
  await save(officer, 'tip-talk');
  for (const page of [phone, officer]) await page.context().close();
}

const browser = await chromium.launch({ executablePath: chromiumPath(), args: launchArgs });
try {
  await attempt('tips', () => tips(browser));
  await staff(browser, STAFF);
  await attempt('orders', async () => staff(browser, { office: await orderShots(url, SLUG) }));
  await attempt('platform', async () => {
    await waitingApplication();
    const page = await enter(browser, 'platform', 'operator');
    await page.locator('tbody tr').getByRole('button', { name: '同意', exact: true }).first().click();
    await page.getByRole('dialog').getByLabel('起始包').waitFor();
    await page.locator('.ant-modal .ant-select-content, .ant-modal .ant-select-selection-item').first().waitFor();
    await save(page, 'platform');
    await page.context().close();
  });
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;
