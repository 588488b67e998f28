import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

const BATCH = 500;

/**
 * Writes down which tips came to their end, and takes it back where a hazard was opened again: retention counts from here.
 * Refused and moved ones end by themselves, confirmed ones with their hazard, merged ones with the tip they follow.
 */
export async function settleTips(ctx: Ctx): Promise<void> {
  const today = localDay(ctx.now);
  for (const find of [endedAlone, endedWithHazard, endedWithOther]) {
    for (let ids = await find(ctx); ids.length > 0; ids = await find(ctx)) {
      await ctx.db.commit([ctx.db.update('tip', { settledDay: today }, (t) => among(t.id, ids))], null);
    }
  }
  for (let ids = await reopened(ctx); ids.length > 0; ids = await reopened(ctx)) {
    await ctx.db.commit([ctx.db.update('tip', { settledDay: null }, (t) => among(t.id, ids))], null);
  }
}

const idsOf = (rows: { id: string }[]): string[] => rows.map((row) => row.id);

async function endedAlone({ db }: Ctx): Promise<string[]> {
  const t = db.rows.tip;
  const rows = await db
    .select({ id: t.id })
    .from(t)
    .where(and(inArray(t.state, ['not_established', 'moved']), isNull(t.settledDay)))
    .limit(BATCH);
  return idsOf(rows);
}

async function endedWithHazard({ db }: Ctx): Promise<string[]> {
  const { tip: t, hazard: h } = db.rows;
  const rows = await db
    .select({ id: t.id })
    .from(t)
    .innerJoin(h, eq(h.id, t.hazardId))
    .where(
      and(eq(t.state, 'confirmed'), isNull(t.settledDay), inArray(h.state, ['closed', 'merged', 'not_established'])),
    )
    .limit(BATCH);
  return idsOf(rows);
}

async function endedWithOther({ db }: Ctx): Promise<string[]> {
  const t = db.rows.tip;
  const ended = db.select({ id: t.id }).from(t).where(sql`${t.settledDay} IS NOT NULL`);
  const rows = await db
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.state, 'merged'), isNull(t.settledDay), inArray(t.mergedIntoId, ended)))
    .limit(BATCH);
  return idsOf(rows);
}

async function reopened({ db }: Ctx): Promise<string[]> {
  const { tip: t, hazard: h } = db.rows;
  const rows = await db
    .select({ id: t.id })
    .from(t)
    .innerJoin(h, eq(h.id, t.hazardId))
    .where(
      and(
        sql`${t.settledDay} IS NOT NULL`,
        isNull(t.shreddedDay),
        sql`(${t.state} IN ('received', 'opened')
          OR ${t.state} = 'confirmed' AND ${h.state} NOT IN ('closed', 'merged', 'not_established'))`,
      ),
    )
    .limit(BATCH);
  return idsOf(rows);
}
