import { sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { FOR_DISCIPLINE, OPEN } from '../tips/desks.ts';
import type { HazardRow } from './rows.ts';

export type Counted = Pick<HazardRow, 'state' | 'restricted' | 'ownerUnitId' | 'placeUnitId'>;

/**
 * `hazard.state`: every row by state. `hazard.restricted`, `hazard.discipline`: those only the tip office, or only
 * discipline inspection, sees. `hazard.units`: the others by
 * state, owner and place, so that a unit's figures are a sum over few rows and count nothing twice.
 */
function bucketsOf(row: Counted): [name: string, bucket: string][] {
  return [
    ['hazard.state', row.state],
    row.restricted !== OPEN
      ? [row.restricted === FOR_DISCIPLINE ? 'hazard.discipline' : 'hazard.restricted', row.state]
      : ['hazard.units', `${row.state}|${row.ownerUnitId ?? ''}|${row.placeUnitId ?? ''}`],
  ];
}

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
    for (const [name, bucket] of bucketsOf(group)) {
      totals.set(`${name}\n${bucket}`, (totals.get(`${name}\n${bucket}`) ?? 0) + group.n);
    }
  }
  return totals;
}
