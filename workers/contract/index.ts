import * as accidentReviews from './accident-reviews.ts';
import * as assessments from './assessments.ts';
import * as assignments from './assignments.ts';
import * as awards from './awards.ts';
import * as cascade from './cascade.ts';
import * as checkTeams from './check-teams.ts';
import * as checks from './checks.ts';
import * as criminalCases from './criminal-cases.ts';
import * as desk from './desk.ts';
import * as draws from './draws.ts';
import * as duties from './duties.ts';
import * as engagements from './engagements.ts';
import * as expertIntake from './expert-intake.ts';
import * as experts from './experts.ts';
import * as fees from './fees.ts';
import * as hazards from './hazards.ts';
import * as health from './health.ts';
import * as loans from './loans.ts';
import * as meetings from './meetings.ts';
import * as month from './month.ts';
import * as myExpert from './my-expert.ts';
import * as noticeDesk from './notice-desk.ts';
import * as people from './people.ts';
import * as plans from './plans.ts';
import * as platform from './platform.ts';
import * as pools from './pools.ts';
import * as receipts from './receipts.ts';
import * as retention from './retention.ts';
import * as rewards from './rewards.ts';
import * as roster from './roster.ts';
import type { Route } from './route.ts';
import * as seats from './seats.ts';
import * as session from './session.ts';
import * as settings from './settings.ts';
import * as summonses from './summonses.ts';
import * as supervision from './supervision.ts';
import * as tasks from './tasks.ts';
import * as tipDesk from './tip-desk.ts';
import * as tipKeys from './tip-keys.ts';
import * as tips from './tips.ts';
import * as unitProfiles from './unit-profiles.ts';
import * as webhooks from './webhooks.ts';

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'access' in value && 'path' in value;

/** Every route of the API. Documentation, isolation tests and the fuzzer walk this list. */
export const ROUTES: readonly Route[] = [
  experts,
  expertIntake,
  platform,
  health,
  session,
  people,
  hazards,
  desk,
  tips,
  receipts,
  tipKeys,
  tipDesk,
  rewards,
  retention,
  settings,
  noticeDesk,
  plans,
  tasks,
  assignments,
  month,
  supervision,
  summonses,
  meetings,
  duties,
  cascade,
  draws,
  unitProfiles,
  awards,
  accidentReviews,
  criminalCases,
  checks,
  checkTeams,
  engagements,
  myExpert,
  pools,
  fees,
  assessments,
  loans,
  roster,
  seats,
  webhooks,
].flatMap((file) => Object.values<unknown>(file).filter(isRoute));
