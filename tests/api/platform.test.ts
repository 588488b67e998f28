import { expect, test } from 'vitest';
import { ERRORS } from '../../workers/contract/errors.ts';
import * as contract from '../../workers/contract/platform.ts';
import { newSlug, onboarded, operator } from '../support/operator.ts';
import { app, mintTenant, opener } from '../support/world.ts';

const reason = '按申请办理';

test('tenants are listed newest first, page by page, with a Link to the next', async () => {
  const op = await operator();
  const made = [];
  for (let i = 0; i < 3; i++) made.push((await mintTenant()).no);
  const first = await op.send(contract.tenants, { limit: 2 });
  const page = (await first.json()) as { items: { no: number }[]; next: string };
  expect(page.items.map((t) => t.no)).toEqual([made[2], made[1]]);
  const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1];
  expect(link).toContain('limit=2');
  const headers = { authorization: `Bearer ${op.token}` };
  const second = await app.fetch(new Request(`http://anshao.test${link}`, { headers }));
  expect(((await second.json()) as { items: { no: number }[] }).items[0]?.no).toBe(made[0]);
  const last = await op.send(contract.tenants, { status: 'closing' });
  expect(last.headers.get('link')).toBeNull();
});

test('a host name leads to its tenant; one that is taken is refused', async () => {
  const op = await operator();
  const [a, b] = [await mintTenant(), await mintTenant()];
  const host = `${newSlug()}.example.cn`;
  expect((await op.call(contract.addHost, { no: a.no, host })).hosts).toEqual([host]);
  expect((await opener.tenants.byHost(host))?.info.no).toBe(a.no);
  await expect(op.call(contract.addHost, { no: b.no, host })).rejects.toThrow('409 name_taken');
});

test('a lost administrator’s link is made again, for administrators only', async () => {
  const op = await operator();
  const { no, slug, invitePath } = await onboarded(op);
  const again = await op.call(contract.reinvite, { no, adminUsername: 'admin', reason });
  expect(again.invitePath).toMatch(new RegExp(`^/${slug}/console/link#`));
  expect(again.invitePath).not.toBe(invitePath);
  await expect(op.call(contract.reinvite, { no, adminUsername: 'nobody', reason })).rejects.toThrow('404 not_found');
});

test('a repeated approval with the same key does not show the link again', async () => {
  const op = await operator();
  const { no } = await onboarded(op);
  const key = newSlug();
  const input = { no, adminUsername: 'admin', reason };
  await op.call(contract.reinvite, input, key);
  await expect(op.call(contract.reinvite, input, key)).rejects.toThrow('409 already_answered');
});

test('suspending twice with one key is one act', async () => {
  const op = await operator();
  const { no } = await mintTenant();
  const key = newSlug();
  const first = await op.send(contract.suspend, { no, reason, notice: '检修' }, key);
  const second = await op.send(contract.suspend, { no, reason, notice: '检修' }, key);
  expect([first.status, second.status]).toEqual([200, 200]);
  const { items } = await op.call(contract.log, { limit: 100 });
  expect(items.filter((e) => e.tenantNo === no)).toHaveLength(1);
});

test('a tenant that does not exist, a cell that is not bound, a year of other days', async () => {
  const op = await operator();
  await expect(op.call(contract.tenant, { no: 999_999 })).rejects.toThrow('404 not_found');
  const { no } = await mintTenant();
  await expect(op.call(contract.move, { no, cell: '77', reason })).rejects.toThrow('400 bad_request');
  await expect(op.call(contract.move, { no, cell: '00', reason })).rejects.toThrow('400 bad_request');
  await expect(op.call(contract.setCell, { name: '77', capacity: 1, open: true })).rejects.toThrow('404 not_found');
  const days = [{ day: '2031-10-01', working: false, name: '国庆节' }];
  const wrong = { year: 2032, source: '国务院办公厅通知', days };
  await expect(op.call(contract.loadCalendar, wrong)).rejects.toThrow('400 bad_request');
  expect(await op.call(contract.loadCalendar, { ...wrong, year: 2031 })).toMatchObject({ days: 1 });
});

test('packs are offered by their titles', async () => {
  const { items } = await (await operator()).call(contract.packs, {});
  expect(items.map((p) => p.key)).toContain('national');
  expect(items.length).toBeGreaterThan(5);
});

test('every problem code has its place on the page that problem types point to', async () => {
  const page = await app.fetch(new Request('http://anshao.test/api/problems'));
  const html = await page.text();
  for (const code of Object.keys(ERRORS)) expect(html).toContain(`id="${code}"`);
  const docs = await app.fetch(new Request('http://anshao.test/api/docs'));
  expect(docs.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(await docs.text()).not.toMatch(/<script>|https?:\/\//);
});
