import { and, asc, eq, exists, ne, or, type SQL, sql } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { readSetting } from '../tips/settings.ts';
import { among, scopeOf } from '../units/scope.ts';

const every = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.accidentReview);
export type AccidentRow = Awaited<ReturnType<typeof every>>[number];
const everyMeasure = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.accidentMeasure);
export type MeasureRow = Awaited<ReturnType<typeof everyMeasure>>[number];

/** The office and whoever oversees the whole tenant; a unit once it has a measure given to it, or it is public. */
export async function accidentSight(ctx: Ctx): Promise<SQL | undefined> {
  const scope = await scopeOf(ctx, 'supervise.read');
  if (can(ctx, 'supervise.issue') || scope === 'all') return undefined;
  const { accidentReview: r, accidentMeasure: m } = ctx.db.rows;
  const given = ctx.db
    .select({ one: sql`1` })
    .from(m)
    .where(and(eq(m.reviewId, r.id), among(m.unitId, scope)));
  return or(eq(r.state, 'published'), and(ne(r.state, 'drafted'), exists(given)));
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadAccident(ctx: Ctx, id: string): Promise<AccidentRow> {
  const r = ctx.db.rows.accidentReview;
  const [row] = await every(ctx).where(and(eq(r.id, id), await accidentSight(ctx)));
  return found(row);
}

export function measuresOf(ctx: Ctx, reviewId: string): Promise<MeasureRow[]> {
  const m = ctx.db.rows.accidentMeasure;
  return everyMeasure(ctx).where(eq(m.reviewId, reviewId)).orderBy(asc(m.sort), asc(m.id));
}

export async function loadMeasure(ctx: Ctx, id: string): Promise<MeasureRow> {
  const m = ctx.db.rows.accidentMeasure;
  const [row] = await everyMeasure(ctx).where(eq(m.id, id));
  return found(row);
}

/** Months from the approval of the report to the evaluation (setting `incident.evaluation`). */
export async function evaluationMonths(ctx: Ctx): Promise<number> {
  const { withinMonths } = ((await readSetting(ctx, 'incident.evaluation')) ?? {}) as Record<string, unknown>;
  const whole = Number.isInteger(withinMonths) && (withinMonths as number) >= 1 && (withinMonths as number) <= 60;
  return whole ? (withinMonths as number) : 12;
}
