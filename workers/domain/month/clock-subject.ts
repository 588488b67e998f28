import { and, eq, isNull } from 'drizzle-orm';
import { CADENCES, type Cadence, periodWords } from '../../contract/month-words.ts';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { ladderWrites } from '../supervision/ladder.ts';
import { taskAudience } from '../tasks/clock-subject.ts';

/** A unit's report: missed, it is marked late, and its unit, then its head, then the office hear of it. */
export async function reportSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const { report: r, unit: u } = ctx.db.rows;
  const [row] = await ctx.db
    .select({
      unitId: r.unitId,
      cadence: r.cadence,
      period: r.period,
      unitName: u.name,
    })
    .from(r)
    .innerJoin(u, eq(u.id, r.unitId))
    .where(eq(r.id, clock.entityId));
  if (!row) return undefined;
  const number = `${row.unitName}${periodWords(row.period)}${CADENCES[row.cadence as Cadence]}`;
  const deed = clock.kind === 'resubmit' ? '补报' : '报送';
  const matter = { entity: 'report', id: clock.entityId, unitId: row.unitId, deed, number, title: '' } as const;
  return {
    deed,
    number,
    title: '',
    audience: (to) => taskAudience([{ unitId: row.unitId, personId: null }], to),
    link: () => `/month-reports/${clock.entityId}`,
    fired: async (step) => [
      // What came in time and was sent back for its words stays in time.
      ...(step.name === 'overdue' && clock.kind === 'report'
        ? [ctx.db.update('report', { late: true }, (t) => and(eq(t.id, clock.entityId), isNull(t.submittedAt)))]
        : []),
      ...(step.act ? await ladderWrites(ctx, step.act, matter) : []),
    ],
  };
}
