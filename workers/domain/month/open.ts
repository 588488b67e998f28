import { and, desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Write } from '../../../db/tenant-db.ts';
import { CADENCES, type Cadence, periodWords } from '../../contract/month-words.ts';
import { dayNumber, dayText } from '../clocks/days.ts';
import { startClocks } from '../clocks/start-many.ts';
import type { Ctx } from '../context.ts';
import { NO_EVENTS, nextEvent } from '../events.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { lastDayOf, periodsEnding } from './periods.ts';
import { type NamedUnit, type ReportRule, reportingUnits, reportRules } from './settings.ts';

/** How far back missed nights are made up for. */
const LOOK_BACK = 62;
const CHUNK = 40;

/** By night: a row and a clock for every unit and every period that is to be reported on. As often as you like. */
export async function openReports(ctx: Ctx): Promise<number> {
  const rules = await reportRules(ctx);
  const units = await reportingUnits(ctx);
  let opened = 0;
  for (const [cadence, rule] of Object.entries(rules) as [Cadence, ReportRule][]) {
    for (const period of await periodsToOpen(ctx, cadence, rule)) {
      opened += await openPeriod(ctx, cadence, period, rule, units);
    }
  }
  return opened;
}

/**
 * Periods whose time to be filled in has come. The first ones of a tenant are those still in time; later, everything after
 * the newest there is, so that a night without a run costs nothing; the newest itself again, for units that came since.
 */
async function periodsToOpen(ctx: Ctx, cadence: Cadence, rule: ReportRule): Promise<string[]> {
  const today = dayNumber(ctx.now);
  const r = ctx.db.rows.report;
  const [newest] = await ctx.db
    .select({ period: r.period })
    .from(r)
    .where(eq(r.cadence, cadence))
    .orderBy(desc(r.period))
    .limit(1);
  const ready = periodsEnding(cadence, today - LOOK_BACK, today + rule.opensBefore);
  return ready.filter((period) => {
    const inTime = lastDayOf(period) + rule.daysAfter >= today;
    return inTime ? newest === undefined || period >= newest.period : newest !== undefined && period > newest.period;
  });
}

async function openPeriod(
  ctx: Ctx,
  cadence: Cadence,
  period: string,
  rule: ReportRule,
  units: readonly NamedUnit[],
): Promise<number> {
  const r = ctx.db.rows.report;
  const there = await ctx.db
    .select({ unitId: r.unitId })
    .from(r)
    .where(and(eq(r.cadence, cadence), eq(r.period, period)));
  const known = new Set(there.map((row) => row.unitId));
  const missing = units.filter((unit) => !known.has(unit.id));
  // Nobody is late on the day the row appears, whatever night was missed.
  const dueDay = dayText(Math.max(lastDayOf(period) + rule.daysAfter, dayNumber(ctx.now) + 1));
  for (let at = 0; at < missing.length; at += CHUNK) {
    const writes = await rowsOf(ctx, cadence, period, dueDay, missing.slice(at, at + CHUNK));
    await ctx.db.commit(writes, null).catch((error: unknown) => {
      // Another run opened them first: done is done.
      if (!(error instanceof ConflictError)) throw error;
    });
  }
  return missing.length;
}

async function rowsOf(
  ctx: Ctx,
  cadence: Cadence,
  period: string,
  dueDay: string,
  units: readonly NamedUnit[],
): Promise<Write[]> {
  const { db, now } = ctx;
  const made = units.map((unit) => {
    const id = ctx.newId();
    const body = { action: 'open', from: null, to: 'due', data: { cadence, period, unitId: unit.id, dueDay } };
    const { write, head } = nextEvent(ctx, NO_EVENTS, { entity: 'report', entityId: id, ...body });
    const row = { id, cadence, period, unitId: unit.id, state: 'due', dueDay, createdAt: now, updatedAt: now, ...head };
    return { unit, write, row };
  });
  const clocks = await startClocks(
    ctx,
    'report',
    made.map(({ row }) => ({ entityId: row.id, kind: 'report', facts: { cadence }, unitId: row.unitId, dueDay })),
  );
  const what = `${periodWords(period)}${CADENCES[cadence]}`;
  const notices: Write[] = [];
  for (const { unit, row } of made) {
    const notice = {
      to: [{ role: 'unit_handler' as const, unitId: unit.id, exact: true }],
      kind: 'report.due',
      title: `${what}待报送`,
      body: `数字已从台账取好，请补充文字，${dueDay} 前报送。`,
      link: `/month-reports/${row.id}`,
    };
    notices.push(...(await notifyWrites(ctx, notice)));
  }
  const rows = db.insertMany(
    'report',
    made.map((m) => m.row),
  );
  return [...rows, ...made.map((m) => m.write), ...clocks.writes, ...notices];
}
