import { and, asc, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { BulletinFigures, Totals } from '../../contract/bulletins.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { figuresOf, noFigures } from './figures.ts';
import { shiftMonth } from './periods.ts';
import { rankingOf } from './ranking.ts';
import { isMissing } from './report-rows.ts';
import { rolled } from './rollup.ts';
import { type NamedUnit, rankRule, reportingUnits, unitNames } from './settings.ts';

/** Overdue tasks named for each laggard. */
const TASKS_SHOWN = 8;

/** Everything a bulletin says in figures, from the ledger as it is now. */
export async function gather(ctx: Ctx, period: string): Promise<BulletinFigures> {
  const [before, yearAgo] = [shiftMonth(period, -1), shiftMonth(period, -12)];
  const units = await reportingUnits(ctx);
  const ids = units.map((unit) => unit.id);
  const rule = await rankRule(ctx);
  const [now, reports, [last, past, current], ranksBefore, ranksYearAgo, criticised] = await Promise.all([
    figuresOf(ctx, ids, period),
    reportsIn(ctx, period),
    totalsOf(ctx, [before, yearAgo, period]),
    publishedRanks(ctx, before),
    publishedRanks(ctx, yearAgo),
    mentions(ctx, period),
  ]);
  const ranking = rankingOf(
    units.map(({ id: unitId, name }) => {
      const { tasks } = now.get(unitId) ?? noFigures();
      const { accepted, submitted, overdue, open, overdueOpen } = tasks;
      const own = reports.filter((r) => r.unitId === unitId);
      const onTime = own.filter((r) => r.onTime).length;
      const done = { accepted, submitted, overdue, open, overdueOpen };
      return { unitId, name, ...done, reportsDue: own.length, reportsOnTime: onTime };
    }),
    rule,
  ).map((unit) => ({
    ...unit,
    lastMonthRank: ranksBefore.get(unit.unitId) ?? null,
    lastYearRank: ranksYearAgo.get(unit.unitId) ?? null,
  }));
  const clean = (u: (typeof ranking)[number]) => u.overdue + u.overdueOpen === 0 && u.reportsOnTime === u.reportsDue;
  const ranked = ranking.filter((u) => u.rank !== null);
  const behind = ranked
    .filter((u) => u.overdue + u.overdueOpen > 0)
    .slice(-rule.laggards || ranked.length)
    .toReversed();
  const late = new Set(reports.filter((r) => !r.onTime).map((r) => r.unitId));
  return {
    asOf: new Date(ctx.now).toISOString(),
    totals: current as Totals,
    lastMonth: last as Totals,
    lastYear: past as Totals,
    reports: {
      due: reports.length,
      onTime: reports.filter((r) => r.onTime).length,
      late: units.filter((u) => late.has(u.id)).map(named),
    },
    ranking,
    laggards: rule.laggards === 0 ? [] : await withTasks(ctx, behind),
    praised: ranked
      .filter((u) => clean(u) && u.accepted > 0)
      .slice(0, rule.praised)
      .map(({ unitId, name }) => ({ unitId, name })),
    criticised,
    rule: { weights: { ...rule.weights }, basis: rule.basis },
  };
}

const named = ({ id, name }: NamedUnit) => ({ unitId: id, name });

async function totalsOf(ctx: Ctx, months: readonly string[]): Promise<Totals[]> {
  const all: Totals[] = [];
  for (const month of months) {
    const [one] = await rolled(ctx, [month]);
    const { found, closed, overdue } = one!.hazards;
    all.push({ ...one!.tasks, found, closed, hazardsOverdue: overdue });
  }
  return all;
}

/** Reports that were due on this month, its halves included. One whose day is not over yet is not counted. */
async function reportsIn(ctx: Ctx, period: string): Promise<{ unitId: string; onTime: boolean }[]> {
  const r = ctx.db.rows.report;
  const rows = await ctx.db
    .select({ unitId: r.unitId, state: r.state, late: r.late, dueDay: r.dueDay })
    .from(r)
    .where(and(among(r.cadence, ['month', 'half_month']), among(r.period, [period, `${period}-1`, `${period}-2`])));
  return rows
    .filter((row) => row.state !== 'due' || isMissing(ctx, row))
    .map((row) => ({ unitId: row.unitId, onTime: row.state !== 'due' && !row.late }));
}

/** Ranks as the bulletin in force of that month printed them. */
async function publishedRanks(ctx: Ctx, period: string): Promise<Map<string, number | null>> {
  const b = ctx.db.rows.bulletin;
  const [row] = await ctx.db
    .select({ figures: b.figures })
    .from(b)
    .where(and(eq(b.period, period), eq(b.state, 'published')));
  const { ranking = [] } = row ? (JSON.parse(row.figures) as Partial<BulletinFigures>) : {};
  return new Map(ranking.map((unit) => [unit.unitId, unit.rank]));
}

/** Units queued to be named, this month's and those an earlier bulletin left out. */
async function mentions(ctx: Ctx, period: string): Promise<BulletinFigures['criticised']> {
  const { bulletinMention: m, bulletin: b } = ctx.db.rows;
  const editions = await ctx.db.select({ id: b.id }).from(b).where(eq(b.period, period));
  // A correction names again whom its first edition named.
  const free = or(
    and(isNull(m.bulletinId), lte(m.period, period)),
    among(
      m.bulletinId,
      editions.map((row) => row.id),
    ),
  );
  const rows = await ctx.db
    .select({ mentionId: m.id, unitId: m.unitId, reason: m.reason })
    .from(m)
    .where(free)
    .orderBy(asc(m.id))
    .limit(200);
  const names = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  );
  return rows.map((row) => ({ ...row, name: names.get(row.unitId) ?? '' }));
}

async function withTasks(ctx: Ctx, units: readonly { unitId: string; name: string }[]) {
  const { assignment: a, task: t } = ctx.db.rows;
  const laggards: BulletinFigures['laggards'] = [];
  for (const { unitId, name } of units) {
    const rows = await ctx.db
      .select({ number: t.number, title: t.title, dueAt: sql<number>`${a.dueAt}`.as('part_due') })
      .from(a)
      .innerJoin(t, eq(t.id, a.taskId))
      .where(and(isNull(a.finishedAt), eq(a.unitId, unitId), lt(a.dueAt, ctx.now)))
      .orderBy(a.dueAt)
      .limit(TASKS_SHOWN);
    const tasks = rows.map(({ number, title, dueAt }) => ({ number, title, dueDay: localDay(dueAt) }));
    laggards.push({ unitId, name, tasks });
  }
  return laggards;
}
