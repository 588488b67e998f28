import * as intake from '../../contract/expert-intake.ts';
import * as contract from '../../contract/experts.ts';
import { openAccount, setAccount } from '../../domain/experts/account.ts';
import { choices } from '../../domain/experts/choices.ts';
import { addCredential, editCredential, removeCredential } from '../../domain/experts/credentials.ts';
import { editExpert, reveal } from '../../domain/experts/edit.ts';
import { enterExpert } from '../../domain/experts/enter.ts';
import { openEvidence } from '../../domain/experts/evidence.ts';
import { listHeld, settleHeld } from '../../domain/experts/held.ts';
import { importPreview } from '../../domain/experts/import-preview.ts';
import { importRun } from '../../domain/experts/import-run.ts';
import { importTemplate } from '../../domain/experts/import-template.ts';
import { addLeave, removeLeave } from '../../domain/experts/leaves.ts';
import { listExperts } from '../../domain/experts/list.ts';
import { addPeriod, editPeriod, removePeriod } from '../../domain/experts/periods.ts';
import { signInExpert } from '../../domain/experts/sign-in.ts';
import { addTie, editTie, removeTie } from '../../domain/experts/ties.ts';
import { expertView, myExpert } from '../../domain/experts/view.ts';
import { readBytes } from '../../http/body.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const expertRoutes: readonly Bound[] = [
  bind(contract.list, (ctx, input) => listExperts(ctx, input)),
  bind(contract.one, (ctx, input) => expertView(ctx, input.id)),
  bind(contract.mine, (ctx) => myExpert(ctx)),
  bind(contract.evidenceFile, async (ctx, { id, blobId }) => fileResponse(blobId, await openEvidence(ctx, id, blobId))),
  bind(contract.choices, (ctx) => choices(ctx)),
  bind(contract.create, (ctx, input) => enterExpert(ctx, input)),
  bind(contract.edit, (ctx, input) => editExpert(ctx, input)),
  bind(contract.reveal, (ctx, input) => reveal(ctx, input)),
  bind(contract.signIn, (ctx, input) => signInExpert(ctx, input)),
  bind(contract.addPeriod, (ctx, input) => addPeriod(ctx, input)),
  bind(contract.editPeriod, (ctx, input) => editPeriod(ctx, input)),
  bind(contract.removePeriod, (ctx, input) => removePeriod(ctx, input)),
  bind(contract.addCredential, (ctx, input) => addCredential(ctx, input)),
  bind(contract.editCredential, (ctx, input) => editCredential(ctx, input)),
  bind(contract.removeCredential, (ctx, input) => removeCredential(ctx, input)),
  bind(contract.addTie, (ctx, input) => addTie(ctx, input)),
  bind(contract.editTie, (ctx, input) => editTie(ctx, input)),
  bind(contract.removeTie, (ctx, input) => removeTie(ctx, input)),
  bind(contract.addLeave, (ctx, input) => addLeave(ctx, input)),
  bind(contract.removeLeave, (ctx, input) => removeLeave(ctx, input)),
  bind(contract.setAccount, (ctx, input) => setAccount(ctx, input)),
  bind(contract.openAccount, (ctx, input) => openAccount(ctx, input)),
  bind(intake.heldList, (ctx, input) => listHeld(ctx, input)),
  bind(intake.settleHeld, (ctx, input) => settleHeld(ctx, input)),
  bind(intake.template, (ctx) => importTemplate(ctx)),
  bind(intake.preview, async (ctx, input, { request }) =>
    importPreview(ctx, input, await readBytes(request, intake.preview.upload.maxBytes)),
  ),
  bind(intake.run, (ctx, input) => importRun(ctx, input)),
];
