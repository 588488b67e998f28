import { feed } from '../../contract/assignments.ts';
import { readFeed } from '../../domain/feeds/feeds.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const feedRoutes: readonly Bound[] = [
  bind(feed, async (ctx, input, exchange) => {
    const text = await readFeed(ctx, input, exchange.url.origin);
    return new Response(text, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="tasks.ics"',
        'cache-control': 'private, no-store',
      },
    });
  }),
];
