import * as contract from '../../contract/rewards.ts';
import { decideReward } from '../../domain/rewards/decide.ts';
import { listRewards, rewardOfTip } from '../../domain/rewards/ledger.ts';
import { findPayout, listPayouts, payOut } from '../../domain/rewards/pay.ts';
import { previewReward, proposeReward } from '../../domain/rewards/propose.ts';
import { addScale, listScale, reviseScale } from '../../domain/rewards/scale-rows.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const rewardRoutes: readonly Bound[] = [
  bind(contract.scale, (ctx) => listScale(ctx)),
  bind(contract.reviseScale, (ctx, input) => reviseScale(ctx, input)),
  bind(contract.addScale, (ctx, input) => addScale(ctx, input)),
  bind(contract.ledger, (ctx, input) => listRewards(ctx, input)),
  bind(contract.ofTip, (ctx, input) => rewardOfTip(ctx, input)),
  bind(contract.preview, (ctx, input) => previewReward(ctx, input)),
  bind(contract.propose, (ctx, input) => proposeReward(ctx, input)),
  bind(contract.decide, (ctx, input) => decideReward(ctx, input)),
  bind(contract.findPayout, (ctx, input) => findPayout(ctx, input)),
  bind(contract.pay, (ctx, input) => payOut(ctx, input)),
  bind(contract.payouts, (ctx, input) => listPayouts(ctx, input)),
];
