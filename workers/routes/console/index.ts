import * as accidentReviews from '../../contract/accident-reviews.ts';
import * as assessments from '../../contract/assessments.ts';
import * as assignments from '../../contract/assignments.ts';
import * as awards from '../../contract/awards.ts';
import * as cascade from '../../contract/cascade.ts';
import * as checkTeams from '../../contract/check-teams.ts';
import * as checks from '../../contract/checks.ts';
import * as criminalCases from '../../contract/criminal-cases.ts';
import * as draws from '../../contract/draws.ts';
import * as duties from '../../contract/duties.ts';
import * as engagements from '../../contract/engagements.ts';
import * as expertIntake from '../../contract/expert-intake.ts';
import * as experts from '../../contract/experts.ts';
import * as fees from '../../contract/fees.ts';
import * as loans from '../../contract/loans.ts';
import * as meetings from '../../contract/meetings.ts';
import * as month from '../../contract/month.ts';
import * as myExpert from '../../contract/my-expert.ts';
import * as noticeDesk from '../../contract/notice-desk.ts';
import * as people from '../../contract/people.ts';
import * as plans from '../../contract/plans.ts';
import * as pools from '../../contract/pools.ts';
import * as retention from '../../contract/retention.ts';
import * as rewards from '../../contract/rewards.ts';
import * as seats from '../../contract/seats.ts';
import * as settings from '../../contract/settings.ts';
import * as summonses from '../../contract/summonses.ts';
import * as supervision from '../../contract/supervision.ts';
import * as tasks from '../../contract/tasks.ts';
import * as tipKeys from '../../contract/tip-keys.ts';
import * as unitProfiles from '../../contract/unit-profiles.ts';
import * as webhooks from '../../contract/webhooks.ts';
import { later } from '../../http/later.ts';
import type { Bound } from '../../http/mount.ts';
import { blobRoutes } from './blobs.ts';
import { filterRoutes } from './filters.ts';
import { hazardRoutes } from './hazards.ts';
import { homeRoutes } from './home.ts';
import { inboxRoutes } from './inbox.ts';
import { sessionRoutes } from './session.ts';
import { identityRoutes } from './tip-identity.ts';
import { tipMessageRoutes } from './tip-messages.ts';
import { tipUploadRoutes } from './tip-uploads.ts';
import { tipRoutes } from './tips.ts';

/** The staff API. First what every day asks for, then what is loaded with the first question. */
export const consoleRoutes: readonly Bound[] = [
  ...sessionRoutes,
  ...hazardRoutes,
  ...tipRoutes,
  ...tipUploadRoutes,
  ...tipMessageRoutes,
  ...identityRoutes,
  ...homeRoutes,
  ...inboxRoutes,
  ...filterRoutes,
  ...blobRoutes,
  ...later('console', [accidentReviews], async () => (await import('./accident-reviews.ts')).accidentRoutes),
  ...later('console', [assignments], async () => [
    ...(await import('./assignments.ts')).assignmentRoutes,
    ...(await import('./feeds.ts')).feedRoutes,
  ]),
  ...later('console', [awards], async () => (await import('./awards.ts')).awardRoutes),
  ...later('console', [cascade], async () => (await import('./cascade.ts')).cascadeRoutes),
  ...later('console', [checks, checkTeams], async () => (await import('./checks.ts')).checkRoutes),
  ...later('console', [criminalCases], async () => (await import('./criminal-cases.ts')).caseRoutes),
  ...later('console', [draws], async () => (await import('./draws.ts')).drawRoutes),
  ...later('console', [engagements, myExpert], async () => (await import('./engagements.ts')).engagementRoutes),
  ...later('console', [experts, expertIntake], async () => (await import('./experts.ts')).expertRoutes),
  ...later('console', [fees, assessments], async () => (await import('./fees.ts')).feeRoutes),
  ...later('console', [loans], async () => (await import('./loans.ts')).loanRoutes),
  ...later('console', [meetings, duties], async () => (await import('./meetings.ts')).meetingRoutes),
  ...later('console', [month], async () => (await import('./month.ts')).monthRoutes),
  ...later('console', [noticeDesk], async () => (await import('./notices.ts')).noticeRoutes),
  ...later('console', [people], async () => (await import('./organisation.ts')).organisationRoutes),
  ...later('console', [plans], async () => (await import('./plans.ts')).planRoutes),
  ...later('console', [pools], async () => (await import('./pools.ts')).poolRoutes),
  ...later('console', [retention], async () => (await import('./retention.ts')).retentionRoutes),
  ...later('console', [rewards], async () => (await import('./rewards.ts')).rewardRoutes),
  ...later('console', [seats], async () => (await import('./seats.ts')).seatRoutes),
  ...later('console', [settings], async () => (await import('./arrangements.ts')).arrangementRoutes),
  ...later('console', [supervision, summonses], async () => (await import('./supervision.ts')).supervisionRoutes),
  ...later('console', [tasks], async () => (await import('./tasks.ts')).taskRoutes),
  ...later('console', [tipKeys], async () => (await import('./tip-keys.ts')).tipKeyRoutes),
  ...later('console', [unitProfiles], async () => (await import('./unit-profiles.ts')).unitProfileRoutes),
  ...later('console', [webhooks], async () => (await import('./webhooks.ts')).webhookRoutes),
];
