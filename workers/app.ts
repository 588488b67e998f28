import { Hono } from 'hono';
import * as health from './contract/health.ts';
import * as platform from './contract/platform.ts';
import { sameText } from './domain/tips/receipt-token.ts';
import { asset } from './http/assets.ts';
import { discard } from './http/body.ts';
import { compressed } from './http/compress.ts';
import { docs } from './http/docs.ts';
import { completed } from './http/headers.ts';
import { metricsText } from './http/health.ts';
import { later } from './http/later.ts';
import { mount } from './http/mount.ts';
import type { Opener } from './http/opener.ts';
import { problem, problemOf } from './http/problem.ts';
import { consoleRoutes } from './routes/console/index.ts';
import { publicPages, publicRoutes } from './routes/public/index.ts';

const platformRoutes = later(
  'platform',
  [platform, health],
  async () => (await import('./routes/platform/index.ts')).platformRoutes,
);

/** Every app under one roof: the reporter's, the staff's, the operators', and the pages. */
export function createApp(opener: Opener): Hono {
  const app = new Hono();
  app.onError((error) => problemOf(error));
  app.use('*', async (c, next) => {
    await next();
    opener.health.tally.count(c.res.status);
    if (c.res.status >= 400) await discard(c.req.raw);
    completed(c.req.raw, c.res.headers);
    const smaller = compressed(c.req.raw, c.res);
    if (smaller !== c.res) c.res = smaller;
  });
  app.get('/healthz', async (c) => {
    await opener.platform.directory.prepare('SELECT 1').first();
    return c.json({ status: 'ok' });
  });
  app.get('/healthz/cells', async (c) => {
    const { state, directory, cells } = await opener.health.report();
    const body = {
      status: state,
      directory: directory.state,
      cells: Object.fromEntries(cells.map((x) => [x.name, x.state])),
    };
    return c.json(body, state === 'away' ? 503 : 200, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (c, next) => {
    const { metricsToken } = opener.platform;
    const sent = c.req.header('authorization') ?? '';
    if (metricsToken === '' || !sameText(sent, `Bearer ${metricsToken}`)) return next();
    return c.text(metricsText(await opener.health.report()), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
  app.get('/assets/*', (c) => asset(opener.platform, new URL(c.req.url).pathname));
  docs(app, opener);
  mount(app, [...platformRoutes, ...publicRoutes, ...consoleRoutes], opener);
  publicPages(app, opener);
  app.notFound((c) => (/\/api\//.test(new URL(c.req.url).pathname) ? problem('not_found') : c.redirect('/', 302)));
  return app;
}
