import type { Context, Hono } from 'hono';
import { DomainError } from '../../../domain/errors.ts';
import type { Opener } from '../../../http/opener.ts';
import type { ResolvedTenant } from '../../../http/tenant.ts';
import type { Platform } from '../../../platform.ts';
import { type FrontList, frontPage } from './front.ts';
import { brokenPage, suspendedPage, unknownPage } from './notices.ts';
import { portalPage } from './portal.ts';
import { receiptPage } from './receipt.ts';
import { consoleShell } from './shell.ts';
import { tipPage } from './tip.ts';

// What is not asked for every minute is loaded with the first question.
const draws = () => import('./draws.ts');
const experts = () => import('./experts.ts');
const application = () => import('./expert-apply.ts');
const plainForm = () => import('./plain.ts');

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
  plain('/apply', async () => (await import('./apply.ts')).applyPage(platform));
  plain('/viewer', async () => (await import('./viewer.ts')).viewerPage(platform));
  plain('/favicon.ico', async (c) => c.redirect('/assets/icon.svg', 301));
  for (const path of ['/platform', '/platform/*']) {
    app.get(path, (c, next) =>
      isApi(c) ? next() : consoleShell(platform, '安哨 · 运营').catch((e) => failure(opener, e)),
    );
  }
  district('/:slug', (_, _c, all) => portalPage(platform, open(all)));
  district('/:slug/tip', (tenant) => tipPage(platform, tenant));
  // Forms a browser sends by itself: what is typed comes back in the answer, and goes nowhere else.
  for (const [path, make] of [
    ['/:slug/tip/plain', async () => (await plainForm()).plainTipDoor],
    ['/:slug/receipt/plain', async () => (await plainForm()).plainReceiptDoor],
    ['/:slug/experts/publicity/:seatId', async () => (await experts()).objectionDoor],
  ] as const) {
    district(path, async (_, c, all) => (await make())(c, opener, open(all)));
    app.post(path, async (c) => {
      const tenant = await opener.tenants.bySlug(c.req.param('slug') ?? '');
      if (tenant.info.status === 'suspended') return suspendedPage(platform, tenant.info);
      try {
        return await (await make())(c, opener, open(tenant));
      } catch (error) {
        return failure(opener, error);
      }
    });
  }
  district('/:slug/draws', async (_, c, all) => (await draws()).drawsDoor(c, opener, open(all)));
  district('/:slug/draws/witness', async (tenant) => (await import('./draw.ts')).witnessPage(platform, tenant));
  district('/:slug/draws/:number', async (_, c, all) => (await draws()).drawDoor(c, opener, open(all)));
  district('/:slug/experts', async (_, c, all) => (await experts()).rosterDoor(c, opener, open(all)));
  district('/:slug/experts/publicity', async (_, c, all) => (await experts()).publicityDoor(c, opener, open(all)));
  district('/:slug/experts/card/:number', async (_, c, all) =>
    (await experts()).cardDoor(c, opener, open(all), originOf(c)),
  );
  district('/:slug/experts/apply', async (tenant) => (await application()).expertApplyPage(platform, tenant));
  district('/:slug/experts/application', async (tenant) =>
    (await application()).expertApplicationPage(platform, tenant),
  );
  district('/:slug/receipt', (tenant) => receiptPage(platform, tenant));
  district('/:slug/verify', async (tenant, _, all) =>
    (await import('./verify.ts')).verifyPage(platform, tenant, await open(all).ports.proofJwks()),
  );
  district('/:slug/experts/score', async (tenant) =>
    (await import('./expert-score.ts')).expertScorePage(platform, tenant),
  );
  district('/:slug/promise', async (tenant, _, all) =>
    (await import('./promise.ts')).promisePage(platform, tenant, open(all)),
  );
  district('/:slug/poster', async (tenant, c, all) =>
    (await import('./poster.ts')).posterPage(platform, tenant, originOf(c), open(all)),
  );
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
  if (!answer.ok) return unknownPage(platform);
  const { rewardsPage } = await import('./rewards.ts');
  return rewardsPage(platform, tenant, await answer.json());
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
