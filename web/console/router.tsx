import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { Layout } from './layout.tsx';
import { Crash, Lost } from './parts/states.tsx';
import { basePath, isPlatform } from './place.ts';
import { PlatformLayout } from './platform/layout.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Crash });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
});
const link = createRoute({
  getParentRoute: () => root,
  path: '/link',
  component: lazyRouteComponent(() => import('./pages/link.tsx'), 'UseLink'),
});
/** For a big screen on a wall: without the menu. */
const wall = createRoute({
  getParentRoute: () => root,
  path: '/plans/$id/wall',
  component: lazyRouteComponent(() => import('./pages/plan-wall.tsx'), 'PlanWall'),
});
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: isPlatform ? PlatformLayout : Layout,
});

const pages = isPlatform
  ? [
      page('/', () => import('./platform/applications.tsx'), 'Applications'),
      page('/tenants', () => import('./platform/tenants.tsx'), 'Tenants'),
      page('/cells', () => import('./platform/cells.tsx'), 'Cells'),
      page('/health', () => import('./platform/health.tsx'), 'Health'),
      page('/log', () => import('./platform/log.tsx'), 'Log'),
    ]
  : [
      page('/', () => import('./pages/home.tsx'), 'Home'),
      page('/hazards', () => import('./pages/queue.tsx'), 'Queue'),
      page('/hazards/$id', () => import('./pages/hazard.tsx'), 'HazardPage'),
      page('/report', () => import('./pages/report.tsx'), 'Report'),
      page('/tasks/mine', () => import('./pages/my-tasks.tsx'), 'MyTasks'),
      page('/tasks', () => import('./pages/tasks.tsx'), 'Tasks'),
      page('/tasks/$id', () => import('./pages/task.tsx'), 'TaskPage'),
      page('/notices', () => import('./pages/notices.tsx'), 'Notices'),
      page('/notices/$id', () => import('./pages/notice.tsx'), 'NoticePage'),
      page('/plans', () => import('./pages/plans.tsx'), 'Plans'),
      page('/plans/$id', () => import('./pages/plan.tsx'), 'PlanPage'),
      page('/templates', () => import('./pages/templates.tsx'), 'Templates'),
      page('/orders', () => import('./pages/orders.tsx'), 'Orders'),
      page('/orders/$id', () => import('./pages/order.tsx'), 'OrderPage'),
      page('/summonses', () => import('./pages/summonses.tsx'), 'Summonses'),
      page('/summonses/$id', () => import('./pages/summons.tsx'), 'SummonsPage'),
      page('/plans/$id/coverage', () => import('./pages/check-coverage.tsx'), 'CoveragePage'),
      page('/checks', () => import('./pages/checks.tsx'), 'Checks'),
      page('/checks/teams', () => import('./pages/check-teams.tsx'), 'Teams'),
      page('/checks/teams/$id', () => import('./pages/check-teams.tsx'), 'TeamPage'),
      page('/checks/rechecks', () => import('./pages/rechecks.tsx'), 'Rechecks'),
      page('/checks/leaders', () => import('./pages/check-leaders.tsx'), 'CheckLeaders'),
      page('/checks/$id', () => import('./pages/check.tsx'), 'CheckPage'),
      page('/tips', () => import('./pages/tips.tsx'), 'TipDesk'),
      page('/tips/enter', () => import('./pages/enter-tip.tsx'), 'EnterTip'),
      page('/tips/$id', () => import('./pages/tip.tsx'), 'TipPage'),
      page('/identity', () => import('./pages/identity.tsx'), 'IdentityDesk'),
      page('/tip-keys', () => import('./pages/tip-keys.tsx'), 'TipKeys'),
      page('/tip-keys/recovery', () => import('./pages/tip-recovery.tsx'), 'TipRecovery'),
      page('/rewards', () => import('./pages/rewards.tsx'), 'Rewards'),
      page('/payouts', () => import('./pages/payouts.tsx'), 'Payouts'),
      page('/month-reports', () => import('./pages/reports.tsx'), 'MonthReports'),
      page('/month-reports/$id', () => import('./pages/report-month.tsx'), 'MonthReport'),
      page('/bulletins', () => import('./pages/bulletins.tsx'), 'Bulletins'),
      page('/bulletins/$id', () => import('./pages/bulletin.tsx'), 'BulletinPage'),
      page('/experts', () => import('./pages/experts.tsx'), 'Experts'),
      page('/experts/$id', () => import('./pages/expert.tsx'), 'ExpertPage'),
      page('/experts/import', () => import('./pages/expert-import.tsx'), 'ExpertImport'),
      page('/expert-pools', () => import('./pages/pools.tsx'), 'Pools'),
      page('/expert-pools/$id', () => import('./pages/pool.tsx'), 'PoolPage'),
      page('/expert-seats', () => import('./pages/seats.tsx'), 'Seats'),
      page('/expert-seats/$id', () => import('./pages/seat.tsx'), 'SeatPage'),
      page('/engagements', () => import('./pages/engagements.tsx'), 'Engagements'),
      page('/engagements/$id', () => import('./pages/engagement.tsx'), 'EngagementPage'),
      page('/engagements/$id/opinions/$partId', () => import('./pages/opinion.tsx'), 'OpinionPage'),
      page('/my-expert', () => import('./pages/my-expert.tsx'), 'MyExpert'),
      page('/my-expert/$id', () => import('./pages/my-job.tsx'), 'MyJobPage'),
      page('/my-expert/$id/opinion', () => import('./pages/opinion.tsx'), 'MyOpinionPage'),
      page('/expert-fees', () => import('./pages/expert-fees.tsx'), 'ExpertFees'),
      page('/expert-payouts', () => import('./pages/expert-payouts.tsx'), 'ExpertPayouts'),
      page('/expert-trainings', () => import('./pages/expert-trainings.tsx'), 'ExpertTrainingLog'),
      page('/expert-assessments', () => import('./pages/expert-assessments.tsx'), 'ExpertAssessments'),
      page('/awards', () => import('./pages/awards.tsx'), 'Awards'),
      page('/awards/$id', () => import('./pages/award.tsx'), 'AwardPage'),
      page('/accident-reviews', () => import('./pages/accident-reviews.tsx'), 'AccidentReviews'),
      page('/accident-reviews/$id', () => import('./pages/accident-review.tsx'), 'AccidentReviewPage'),
      page('/criminal-cases', () => import('./pages/criminal-cases.tsx'), 'CriminalCases'),
      page('/criminal-cases/$id', () => import('./pages/criminal-case.tsx'), 'CriminalCasePage'),
      page('/unit-profiles', () => import('./pages/unit-profiles.tsx'), 'UnitProfiles'),
      page('/draws', () => import('./pages/draws.tsx'), 'Draws'),
      page('/draws/$id', () => import('./pages/draw.tsx'), 'DrawPage'),
      page('/people', () => import('./pages/people.tsx'), 'People'),
      page('/units', () => import('./pages/units.tsx'), 'Units'),
      page('/committees', () => import('./pages/committees.tsx'), 'Committees'),
      page('/meetings', () => import('./pages/meetings.tsx'), 'Meetings'),
      page('/meetings/$id', () => import('./pages/meeting.tsx'), 'MeetingPage'),
      page('/duties', () => import('./pages/duties.tsx'), 'Duties'),
      page('/duties/$id', () => import('./pages/duty-list.tsx'), 'DutyListPage'),
      page('/responsibility', () => import('./pages/responsibility.tsx'), 'Responsibility'),
      page('/streets', () => import('./pages/streets.tsx'), 'Streets'),
      page('/streets/$unitId', () => import('./pages/streets.tsx'), 'StreetPage'),
      page('/links', () => import('./pages/links.tsx'), 'Links'),
      page('/import', () => import('./pages/import.tsx'), 'Import'),
      page('/settings', () => import('./pages/settings.tsx'), 'Settings'),
      page('/ledger', () => import('./pages/ledger.tsx'), 'Ledger'),
      page('/retention', () => import('./pages/retention.tsx'), 'Retention'),
      page('/guide', () => import('./pages/guide.tsx'), 'Guide'),
      page('/inbox', () => import('./pages/inbox.tsx'), 'Inbox'),
      page('/me', () => import('./pages/me.tsx'), 'Me'),
    ];

function page<K extends string>(path: string, load: () => Promise<Record<K, () => React.ReactNode>>, name: K) {
  return createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(load as never, name as never),
    validateSearch: (search: Record<string, unknown>) => search,
  } as never);
}

export const router = createRouter({
  routeTree: root.addChildren([signIn, link, wall, inside.addChildren(pages as never)] as never) as unknown as AnyRoute,
  basepath: basePath,
  defaultPreload: 'intent',
  defaultNotFoundComponent: Lost,
  defaultErrorComponent: Crash,
  scrollRestoration: true,
});
