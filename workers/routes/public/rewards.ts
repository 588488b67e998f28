import * as contract from '../../contract/rewards.ts';
import { claimReward } from '../../domain/rewards/claim.ts';
import { publicStatistics } from '../../domain/rewards/statistics.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const rewardRoutes: readonly Bound[] = [
  bind(contract.claim, (ctx, input) => claimReward(ctx, input)),
  bind(contract.statistics, (ctx, input) => publicStatistics(ctx, input)),
];
