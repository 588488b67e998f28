import * as contract from '../../contract/engagements.ts';
import * as mine from '../../contract/my-expert.ts';
import { answerFor, answerMine } from '../../domain/engagements/answer.ts';
import { candidates, planForm } from '../../domain/engagements/candidates.ts';
import { addExperts, editEngagement } from '../../domain/engagements/change.ts';
import { eventsOf } from '../../domain/engagements/events.ts';
import { addFinding, reportFinding } from '../../domain/engagements/findings.ts';
import { findingFile, findingsOf } from '../../domain/engagements/findings-list.ts';
import {
  acceptEngagement,
  cancelEngagement,
  closeEngagement,
  invite,
  startEngagement,
} from '../../domain/engagements/go.ts';
import { countEngagements, engagementDays, listEngagements } from '../../domain/engagements/list.ts';
import { tickDuty, tickMilestone } from '../../domain/engagements/milestones.ts';
import { countMine, listMine } from '../../domain/engagements/mine.ts';
import { fileMine, findingsMine, oneMine } from '../../domain/engagements/mine-one.ts';
import { markAbsent, saveOpinion, sendBackOpinion, signOpinion } from '../../domain/engagements/opinion.ts';
import { planEngagement } from '../../domain/engagements/plan.ts';
import { loadEngagement } from '../../domain/engagements/rows.ts';
import { oneEngagement } from '../../domain/engagements/view.ts';
import { type Bound, bind } from '../../http/mount.ts';
import { fileResponse } from './blobs.ts';

export const engagementRoutes: readonly Bound[] = [
  bind(contract.engagements, listEngagements),
  bind(contract.engagementCounts, countEngagements),
  bind(contract.engagementCalendar, engagementDays),
  bind(contract.engagement, oneEngagement),
  bind(contract.engagementFindings, async (ctx, input) =>
    findingsOf(ctx, (await loadEngagement(ctx, input.id, 'expert.read')).id, input),
  ),
  bind(contract.engagementEvents, eventsOf),
  bind(contract.engagementFile, async (ctx, { id, blobId }) => {
    const row = await loadEngagement(ctx, id, 'expert.read');
    return fileResponse(blobId, await findingFile(ctx, row.id, blobId));
  }),
  bind(contract.planForm, planForm),
  bind(contract.candidates, candidates),
  bind(contract.planEngagement, planEngagement),
  bind(contract.editEngagement, editEngagement),
  bind(contract.addExperts, addExperts),
  bind(contract.invite, invite),
  bind(contract.startEngagement, startEngagement),
  bind(contract.tickMilestone, tickMilestone),
  bind(contract.tickDuty, tickDuty),
  bind(contract.acceptEngagement, acceptEngagement),
  bind(contract.closeEngagement, closeEngagement),
  bind(contract.cancelEngagement, cancelEngagement),
  bind(contract.addFinding, addFinding),
  bind(contract.answerFor, answerFor),
  bind(contract.markAbsent, markAbsent),
  bind(contract.sendBackOpinion, sendBackOpinion),
  bind(mine.myJobs, listMine),
  bind(mine.myJobCounts, countMine),
  bind(mine.myJob, oneMine),
  bind(mine.myFindings, findingsMine),
  bind(mine.myFile, async (ctx, { id, blobId }) => fileResponse(blobId, await fileMine(ctx, id, blobId))),
  bind(mine.answerMine, answerMine),
  bind(mine.reportFinding, reportFinding),
  bind(mine.saveOpinion, saveOpinion),
  bind(mine.signOpinion, signOpinion),
];
