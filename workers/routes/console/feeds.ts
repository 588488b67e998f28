import { endFeed, makeFeed } from '../../contract/assignments.ts';
import * as feeds from '../../domain/feeds/feeds.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const feedRoutes: readonly Bound[] = [
  bind(makeFeed, (ctx) => feeds.makeFeed(ctx)),
  bind(endFeed, (ctx) => feeds.endFeed(ctx)),
];
