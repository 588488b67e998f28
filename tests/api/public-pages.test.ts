import { expect, test } from 'vitest';
import { closePool } from '../../workers/contract/pools.ts';
import { newPool } from '../support/drawing.ts';
import { app, clock, mintTenant, platform } from '../support/world.ts';

const open = async (path: string) => {
  const answer = await app.fetch(new Request(`http://anshao.test${path}`));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

async function suspend(no: number, notice: string): Promise<void> {
  await platform.directory
    .prepare("UPDATE tenant SET status = 'suspended', notice = ? WHERE id = ?")
    .bind(notice, no)
    .run();
  clock.now += 10_000;
}

test('a suspended district says so on every public page, with its notice and the numbers to call', async () => {
  const { slug, no } = await mintTenant();
  expect((await open(`/${slug}/tip`)).status).toBe(200);
  await suspend(no, '维护到 <b>12 时</b>。');
  for (const path of ['', '/tip', '/receipt', '/poster']) {
    const page = await open(`/${slug}${path}`);
    expect([path, page.status]).toEqual([path, 503]);
    expect(page.text).toContain('维护到 &lt;b&gt;12 时&lt;/b&gt;。');
    expect(page.text).toMatch(/tel:119.*tel:12350/s);
    expect(page.text).not.toContain('<script');
  }
  // Staff may still sign in to see why.
  expect((await open(`/${slug}/console`)).status).toBe(200);
});

test('a district with an expert pool shows the ways to it; without one, or with closed ones, none', async () => {
  const world = await mintTenant();
  const unitId = await world.unit('应急管理局');
  const paths = ['experts/apply', 'experts', 'draws'].map((path) => `href="/${world.slug}/${path}"`);
  const shown = async () => {
    const { text } = await open(`/${world.slug}`);
    return paths.filter((path) => text.includes(path));
  };
  expect(await shown()).toEqual([]);
  const poolId = await newPool(world, unitId, '危险化学品专家库');
  expect(await shown()).toEqual(paths);
  const office = await world.person(['commission_office']);
  await office.call(closePool, { id: poolId, version: 1, reason: '职能调整' });
  expect(await shown()).toEqual([]);
});

test('an unknown district and a closed one look the same', async () => {
  const { slug, no } = await mintTenant();
  await platform.directory.prepare("UPDATE tenant SET status = 'closed' WHERE id = ?").bind(no).run();
  const closed = await open(`/${slug}`);
  const unknown = await open('/nobody-holds-this');
  expect([closed.status, unknown.status]).toEqual([404, 404]);
  expect(closed.text).toBe(unknown.text);
});

test('pages are named once: a slash too many is sent on, and only within this site', async () => {
  const { slug } = await mintTenant();
  for (const [path, to] of [
    [`/${slug}/`, `/${slug}`],
    [`/${slug}/tip/`, `/${slug}/tip`],
    ['//evil.example/', '/evil.example'],
  ] as const) {
    const answer = await app.fetch(new Request(`http://anshao.test${path}`));
    expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 301, to]);
  }
});

test('a build that lacks its files answers a page that needs none of them', async () => {
  const { createApp } = await import('../../workers/app.ts');
  const { Opener } = await import('../../workers/http/opener.ts');
  const broken = createApp(
    new Opener({ ...platform, assets: { fetch: async () => new Response('', { status: 404 }) } }),
  );
  const answer = await broken.fetch(new Request('http://anshao.test/'));
  expect(answer.status).toBe(500);
  expect(await answer.text()).toMatch(/tel:12350/);
});
