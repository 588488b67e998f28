import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { FOR_DISCIPLINE, OPEN } from '../tips/desks.ts';
import type { HazardRow } from './rows.ts';

export type Counted = Pick<
  HazardRow,
  'state' | 'restricted' | 'ownerUnitId' | 'placeUnitId' | 'createdAt' | 'closedAt'
>;
const NEVER_WAS: readonly string[] = ['not_established', 'merged'];

/** Half a month in China, the finest period a unit reports on: `2026-10-1` to the 15th, `2026-10-2` after it. */
export function halfOf(ms: number): string {
  const day = localDay(ms);
  return `${day.slice(0, 7)}-${day.slice(8) <= '15' ? 1 : 2}`;
}

/**
 * `hazard.state`: every row by state. `hazard.restricted`, `hazard.discipline`: those only the tip office, or only
 * discipline inspection, sees. `hazard.units`: the others by
 * state, owner and place, so that a unit's figures are a sum over few rows and count nothing twice. `hazard.unitHalf`: found and
 * closed, by half month and by the unit that owns it, else on whose ground it lies.
 */
function bucketsOf(row: Counted): [name: string, bucket: string][] {
  const byState: [string, string] = ['hazard.state', row.state];
  if (row.restricted !== OPEN)
    return [byState, [row.restricted === FOR_DISCIPLINE ? 'hazard.discipline' : 'hazard.restricted', row.state]];
  const buckets = [byState, ['hazard.units', `${row.state}|${row.ownerUnitId ?? ''}|${row.placeUnitId ?? ''}`]] as [
    string,
    string,
  ][];
  const unit = row.ownerUnitId ?? row.placeUnitId ?? '';
  if (!NEVER_WAS.includes(row.state)) buckets.push(['hazard.unitHalf', `${halfOf(row.createdAt)}|${unit}|found`]);
  if (row.state === 'closed' && row.closedAt !== null)
    buckets.push(['hazard.unitHalf', `${halfOf(row.closedAt)}|${unit}|closed`]);
  return buckets;
}

/** A rectification ran over its day. Counted where it happened, and not again from the rows: the unit may change later. */
export const lateCounter = (ctx: Ctx, unitId: string | null): Write =>
  ctx.db.count('hazard.unitLate', `${halfOf(ctx.now)}|${unitId ?? ''}`, 1);

/** A row as it was (null: it is new) and as it will be. */
export type Move = readonly [before: Counted | null, after: Counted];

/** The counters' part of a commit: one write a counter, however many rows move. */
export function counterWrites(ctx: Ctx, moves: readonly Move[]): Write[] {
  const deltas = new Map<string, { name: string; bucket: string; delta: number }>();
  const add = (row: Counted | null, delta: number) => {
    for (const [name, bucket] of row ? bucketsOf(row) : []) {
      const key = `${name}\n${bucket}`;
      deltas.set(key, { name, bucket, delta: (deltas.get(key)?.delta ?? 0) + delta });
    }
  };
  for (const [before, after] of moves) {
    add(before, -1);
    add(after, 1);
  }
  return [...deltas.values()].filter((d) => d.delta !== 0).map((d) => ctx.db.count(d.name, d.bucket, d.delta));
}

/** What the counters should say, from the rows themselves: for the nightly reconciliation, never for a request. */
export async function recount(ctx: Ctx): Promise<Map<string, number>> {
  const h = ctx.db.rows.hazard;
  const groups = await ctx.db
    .select({
      state: h.state,
      restricted: h.restricted,
      ownerUnitId: h.ownerUnitId,
      placeUnitId: h.placeUnitId,
      n: sql<number>`COUNT(*)`,
    })
    .from(h)
    .groupBy(h.state, h.restricted, h.ownerUnitId, h.placeUnitId);
  const totals = new Map<string, number>();
  for (const group of groups) {
    for (const [name, bucket] of bucketsOf({ ...group, createdAt: 0, closedAt: null })) {
      if (name === 'hazard.unitHalf') continue;
      totals.set(`${name}\n${bucket}`, (totals.get(`${name}\n${bucket}`) ?? 0) + group.n);
    }
  }
  const open = eq(h.restricted, OPEN);
  for (const [metric, at, where] of [
    ['found', h.createdAt, and(open, notInArray(h.state, [...NEVER_WAS]))],
    ['closed', h.closedAt, and(open, eq(h.state, 'closed'))],
  ] as const) {
    const unit = sql<string>`COALESCE(${h.ownerUnitId}, ${h.placeUnitId}, '')`;
    const local = sql`${at} / 1000 + 28800`;
    const half = sql<string>`strftime('%Y-%m-', ${local}, 'unixepoch') || CASE WHEN CAST(strftime('%d', ${local}, 'unixepoch') AS INTEGER) <= 15 THEN 1 ELSE 2 END`;
    const rows = await ctx.db.select({ half, unit, n: sql<number>`COUNT(*)` }).from(h).where(where).groupBy(half, unit);
    for (const row of rows) totals.set(`hazard.unitHalf\n${row.half}|${row.unit}|${metric}`, row.n);
  }
  return totals;
}
