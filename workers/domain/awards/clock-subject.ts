import { eq } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { taskAudience } from '../tasks/clock-subject.ts';

/** An award whose day to be looked at again comes: the office's business, and its leader's when it is late. */
export async function awardSubject({ db }: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { award: a, awardProgramme: p, unit: u } = db.rows;
  const [row] = await db
    .select({ certificate: a.certificate, subject: a.subject, unitId: a.unitId, programmeId: a.programmeId })
    .from(a)
    .where(eq(a.id, clock.entityId));
  if (!row) return undefined;
  const [[programme], [unit]] = await Promise.all([
    db.select({ title: p.title }).from(p).where(eq(p.id, row.programmeId)),
    db.select({ name: u.name }).from(u).where(eq(u.id, row.unitId)),
  ]);
  return {
    deed: '“回头看”',
    number: row.certificate ?? '',
    title: `${programme?.title ?? ''}（${row.subject || (unit?.name ?? '')}）`,
    // The office looks; the unit is looked at.
    audience: (to) => taskAudience([], to === 'leader' ? 'leader' : 'commission_office'),
    link: () => `/awards/${clock.entityId}`,
  };
}
