import { between } from 'drizzle-orm';
import { actorKey, type PlatformCtx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** A day that is not what its weekday says: a holiday, or a weekend worked instead. */
export interface CalendarDay {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

/** Bound parameters of one D1 statement: 100, and a row has four. */
const CHUNK = 20;

interface Loaded {
  readonly days: number;
  readonly changed: number;
}

/**
 * Puts a year's holidays into the directory; what the notice does not name any more goes. Loading the same year again
 * changes nothing. Open clocks are derived again by the nightly job.
 */
export async function loadCalendarYear(
  ctx: PlatformCtx,
  year: number,
  days: readonly CalendarDay[],
  source: string,
): Promise<Loaded> {
  const { writes, answer } = await calendarWrites(ctx, year, days, source);
  await ctx.directory.commit(writes, answer);
  ctx.forget();
  return answer;
}

/** Loads the years the release knows and the directory does not; a year an operator loaded or corrected stays his. */
export async function ensureCalendars(ctx: PlatformCtx): Promise<number[]> {
  const { CALENDAR } = await import('../../../seeds/calendar.ts');
  const { calendarDay } = ctx.directory.tables;
  const loaded: number[] = [];
  for (const { year, source, days } of CALENDAR) {
    const [any] = await ctx.directory.orm
      .select({ day: calendarDay.day })
      .from(calendarDay)
      .where(between(calendarDay.day, `${year}-01-01`, `${year}-12-31`))
      .limit(1);
    if (any) continue;
    const { writes } = await calendarWrites(ctx, year, days, source);
    await ctx.directory.step(writes);
    loaded.push(year);
  }
  if (loaded.length > 0) ctx.forget();
  return loaded;
}

async function calendarWrites(ctx: PlatformCtx, year: number, days: readonly CalendarDay[], source: string) {
  check(year, days);
  const { orm, tables } = ctx.directory;
  const { calendarDay, operatorEvent } = tables;
  const ofYear = between(calendarDay.day, `${year}-01-01`, `${year}-12-31`);
  const there = new Map((await orm.select().from(calendarDay).where(ofYear)).map((row) => [row.day, row]));
  const rows = days.map(({ day, working, name }) => ({ day, working, name, source }));
  const changed = rows.filter((row) => !same(there.get(row.day), row));
  const gone = there.size + changed.filter((row) => !there.has(row.day)).length - rows.length;
  const answer = { days: rows.length, changed: changed.length + gone };
  if (answer.changed === 0) return { writes: [], answer };
  const inserts = [];
  for (let at = 0; at < rows.length; at += CHUNK) {
    inserts.push(orm.insert(calendarDay).values(rows.slice(at, at + CHUNK)));
  }
  const log = orm.insert(operatorEvent).values({
    id: ctx.newId(),
    at: ctx.now,
    actor: actorKey(ctx.actor),
    action: 'calendar.load',
    reason: source,
    data: JSON.stringify({ year, ...answer }),
  });
  return { writes: [orm.delete(calendarDay).where(ofYear), ...inserts, log], answer };
}

type Row = CalendarDay & { readonly source: string };

function same(a: Row | undefined, b: Row): boolean {
  return a?.working === b.working && a.name === b.name && a.source === b.source;
}

function check(year: number, days: readonly CalendarDay[]): void {
  const seen = new Set(days.map((d) => d.day));
  if (days.length === 0 || seen.size !== days.length || days.some((d) => !d.day.startsWith(`${year}-`))) {
    throw new DomainError('bad_request', { fields: [{ path: 'days', message: '日期须属于该年且不重复' }] });
  }
}
