import * as contract from '../../contract/assessments.ts';
import { scoreSheet, sendScores } from '../../domain/assessments/scores.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const expertScoreRoutes: readonly Bound[] = [
  bind(contract.scoreSheet, (ctx, input) => scoreSheet(ctx, input)),
  bind(contract.sendScores, (ctx, input) => sendScores(ctx, input)),
];
