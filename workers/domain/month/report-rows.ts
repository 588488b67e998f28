import { and, eq, type SQL } from 'drizzle-orm';
import type { Cadence, ReportState } from '../../contract/month-words.ts';
import { dayOfText, endOfDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { among, scopeOf } from '../units/scope.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.report);
export type ReportRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** Units whose reports the actor may see: all for the office and the leaders, else those of one's own grants. */
export async function reportScope(ctx: Ctx): Promise<'all' | Set<string>> {
  return can(ctx, 'task.read_all') ? 'all' : scopeOf(ctx, 'task.read');
}

export async function visibleReports(ctx: Ctx): Promise<SQL | undefined> {
  const scope = await reportScope(ctx);
  return scope === 'all' ? undefined : among(ctx.db.rows.report.unitId, scope);
}

/** @throws `not_found` also for a report the actor may not see. */
export async function loadReport(ctx: Ctx, id: string): Promise<ReportRow> {
  const [row] = await everyColumn(ctx).where(and(eq(ctx.db.rows.report.id, id), await visibleReports(ctx)));
  return found(row);
}

export const dayIsOver = (ctx: Ctx, dueDay: string): boolean => ctx.now > endOfDay(dayOfText(dueDay));

type Shown = Pick<
  ReportRow,
  'id' | 'cadence' | 'period' | 'unitId' | 'state' | 'dueDay' | 'late' | 'submittedAt' | 'version'
>;

/** A row of a list. */
export function reportLine(ctx: Ctx, row: Shown, names: ReadonlyMap<string, string>) {
  const { id, period, unitId, dueDay, version, submittedAt } = row;
  return {
    ...{ id, period, unitId, dueDay, version },
    cadence: row.cadence as Cadence,
    state: row.state as ReportState,
    unitName: names.get(unitId) ?? '',
    late: row.late || isMissing(ctx, row),
    missing: isMissing(ctx, row),
    submittedAt: submittedAt === null ? null : new Date(submittedAt).toISOString(),
  };
}

/** The day is over and nothing has ever come. */
export const isMissing = (ctx: Ctx, row: Pick<ReportRow, 'state' | 'dueDay'>): boolean =>
  row.state === 'due' && dayIsOver(ctx, row.dueDay);
