import * as contract from '../../contract/expert-intake.ts';
import { applyAsExpert } from '../../domain/experts/apply.ts';
import { applyForm } from '../../domain/experts/apply-form.ts';
import { applicationStatus, withdrawApplication } from '../../domain/experts/apply-status.ts';
import { supplementApplication } from '../../domain/experts/apply-supplement.ts';
import { uploadEvidence } from '../../domain/experts/apply-upload.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';

/** Applications of the public to the expert pools. */
export const expertApplyRoutes: readonly Bound[] = [
  bind(contract.form, (ctx) => applyForm(ctx)),
  bind(contract.upload, async (ctx, input, { request }) =>
    uploadEvidence(ctx, input, await readBytes(request, contract.upload.upload.maxBytes)),
  ),
  bind(contract.send, (ctx, input) => applyAsExpert(ctx, input)),
  bind(contract.status, (ctx, input) => applicationStatus(ctx, input)),
  bind(contract.supplement, (ctx, input) => supplementApplication(ctx, input)),
  bind(contract.withdraw, (ctx, input) => withdrawApplication(ctx, input)),
];
