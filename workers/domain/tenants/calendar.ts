import { and, between, sql } from 'drizzle-orm';
import type { loadCalendar as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { logged } from './acts.ts';

/** The State Council's arrangement of a year replaces what was loaded for it. Open clocks are derived again by the cron. */
export async function loadYear(
  ctx: PlatformCtx,
  { year, source, days }: InputOf<typeof contract>,
): Promise<{ days: number }> {
  if (days.some((d) => !d.day.startsWith(`${year}-`))) {
    throw new DomainError('bad_request', { fields: [{ path: 'days', message: '含有不属于该年度的日期' }] });
  }
  const { orm, tables } = ctx.directory;
  const { calendarDay } = tables;
  const json = JSON.stringify(days.map((d) => [d.day, d.working ? 1 : 0, d.name]));
  const kept = sql`SELECT value ->> '$[0]' FROM json_each(${json})`;
  const answer = { days: new Set(days.map((d) => d.day)).size };
  await ctx.directory.commit(
    [
      orm
        .delete(calendarDay)
        .where(
          and(between(calendarDay.day, `${year}-01-01`, `${year}-12-31`), sql`${calendarDay.day} NOT IN (${kept})`),
        ),
      ...days.map((d) =>
        orm
          .insert(calendarDay)
          .values({ ...d, source })
          .onConflictDoUpdate({ target: calendarDay.day, set: { working: d.working, name: d.name, source } }),
      ),
      logged(ctx, ctx.newId(), null, { action: 'calendar.load', reason: source, data: { year, days: days.length } }),
    ],
    answer,
  );
  ctx.forget();
  return answer;
}
