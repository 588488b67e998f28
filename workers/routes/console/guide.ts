import * as contract from '../../contract/people.ts';
import { finishStep, guide } from '../../domain/guide/guide.ts';
import { type Bound, bind } from '../../http/mount.ts';

export const guideRoutes: readonly Bound[] = [
  bind(contract.guide, (ctx) => guide(ctx)),
  bind(contract.finishStep, (ctx, input) => finishStep(ctx, input)),
];
