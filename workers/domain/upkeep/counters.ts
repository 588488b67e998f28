import { inArray } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { recountFees } from '../fees/rows.ts';
import { recount } from '../hazards/counters.ts';
import { POOL_COUNTER, recountPools } from '../pools/counters.ts';
import { recountRewards } from '../rewards/rows.ts';
import { recountTasks, TASK_COUNTERS } from '../tasks/counters.ts';
import { recountTips } from '../tips/counters.ts';
import { recountUnclaimed, UNCLAIMED } from '../tips/uploads.ts';

const NAMES = [
  'hazard.state',
  'hazard.restricted',
  'hazard.discipline',
  'hazard.units',
  'hazard.unitHalf',
  'tip.state',
  'tip.fold',
  UNCLAIMED,
  'reward.state',
  'reward.paid',
  'reward.sum',
  'expert.fee',
  POOL_COUNTER,
  ...TASK_COUNTERS,
];

export interface Drift {
  readonly name: string;
  readonly bucket: string;
  readonly delta: number;
}

/** Compares the counters with the rows they count and mends what differs. A difference is a bug: the caller logs it. */
export async function reconcileCounters(ctx: Ctx): Promise<Drift[]> {
  const before = await kept(ctx);
  const real = new Map([
    ...(await recount(ctx)),
    ...(await recountTips(ctx)),
    ...(await recountRewards(ctx)),
    ...(await recountFees(ctx)),
    ...(await recountPools(ctx)),
    ...(await recountUnclaimed(ctx)),
    ...(await recountTasks(ctx)),
  ]);
  const after = await kept(ctx);
  // Somebody wrote in between: the three readings do not belong together. The next night looks again.
  if (JSON.stringify([...before]) !== JSON.stringify([...after])) return [];
  const drift: Drift[] = [];
  for (const key of new Set([...after.keys(), ...real.keys()])) {
    const delta = (real.get(key) ?? 0) - (after.get(key) ?? 0);
    const [name, bucket] = key.split('\n') as [string, string];
    if (delta !== 0) drift.push({ name, bucket, delta });
  }
  const writes = drift.map((d) => ctx.db.count(d.name, d.bucket, d.delta));
  return ctx.db.commit(writes, drift);
}

async function kept({ db }: Ctx): Promise<Map<string, number>> {
  const c = db.rows.counter;
  const rows = await db.select().from(c).where(inArray(c.name, NAMES)).orderBy(c.name, c.bucket);
  return new Map(rows.map((r) => [`${r.name}\n${r.bucket}`, r.value]));
}
