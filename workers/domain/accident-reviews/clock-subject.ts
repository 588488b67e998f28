import { eq } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { taskAudience } from '../tasks/clock-subject.ts';

/** The evaluation an accident's report asks for within the year: the office's business, then the leader's. */
export async function accidentSubject({ db }: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const r = db.rows.accidentReview;
  const [row] = await db.select({ title: r.title, docNo: r.docNo }).from(r).where(eq(r.id, clock.entityId));
  return (
    row && {
      deed: '事故整改评估',
      number: row.docNo || row.title,
      title: row.title,
      audience: (to) => taskAudience([], to === 'leader' ? 'leader' : 'commission_office'),
      link: () => `/accident-reviews/${clock.entityId}`,
    }
  );
}
