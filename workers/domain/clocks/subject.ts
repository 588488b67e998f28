import type { Write } from '../../../db/tenant-db.ts';
import { accidentSubject } from '../accident-reviews/clock-subject.ts';
import { awardSubject } from '../awards/clock-subject.ts';
import type { Ctx } from '../context.ts';
import { engagementSubject } from '../engagements/clock-subject.ts';
import { hazardSubject } from '../hazards/clock-subject.ts';
import { reportSubject } from '../month/clock-subject.ts';
import type { Recipient } from '../notifications/notify.ts';
import { seatSubject } from '../seats/clock-subject.ts';
import { orderSubject, summonsSubject } from '../supervision/clock-subject.ts';
import { assignmentSubject, milestoneSubject } from '../tasks/clock-subject.ts';
import type { ClockEntity } from './change.ts';
import type { RunningClock } from './running.ts';
import type { ClockStep } from './schedule.ts';

/** What a clock runs for, as its messages need it. */
export interface Subject {
  /** What is late, as a verb: 整改, 签收, 报送. */
  readonly deed: string;
  /** Number or short name in the headline. */
  readonly number: string;
  /** Sentence before the limit; '' where it would say too much. */
  readonly title: string;
  /** Whom to tell, then whom instead if nobody holds that post: a late case must always reach somebody. */
  readonly audience: (to: ClockStep['to']) => Recipient[][];
  /** Path inside the console. */
  readonly link: (to: ClockStep['to']) => string;
  /** What else the step does, in the commit that fires it: counters, a drafted order. */
  readonly fired?: (step: ClockStep) => Promise<Write[]>;
}

type Load = (ctx: Ctx, clock: RunningClock) => Promise<Subject | undefined>;
const SUBJECTS: Record<ClockEntity, Load> = {
  hazard: hazardSubject,
  tip: hazardSubject,
  assignment: assignmentSubject,
  milestone: milestoneSubject,
  report: reportSubject,
  order: orderSubject,
  summons: summonsSubject,
  award: awardSubject,
  accidentReview: accidentSubject,
  expertSeat: seatSubject,
  engagement: engagementSubject,
};

/** Undefined when what the clock ran for is gone: then nobody is told. */
export function subjectOf(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  return SUBJECTS[clock.entity as ClockEntity](ctx, clock);
}
