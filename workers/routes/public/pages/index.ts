import type { Context, Hono } from 'hono';
import { DomainError } from '../../../domain/errors.ts';
import type { Opener } from '../../../http/opener.ts';
import type { ResolvedTenant } from '../../../http/tenant.ts';
import type { Platform } from '../../../platform.ts';
import { applyPage } from './apply.ts';
import { witnessPage } from './draw.ts';
import { drawDoor, drawsDoor } from './draws.ts';
import { expertApplicationPage, expertApplyPage } from './expert-apply.ts';
import { expertScorePage } from './expert-score.ts';
import { cardDoor, objectionDoor, publicityDoor, rosterDoor } from './experts.ts';
import { type FrontList, frontPage } from './front.ts';
import { brokenPage, suspendedPage, unknownPage } from './notices.ts';
import { plainReceiptDoor, plainTipDoor } from './plain.ts';
import { portalPage } from './portal.ts';
import { posterPage } from './poster.ts';
import { promisePage } from './promise.ts';
import { receiptPage } from './receipt.ts';
import { rewardsPage } from './rewards.ts';
import { consoleShell } from './shell.ts';
import { tipPage } from './tip.ts';
import { verifyPage } from './verify.ts';
import { viewerPage } from './viewer.ts';

/** Every page of the house. Listed after the APIs; what is left over gets a plain 404 page. */
export function pages(app: Hono, opener: Opener): void {
  const { platform } = opener;
  const plain = (path: string, make: (c: Context) => Promise<Response>) =>
    app.get(path, (c) => make(c).catch((error: unknown) => failure(opener, error)));
  const open = (tenant: ResolvedTenant) => opener.openTenant(tenant, { kind: 'public' });
  const district = (
    path: string,
    make: (tenant: ResolvedTenant['info'], c: Context, all: ResolvedTenant) => Promise<Response>,
  ) =>
    plain(path, async (c) => {
      const tenant = await opener.tenants.bySlug(c.req.param('slug') ?? '');
      const { info } = tenant;
      return info.status === 'suspended' ? suspendedPage(platform, info) : make(info, c, tenant);
    });
  const shell = async (c: Context) => {
    const { info } = await opener.tenants.bySlug(c.req.param('slug') ?? '');
    return consoleShell(platform, `${info.name} · 工作台`);
  };

  plain('/', async (c) => frontPage(platform, await listOf(app, c)));
  plain('/apply', () => applyPage(platform));
  plain('/viewer', () => viewerPage(platform));
  plain('/favicon.ico', async (c) => c.redirect('/assets/icon.svg', 301));
  for (const path of ['/platform', '/platform/*']) {
    app.get(path, (c, next) =>
      isApi(c) ? next() : consoleShell(platform, '安哨 · 运营').catch((e) => failure(opener, e)),
    );
  }
  district('/:slug', (tenant) => portalPage(platform, tenant));
  district('/:slug/tip', (tenant) => tipPage(platform, tenant));
  // Forms a browser sends by itself: what is typed comes back in the answer, and goes nowhere else.
  for (const [path, make] of [
    ['/:slug/tip/plain', plainTipDoor],
    ['/:slug/receipt/plain', plainReceiptDoor],
    ['/:slug/experts/publicity/:seatId', objectionDoor],
  ] as const) {
    district(path, (_, c, all) => make(c, opener, open(all)));
    app.post(path, async (c) => {
      const tenant = await opener.tenants.bySlug(c.req.param('slug') ?? '');
      if (tenant.info.status === 'suspended') return suspendedPage(platform, tenant.info);
      return make(c, opener, open(tenant)).catch((error: unknown) => failure(opener, error));
    });
  }
  district('/:slug/draws', (_, c, all) => drawsDoor(c, opener, open(all)));
  district('/:slug/draws/witness', (tenant) => witnessPage(platform, tenant));
  district('/:slug/draws/:number', (_, c, all) => drawDoor(c, opener, open(all)));
  district('/:slug/experts', (_, c, all) => rosterDoor(c, opener, open(all)));
  district('/:slug/experts/publicity', (_, c, all) => publicityDoor(c, opener, open(all)));
  district('/:slug/experts/card/:number', (_, c, all) => cardDoor(c, opener, open(all), originOf(c)));
  district('/:slug/experts/apply', (tenant) => expertApplyPage(platform, tenant));
  district('/:slug/experts/application', (tenant) => expertApplicationPage(platform, tenant));
  district('/:slug/receipt', (tenant) => receiptPage(platform, tenant));
  district('/:slug/verify', async (tenant, _, all) => verifyPage(platform, tenant, await open(all).ports.proofJwks()));
  district('/:slug/experts/score', (tenant) => expertScorePage(platform, tenant));
  district('/:slug/promise', (tenant, _, all) => promisePage(platform, tenant, open(all)));
  district('/:slug/poster', (tenant, c, all) => posterPage(platform, tenant, originOf(c), open(all)));
  district('/:slug/rewards', async (tenant, c) => yearOf(app, c, platform, tenant));
  district('/:slug/rewards/:year', async (tenant, c) => yearOf(app, c, platform, tenant));
  plain('/:slug/console', shell);
  plain('/:slug/console/*', shell);
  app.get('*', async (c, next) => {
    if (isApi(c)) return next();
    const path = new URL(c.req.url).pathname;
    return /.\/+$/.test(path)
      ? c.redirect(path.replace(/\/+$/, '').replace(/^\/+/, '/') || '/', 301)
      : unknownPage(platform);
  });
}

const isApi = (c: Context) => /^\/[^/]*\/api(\/|$)|^\/api(\/|$)/.test(new URL(c.req.url).pathname);

/** The page reads the directory through the API, like anyone. */
async function listOf(app: Hono, c: Context): Promise<FrontList> {
  const q = (c.req.query('q') ?? '').trim().slice(0, 20);
  const query = new URLSearchParams({ limit: '30' });
  if (q) query.set('q', q);
  const cursor = c.req.query('cursor');
  if (cursor) query.set('cursor', cursor);
  const answer = await app.fetch(new Request(`${new URL(c.req.url).origin}/platform/api/directory?${query}`), c.env);
  if (!answer.ok) return { q, items: [], next: null };
  return { q, ...((await answer.json()) as Omit<FrontList, 'q'>) };
}

/** The year's figures, through the API too; a year that is none is no page. */
async function yearOf(app: Hono, c: Context, platform: Platform, tenant: ResolvedTenant['info']): Promise<Response> {
  const year = c.req.param('year');
  const { origin } = new URL(c.req.url);
  const query = year === undefined ? '' : `?${new URLSearchParams({ year })}`;
  const asked = new Request(`${origin}/${tenant.slug}/api/reward-statistics${query}`, { headers: c.req.raw.headers });
  const answer = await app.fetch(asked, c.env);
  if (answer.status === 429) return answer;
  return answer.ok ? rewardsPage(platform, tenant, await answer.json()) : unknownPage(platform);
}

/** What a visitor typed to get here. Behind a proxy that ends TLS the Worker itself sees http. */
function originOf(c: Context): string {
  const url = new URL(c.req.url);
  return c.req.header('x-forwarded-proto') === 'https' ? `https://${url.host}` : url.origin;
}

async function failure({ platform }: Opener, error: unknown): Promise<Response> {
  if (error instanceof DomainError && error.code === 'tenant_unknown') return unknownPage(platform);
  console.error(
    JSON.stringify({
      level: 'error',
      name: 'page',
      message: error instanceof Error ? error.message.slice(0, 200) : '',
    }),
  );
  return brokenPage(platform);
}
