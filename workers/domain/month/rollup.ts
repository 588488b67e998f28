import { and, eq, gte, lte } from 'drizzle-orm';
import type * as contract from '../../contract/month.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { among, covers } from '../units/scope.ts';
import { counters, figuresOf, isHappened, noFigures } from './figures.ts';
import { thisMonth, twelveTo } from './periods.ts';
import { reportScope } from './report-rows.ts';
import { reportingUnits } from './settings.ts';

type Month = OutputOf<typeof contract.rollup>['months'][number];

/** Twelve months × metrics from counters: of the tenant, or of one unit. A reader of some units asks for one of them. */
export async function rollup(
  ctx: Ctx,
  { until, unitId }: InputOf<typeof contract.rollup>,
): Promise<OutputOf<typeof contract.rollup>> {
  const scope = await reportScope(ctx);
  if (!covers(scope, unitId ?? null)) return refuse('not_found');
  if (unitId !== undefined) await mustBeUnit(ctx, unitId);
  const months = await rolled(ctx, twelveTo(until ?? thisMonth(ctx.now)), unitId);
  return { unitId: unitId ?? null, months };
}

async function mustBeUnit(ctx: Ctx, unitId: string): Promise<void> {
  const u = ctx.db.rows.unit;
  const [row] = await ctx.db.select({ id: u.id }).from(u).where(eq(u.id, unitId));
  if (!row) refuse('not_found');
}

export async function rolled(ctx: Ctx, months: readonly string[], unitId?: string): Promise<Month[]> {
  const [first, last] = [months[0] as string, months.at(-1) as string];
  const halves = [`${first}-1`, `${last}-2`];
  const [tasks, hazards, late, reports] = await Promise.all([
    unitId === undefined
      ? counters(ctx, 'task.month', [first, last])
      : namedCounters(ctx, 'task.unitMonth', buckets(months, unitId)),
    counters(ctx, 'hazard.unitHalf', halves),
    counters(ctx, 'hazard.unitLate', halves),
    reportsOf(ctx, first, last, unitId),
  ]);
  const all = new Map(months.map((month) => [month, none(month)]));
  for (const { parts, value } of tasks) {
    const own = all.get(parts[0] ?? '');
    const metric = parts.at(-1) ?? '';
    if (own && isHappened(metric)) own.tasks[metric] += value;
  }
  const mine = (unit = '') => unitId === undefined || unit === unitId;
  for (const {
    parts: [half = '', unit, metric],
    value,
  } of hazards) {
    const own = mine(unit) ? all.get(half.slice(0, 7)) : undefined;
    if (own && (metric === 'found' || metric === 'closed')) own.hazards[metric] += value;
  }
  for (const {
    parts: [half = '', unit],
    value,
  } of late) {
    const own = mine(unit) ? all.get(half.slice(0, 7)) : undefined;
    if (own) own.hazards.overdue += value;
  }
  for (const { period, late: isLate, state } of reports) {
    const own = all.get(period.slice(0, 7));
    if (!own) continue;
    own.reports.due += 1;
    if (!isLate && state !== 'due') own.reports.onTime += 1;
  }
  return [...all.values()];
}

function none(month: string): Month {
  const { tasks, hazards } = noFigures();
  const { open: _open, overdueOpen: _late, ...happened } = tasks;
  const { open: _still, ...seen } = hazards;
  return { month, tasks: happened, hazards: seen, reports: { due: 0, onTime: 0 } };
}

const buckets = (months: readonly string[], unitId: string): string[] =>
  months.flatMap((month) => Object.keys(none(month).tasks).map((metric) => `${month}|${unitId}|${metric}`));

async function namedCounters({ db }: Ctx, name: string, wanted: readonly string[]) {
  const c = db.rows.counter;
  const rows = await db
    .select({ bucket: c.bucket, value: c.value })
    .from(c)
    .where(and(eq(c.name, name), among(c.bucket, wanted)));
  return rows.map(({ bucket, value }) => ({ parts: bucket.split('|'), value }));
}

/** A row a unit and period: a year of them is a bounded read. */
async function reportsOf({ db }: Ctx, first: string, last: string, unitId?: string) {
  const r = db.rows.report;
  return db
    .select({ period: r.period, unitId: r.unitId, late: r.late, state: r.state })
    .from(r)
    .where(
      and(
        among(r.cadence, ['month', 'half_month']),
        gte(r.period, first),
        lte(r.period, `${last}-2`),
        unitId === undefined ? undefined : eq(r.unitId, unitId),
      ),
    );
}

/** A month, unit by unit; a reader of some units gets those. */
export async function rollupUnits(
  ctx: Ctx,
  input: InputOf<typeof contract.rollupUnits>,
): Promise<OutputOf<typeof contract.rollupUnits>> {
  const month = input.month ?? thisMonth(ctx.now);
  const scope = await reportScope(ctx);
  const units = (await reportingUnits(ctx)).filter((unit) => covers(scope, unit.id));
  const figures = await figuresOf(
    ctx,
    units.map((unit) => unit.id),
    month,
  );
  return {
    month,
    units: units.map(({ id, name }) => ({ unitId: id, name, figures: figures.get(id) ?? noFigures() })),
  };
}
