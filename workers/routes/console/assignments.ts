import * as contract from '../../contract/assignments.ts';
import { acknowledge } from '../../domain/tasks/acknowledge.ts';
import { bulkAcknowledge } from '../../domain/tasks/bulk-acknowledge.ts';
import { arbitrate, dispute } from '../../domain/tasks/dispute.ts';
import { partFile } from '../../domain/tasks/evidence.ts';
import { finishStep } from '../../domain/tasks/finish-step.ts';
import { accept, sendBack } from '../../domain/tasks/judge.ts';
import { progress } from '../../domain/tasks/progress.ts';
import { setSteps } from '../../domain/tasks/set-steps.ts';
import { split } from '../../domain/tasks/split.ts';
import { submit } from '../../domain/tasks/submit.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const assignmentRoutes: readonly Bound[] = [
  bind(contract.acknowledge, acknowledge),
  bind(contract.bulkAcknowledge, bulkAcknowledge),
  bind(contract.progress, progress),
  bind(contract.submit, submit),
  bind(contract.dispute, dispute),
  bind(contract.arbitrate, arbitrate),
  bind(contract.acceptPart, accept),
  bind(contract.returnPart, sendBack),
  bind(contract.split, split),
  bind(contract.setSteps, setSteps),
  bind(contract.finishStep, finishStep),
  bind(contract.partFile, async (ctx, { id, blobId }) => fileResponse(blobId, await partFile(ctx, id, blobId))),
];
