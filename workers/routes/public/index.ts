import type { Hono } from 'hono';
import * as assessments from '../../contract/assessments.ts';
import * as assignments from '../../contract/assignments.ts';
import * as draws from '../../contract/draws.ts';
import * as expertIntake from '../../contract/expert-intake.ts';
import * as rewards from '../../contract/rewards.ts';
import * as roster from '../../contract/roster.ts';
import { later } from '../../http/later.ts';
import type { Bound } from '../../http/mount.ts';
import type { Opener } from '../../http/opener.ts';
import { chainRoutes } from './key-chain.ts';
import { pages } from './pages/index.ts';
import { receiptRoutes } from './receipts.ts';
import { uploadRoutes } from './tip-uploads.ts';
import { tipRoutes } from './tips.ts';

/** The reporter's and citizens' API. A tip and its receipt are at hand; the rest is loaded with the first question. */
export const publicRoutes: readonly Bound[] = [
  ...tipRoutes,
  ...uploadRoutes,
  ...receiptRoutes,
  ...chainRoutes,
  ...later('public', [assignments], async () => (await import('./feeds.ts')).feedRoutes),
  ...later('public', [rewards], async () => (await import('./rewards.ts')).rewardRoutes),
  ...later('public', [expertIntake], async () => (await import('./experts.ts')).expertApplyRoutes),
  ...later('public', [draws], async () => (await import('./draws.ts')).publicDrawRoutes),
  ...later('public', [assessments], async () => (await import('./expert-scores.ts')).expertScoreRoutes),
  ...later('public', [roster], async () => (await import('./roster.ts')).rosterRoutes),
];

/** The server-rendered pages. */
export function publicPages(app: Hono, opener: Opener): void {
  pages(app, opener);
}
