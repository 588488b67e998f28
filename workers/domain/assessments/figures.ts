import { and, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import type * as contract from '../../contract/assessments.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { inPool } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

type Sheet = OutputOf<typeof contract.assessments>;

/** Whoever was a member in the year is on its sheet, also after leaving. */
const MEMBERS = ['appointed', 'suspended', 'removed', 'ended'];
const yearDays = (year: number) => [`${year}-01-01`, `${year}-12-31`] as const;
/** Days of a part, both ends counted. */
const DAYS = sql<number>`CAST(julianday(to_day) - julianday(from_day) + 1 AS INTEGER)`;

/** A year of a pool, member by member. A handful of statements a page, whatever the size of the pool. */
export async function listAssessments(
  ctx: Ctx,
  { poolId, year, cursor, limit }: InputOf<typeof contract.assessments>,
): Promise<Sheet> {
  await inPool(ctx, 'expert.read', poolId);
  const { expertSeat: s, expert: x } = ctx.db.rows;
  const after = readCursor(cursor, ['string'])?.[0];
  const seats = await ctx.db
    .select({ seatId: s.id, expertId: s.expertId, number: s.number, expert: x.name })
    .from(s)
    .innerJoin(x, eq(x.id, s.expertId))
    .where(and(eq(s.poolId, poolId), inArray(s.state, MEMBERS), after === undefined ? undefined : gt(s.id, after)))
    .orderBy(s.id)
    .limit(limit + 1);
  const page = cut(seats, limit, (row) => [row.seatId]);
  const [jobs, hours, drawn, done] = await Promise.all([
    jobsOf(
      ctx,
      page.items.map((row) => row.seatId),
      year,
    ),
    hoursOf(
      ctx,
      page.items.map((row) => row.expertId),
      year,
    ),
    drawnOf(
      ctx,
      page.items.map((row) => row.seatId),
      year,
    ),
    assessmentsOf(
      ctx,
      page.items.map((row) => row.seatId),
      year,
    ),
  ]);
  const items = page.items.map((row): Sheet['items'][number] => {
    const job = jobs.get(row.seatId) ?? NO_JOBS;
    const mean = means([job.scoreOffice, job.scoreEnterprise]);
    return {
      ...row,
      ...job,
      trainingHours: hours.get(row.expertId) ?? 0,
      drawn: drawn.get(row.seatId) ?? 0,
      // A false opinion outweighs whatever else went well.
      suggested: mean === null ? null : Math.max(0, Math.round(mean - 5 * job.missed - 40 * job.falseOpinions)),
      assessment: done.get(row.seatId) ?? null,
    };
  });
  return { items, next: page.next };
}

const NO_JOBS = { jobs: 0, missed: 0, days: 0, scoreOffice: null, scoreEnterprise: null, falseOpinions: 0, fees: 0 };
const means = (scores: readonly (number | null)[]): number | null => {
  const given = scores.filter((one) => one !== null);
  return given.length === 0 ? null : given.reduce((a, b) => a + b, 0) / given.length;
};
const round = (score: number | null): number | null => (score === null ? null : Math.round(score));

async function jobsOf(ctx: Ctx, seatIds: readonly string[], year: number) {
  const { engagementExpert: p, expertFee: f } = ctx.db.rows;
  const [from, to] = yearDays(year);
  const ofYear = and(among(p.seatId, seatIds), gte(p.toDay, from), lte(p.toDay, to));
  const [parts, fees] = await Promise.all([
    ctx.db
      .select({
        seatId: p.seatId,
        jobs: sql<number>`SUM(${p.state} = 'signed')`,
        missed: sql<number>`SUM(${p.state} IN ('declined', 'absent'))`,
        days: sql<number>`SUM(CASE WHEN ${p.state} = 'signed' THEN ${DAYS} ELSE 0 END)`,
        scoreOffice: sql<number | null>`AVG(${p.scoreOffice})`,
        scoreEnterprise: sql<number | null>`AVG(${p.scoreEnterprise})`,
        falseOpinions: sql<number>`SUM(${p.falseOpinion})`,
      })
      .from(p)
      .where(ofYear)
      .groupBy(p.seatId),
    ctx.db
      .select({ seatId: p.seatId, fees: sql<number>`SUM(${f.amount})` })
      .from(p)
      .innerJoin(f, and(eq(f.partId, p.id), inArray(f.state, ['approved', 'paid'])))
      .where(ofYear)
      .groupBy(p.seatId),
  ]);
  const feesOf = new Map(fees.map((row) => [row.seatId, row.fees]));
  return new Map(
    parts.map(({ seatId, ...row }) => [
      seatId,
      {
        ...row,
        scoreOffice: round(row.scoreOffice),
        scoreEnterprise: round(row.scoreEnterprise),
        fees: feesOf.get(seatId) ?? 0,
      },
    ]),
  );
}

async function hoursOf({ db }: Ctx, expertIds: readonly string[], year: number): Promise<Map<string, number>> {
  const t = db.rows.expertTraining;
  const [from, to] = yearDays(year);
  const rows = await db
    .select({ expertId: t.expertId, hours: sql<number>`SUM(${t.hours})` })
    .from(t)
    .where(and(among(t.expertId, expertIds), gte(t.day, from), lte(t.day, to)))
    .groupBy(t.expertId);
  return new Map(rows.map((row) => [row.expertId, row.hours]));
}

/** How often a member came out of a draw, as selected or called up. */
async function drawnOf({ db }: Ctx, seatIds: readonly string[], year: number): Promise<Map<string, number>> {
  const { drawPick: k, draw: d } = db.rows;
  const rows = await db
    .select({ entry: k.entry, n: sql<number>`COUNT(*)` })
    .from(k)
    .innerJoin(d, eq(d.id, k.drawId))
    .where(
      and(
        among(k.entry, seatIds),
        sql`${k.state} <> 'waiting'`,
        gte(d.drawnAt, Date.UTC(year, 0, 1) - 8 * 3_600_000),
        sql`${d.drawnAt} < ${Date.UTC(year + 1, 0, 1) - 8 * 3_600_000}`,
      ),
    )
    .groupBy(k.entry);
  return new Map(rows.map((row) => [row.entry, row.n]));
}

async function assessmentsOf({ db }: Ctx, seatIds: readonly string[], year: number) {
  const a = db.rows.expertAssessment;
  const rows = await db
    .select({ seatId: a.seatId, score: a.score, grade: a.grade, words: a.words })
    .from(a)
    .where(and(among(a.seatId, seatIds), eq(a.year, year)));
  return new Map(rows.map(({ seatId, ...row }) => [seatId, { ...row, grade: row.grade as 'qualified' }]));
}

/** Work and money over the whole pool, counted by the database. */
export async function poolFairness(
  ctx: Ctx,
  { poolId, year }: InputOf<typeof contract.fairness>,
): Promise<OutputOf<typeof contract.fairness>> {
  await inPool(ctx, 'expert.read', poolId);
  const { expertSeat: s, engagementExpert: p, expertFee: f } = ctx.db.rows;
  const [from, to] = yearDays(year);
  const done = and(eq(p.seatId, s.id), eq(p.state, 'signed'), gte(p.toDay, from), lte(p.toDay, to));
  const loads = ctx.db
    .select({
      seatId: s.id,
      jobs: sql<number>`COUNT(${p.id})`.as('jobs'),
      days: sql<number>`COALESCE(SUM(${DAYS}), 0)`.as('days'),
    })
    .from(s)
    .leftJoin(p, done)
    .where(and(eq(s.poolId, poolId), inArray(s.state, MEMBERS)))
    .groupBy(s.id)
    .as('loads');
  const [groups, [money]] = await Promise.all([
    ctx.db
      .select({ jobs: loads.jobs, members: sql<number>`COUNT(*)`, days: sql<number>`SUM(${loads.days})` })
      .from(loads)
      .groupBy(sql`${loads.jobs}`)
      .orderBy(sql`${loads.jobs}`),
    ctx.db
      .select({ fees: sql<number | null>`SUM(${f.amount})` })
      .from(f)
      .innerJoin(p, eq(p.id, f.partId))
      .innerJoin(s, eq(s.id, p.seatId))
      .where(and(eq(s.poolId, poolId), inArray(f.state, ['approved', 'paid']), gte(p.toDay, from), lte(p.toDay, to))),
  ]);
  const members = groups.reduce((sum, row) => sum + row.members, 0);
  return {
    members,
    jobs: groups.map((row): [number, number] => [row.jobs, row.members]),
    days: groups.reduce((sum, row) => sum + row.days, 0),
    fees: money?.fees ?? 0,
    busiestFifth: busiestFifth(groups, members),
  };
}

/** Share of all jobs that the busiest fifth of the members did, in percent. An even pool says about 20. */
export function busiestFifth(
  groups: readonly { readonly jobs: number; readonly members: number }[],
  members: number,
): number | null {
  const all = groups.reduce((sum, row) => sum + row.jobs * row.members, 0);
  if (all === 0) return null;
  let places = Math.max(1, Math.round(members / 5));
  let theirs = 0;
  for (const { jobs, members: n } of [...groups].sort((a, b) => b.jobs - a.jobs)) {
    const taken = Math.min(places, n);
    theirs += taken * jobs;
    places -= taken;
  }
  return Math.round((100 * theirs) / all);
}
