import { Hono } from 'hono';
import * as platform from './contract/platform.ts';
import { asset } from './http/assets.ts';
import { discard } from './http/body.ts';
import { compressed } from './http/compress.ts';
import { docs } from './http/docs.ts';
import { commonHeaders } from './http/headers.ts';
import { later } from './http/later.ts';
import { mount } from './http/mount.ts';
import type { Opener } from './http/opener.ts';
import { problem, problemOf } from './http/problem.ts';
import { consoleRoutes } from './routes/console/index.ts';
import { publicPages, publicRoutes } from './routes/public/index.ts';

const platformRoutes = later(
  'platform',
  [platform],
  async () => (await import('./routes/platform/index.ts')).platformRoutes,
);

/** Every app under one roof: the reporter's, the staff's, the operators', and the pages. */
export function createApp(opener: Opener): Hono {
  const app = new Hono();
  app.onError((error) => problemOf(error));
  app.use('*', async (c, next) => {
    await next();
    if (c.res.status >= 400) await discard(c.req.raw);
    for (const [name, value] of Object.entries(commonHeaders)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    const smaller = compressed(c.req.raw, c.res);
    if (smaller !== c.res) c.res = smaller;
  });
  app.get('/healthz', async (c) => {
    await opener.platform.directory.prepare('SELECT 1').first();
    return c.json({ status: 'ok' });
  });
  app.get('/assets/*', (c) => asset(opener.platform, new URL(c.req.url).pathname));
  docs(app, opener);
  mount(app, [...platformRoutes, ...publicRoutes, ...consoleRoutes], opener);
  publicPages(app, opener);
  app.notFound((c) => (/\/api\//.test(new URL(c.req.url).pathname) ? problem('not_found') : c.redirect('/', 302)));
  return app;
}
