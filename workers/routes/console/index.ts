import type { Bound } from '../../http/mount.ts';
import { accidentRoutes } from './accident-reviews.ts';
import { assignmentRoutes } from './assignments.ts';
import { auditRoutes } from './audit.ts';
import { awardRoutes } from './awards.ts';
import { blobRoutes } from './blobs.ts';
import { cascadeRoutes } from './cascade.ts';
import { checkRoutes } from './checks.ts';
import { committeeRoutes } from './committees.ts';
import { caseRoutes } from './criminal-cases.ts';
import { drawRoutes } from './draws.ts';
import { engagementRoutes } from './engagements.ts';
import { expertRoutes } from './experts.ts';
import { feedRoutes } from './feeds.ts';
import { feeRoutes } from './fees.ts';
import { filterRoutes } from './filters.ts';
import { guideRoutes } from './guide.ts';
import { hazardRoutes } from './hazards.ts';
import { homeRoutes } from './home.ts';
import { importRoutes } from './import.ts';
import { inboxRoutes } from './inbox.ts';
import { loanRoutes } from './loans.ts';
import { meetingRoutes } from './meetings.ts';
import { monthRoutes } from './month.ts';
import { noticeRoutes } from './notices.ts';
import { peopleRoutes } from './people.ts';
import { planRoutes } from './plans.ts';
import { policyRoutes } from './policies.ts';
import { poolRoutes } from './pools.ts';
import { retentionRoutes } from './retention.ts';
import { rewardRoutes } from './rewards.ts';
import { seatRoutes } from './seats.ts';
import { sessionRoutes } from './session.ts';
import { settingRoutes } from './settings.ts';
import { supervisionRoutes } from './supervision.ts';
import { taskRoutes } from './tasks.ts';
import { identityRoutes } from './tip-identity.ts';
import { tipKeyRoutes } from './tip-keys.ts';
import { tipMessageRoutes } from './tip-messages.ts';
import { tipUploadRoutes } from './tip-uploads.ts';
import { tipRoutes } from './tips.ts';
import { unitProfileRoutes } from './unit-profiles.ts';
import { unitRoutes } from './units.ts';

/** The staff API. */
export const consoleRoutes: readonly Bound[] = [
  ...sessionRoutes,
  ...taskRoutes,
  ...assignmentRoutes,
  ...settingRoutes,
  ...peopleRoutes,
  ...importRoutes,
  ...unitRoutes,
  ...committeeRoutes,
  ...loanRoutes,
  ...meetingRoutes,
  ...cascadeRoutes,
  ...engagementRoutes,
  ...feedRoutes,
  ...expertRoutes,
  ...feeRoutes,
  ...guideRoutes,
  ...inboxRoutes,
  ...planRoutes,
  ...policyRoutes,
  ...poolRoutes,
  ...auditRoutes,
  ...retentionRoutes,
  ...tipRoutes,
  ...tipUploadRoutes,
  ...rewardRoutes,
  ...tipMessageRoutes,
  ...identityRoutes,
  ...tipKeyRoutes,
  ...blobRoutes,
  ...filterRoutes,
  ...hazardRoutes,
  ...monthRoutes,
  ...supervisionRoutes,
  ...checkRoutes,
  ...drawRoutes,
  ...homeRoutes,
  ...unitProfileRoutes,
  ...awardRoutes,
  ...accidentRoutes,
  ...caseRoutes,
  ...noticeRoutes,
  ...seatRoutes,
];
