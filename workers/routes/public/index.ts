import type { Hono } from 'hono';
import type { Bound } from '../../http/mount.ts';
import type { Opener } from '../../http/opener.ts';
import { publicDrawRoutes } from './draws.ts';
import { expertScoreRoutes } from './expert-scores.ts';
import { expertApplyRoutes } from './experts.ts';
import { feedRoutes } from './feeds.ts';
import { chainRoutes } from './key-chain.ts';
import { pages } from './pages/index.ts';
import { receiptRoutes } from './receipts.ts';
import { rewardRoutes } from './rewards.ts';
import { rosterRoutes } from './roster.ts';
import { uploadRoutes } from './tip-uploads.ts';
import { tipRoutes } from './tips.ts';

/** The reporter's and citizens' API. */
export const publicRoutes: readonly Bound[] = [
  ...tipRoutes,
  ...uploadRoutes,
  ...receiptRoutes,
  ...chainRoutes,
  ...rewardRoutes,
  ...feedRoutes,
  ...expertApplyRoutes,
  ...publicDrawRoutes,
  ...expertScoreRoutes,
  ...rosterRoutes,
];

/** The server-rendered pages. */
export function publicPages(app: Hono, opener: Opener): void {
  pages(app, opener);
}
