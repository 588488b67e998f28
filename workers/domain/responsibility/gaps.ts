import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { OutputOf } from '../../contract/route.ts';
import { dayNumber, dayOfText } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { namesOf } from '../hazards/view.ts';
import { readSetting } from '../tips/settings.ts';

type Gaps = OutputOf<typeof contract.gaps>;

/** 监管盲区 and 职责交叉, and how long ago Party committee or government last studied safety. */
export async function gaps(ctx: Ctx): Promise<Gaps> {
  const { sectorRegulator: s, committee: c, dutyLine: l, dutyList: d, meeting: m } = ctx.db.rows;
  const [sectors, committees, duties, [last]] = await Promise.all([
    ctx.db.select({ sector: s.sector, label: s.label, unitId: s.unitId }).from(s).orderBy(s.sort, s.sector),
    ctx.db
      .select({ sector: c.sector, leadUnitId: c.leadUnitId })
      .from(c)
      .where(and(eq(c.active, true), isNotNull(c.sector))),
    ctx.db
      .select({ sector: l.sector, unitId: d.unitId })
      .from(l)
      .innerJoin(d, eq(d.id, l.listId))
      .where(and(isNotNull(l.sector), eq(d.state, 'published'), eq(d.kind, 'department')))
      .groupBy(l.sector, d.unitId),
    ctx.db
      .select({ day: sql<string | null>`MAX(${m.day})` })
      .from(m)
      .where(and(eq(m.kind, 'study'), inArray(m.state, ['held', 'archived']))),
  ]);
  const missing: Gaps['gaps'] = [];
  const overlapping: { sector: string; label: string; units: string[] }[] = [];
  for (const { sector, label, unitId } of sectors) {
    const leads = committees.filter((one) => one.sector === sector);
    const said = duties.filter((one) => one.sector === sector);
    if (unitId === null) missing.push({ sector, label, missing: 'regulator' });
    if (leads.length === 0) missing.push({ sector, label, missing: 'committee' });
    // Where no duty list names sectors yet, every sector would be a gap and none of them worth reading.
    if (duties.length > 0 && said.length === 0) missing.push({ sector, label, missing: 'duty' });
    const units = new Set([unitId, ...leads.map((one) => one.leadUnitId), ...said.map((one) => one.unitId)]);
    units.delete(null);
    if (units.size > 1) overlapping.push({ sector, label, units: [...units] as string[] });
  }
  const names = await namesOf(
    ctx,
    [],
    overlapping.flatMap((one) => one.units),
  );
  const overlaps = overlapping.map((one) => ({ ...one, units: one.units.map((id) => names[id] ?? '') }));
  const everyDays = await studyDays(ctx);
  const lastDay = last?.day ?? null;
  const overdue = lastDay === null || dayNumber(ctx.now) - dayOfText(lastDay) > everyDays;
  return { gaps: missing, overlaps, study: { lastDay, everyDays, overdue } };
}

/** Setting `study.every`: days between two sessions that study safety. */
async function studyDays(ctx: Ctx): Promise<number> {
  const { days } = ((await readSetting(ctx, 'study.every')) ?? {}) as { days?: unknown };
  return Number.isInteger(days) && (days as number) > 0 ? (days as number) : 92;
}
