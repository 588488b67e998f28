import type { Browser, Page } from '@playwright/test';
import { call } from '../../web/shared/api.ts';
import type { Role } from '../../workers/contract/access.ts';
import { addPerson } from '../../workers/contract/people.ts';
import * as platform from '../../workers/contract/platform.ts';
import { useLink } from '../../workers/contract/session.ts';
import { TipClient } from '../../workers/protocol/client.ts';
import { type Desk, desk, PASSWORD } from './staff-steps.ts';

export const PASSPHRASE = '一个 只有我 知道的 口令';

/** A district of its own, so that keys can come and go without disturbing other tests. */
export interface KeyTenant {
  readonly slug: string;
  readonly base: string;
  readonly no: number;
  /** Adds a person with these roles and a password; answers the id. */
  person(username: string, name: string, ...roles: Role[]): Promise<string>;
  /** The administrator signed in through the API. */
  readonly admin: { readonly base: string; readonly token: string };
  /** A reporter's whole sending; answers the tip's id. */
  tip(text: string): Promise<string>;
}

export async function keyTenant(baseUrl: string, name: string): Promise<KeyTenant> {
  const slug = `keys-${Date.now().toString(36)}`;
  const base = `${baseUrl}/${slug}/api`;
  const platformBase = `${baseUrl}/platform/api`;
  const key = () => crypto.randomUUID();
  const applied = await call(
    platform.apply,
    {
      ...{ unitName: `${name}安委会办公室`, tenantName: name, level: 'district', divisionCode: '999998', slug },
      ...{ contactName: '李四', contactPhone: '010-12345678', reason: '密钥测试' },
    },
    { base: platformBase, key: key() },
  );
  const { accessToken: operator } = await call(
    platform.signIn,
    { username: 'operator', password: PASSWORD },
    { base: platformBase },
  );
  const opened = await call(
    platform.approve,
    { id: applied.id, pack: 'zaozhuang', adminName: '管理员', adminUsername: 'admin', reason: '密钥测试' },
    { base: platformBase, token: operator, key: key() },
  );
  const activate = async (invitePath: string) => {
    const token = invitePath.slice(invitePath.indexOf('#') + 1);
    return (await call(useLink, { token, password: PASSWORD, label: '测试' }, { base })).accessToken;
  };
  const admin = { base, token: await activate(opened.invitePath) };
  return {
    ...{ slug, base, no: opened.tenant.no, admin },
    person: async (username, who, ...roles) => {
      const grants = roles.map((role) => ({ role, unitId: '' }));
      const added = await call(addPerson, { username, name: who, roles: grants }, { ...admin, key: key() });
      await activate(added.invitePath);
      return added.person.id;
    },
    tip: async (text) => {
      const sent = await new TipClient((request) => fetch(request), base).send({ text: { text } });
      return sent.payload.id;
    },
  };
}

/** An officer's browser, signed in to that district. */
export const officer = (browser: Browser, baseUrl: string, tenant: KeyTenant, login: string, width?: number) =>
  desk(browser, baseUrl, login, width, tenant.slug);

/** Goes to another page by the menu: the keys stay open, a reload would lock them. */
export async function menu(page: Page, label: string): Promise<void> {
  await page.getByRole('menuitem').getByRole('link', { name: label, exact: true }).click();
  await page.getByRole('heading', { name: label, level: 1 }).waitFor();
}

export async function makeKeys({ page, go }: Desk): Promise<void> {
  await go('/tip-keys');
  await page.getByLabel('口令（至少 12 位）').fill(PASSPHRASE);
  await page.getByLabel('再输一次').fill(PASSPHRASE);
  await page.getByRole('button', { name: '生成我的密钥' }).click();
  await unlock(page);
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('密钥口令').fill(PASSPHRASE);
  await page.getByRole('button', { name: '打开密钥' }).click();
  await page.getByText('✓ 已打开').waitFor();
}

/** Presses the button of the task that says this. */
export async function doTask(page: Page, says: string, button: string): Promise<void> {
  const task = page.getByRole('listitem').filter({ hasText: says });
  await task.getByRole('button', { name: button, exact: true }).click();
  await task.waitFor({ state: 'hidden' });
}

/** The three codes as they stand on the sheets. */
export async function codesOnSheets(page: Page): Promise<string[]> {
  await page.locator('.sheet').first().waitFor();
  const sheets = await page.locator('.sheet').all();
  return Promise.all(sheets.map(async (sheet) => (await sheet.locator('code').allTextContents()).join('-')));
}
