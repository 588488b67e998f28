import { inArray, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { MEMBER_STATES, PENDING_STATES } from './rows.ts';

/** Counter of a pool's figures: one bucket a pool and figure. */
export const POOL_COUNTER = 'expert.pool';
const FIGURES = ['members', 'pending', 'failing'] as const;
type Figure = (typeof FIGURES)[number];
export type PoolFigures = Record<Figure, number>;

/** What of a seat the figures of its pool depend on. */
export interface Standing {
  readonly poolId: string;
  readonly state: string;
  readonly passes: number;
  readonly doubtful: number;
}
/** A seat before and after a commit; null before its first. */
export interface SeatMove {
  readonly from: Standing | null;
  readonly to: Standing;
}

function figuresOf({ state, passes, doubtful }: Standing): readonly Figure[] {
  if ((PENDING_STATES as readonly string[]).includes(state)) return ['pending'];
  if (!(MEMBER_STATES as readonly string[]).includes(state)) return [];
  return passes === 0 || doubtful === 1 ? ['members', 'failing'] : ['members'];
}

/** The counters' part of a commit: one write a figure, however many seats move. */
export function poolCounters({ db }: Ctx, moves: readonly SeatMove[]): Write[] {
  const deltas = new Map<string, number>();
  const add = (seat: Standing, by: number) => {
    for (const figure of figuresOf(seat)) {
      const bucket = `${seat.poolId}|${figure}`;
      deltas.set(bucket, (deltas.get(bucket) ?? 0) + by);
    }
  };
  for (const { from, to } of moves) {
    if (from) add(from, -1);
    add(to, 1);
  }
  return [...deltas].filter(([, delta]) => delta !== 0).map(([bucket, delta]) => db.count(POOL_COUNTER, bucket, delta));
}

/** The figures of these pools, by the counters' keys. */
export async function poolFigures({ db }: Ctx, poolIds: readonly string[]): Promise<(poolId: string) => PoolFigures> {
  const c = db.rows.counter;
  const buckets = poolIds.flatMap((id) => FIGURES.map((figure) => `${id}|${figure}`));
  const rows = await db
    .select({ bucket: c.bucket, value: c.value })
    .from(c)
    .where(
      sql`${c.name} = ${POOL_COUNTER} AND ${c.bucket} IN (SELECT value FROM json_each(${JSON.stringify(buckets)}))`,
    );
  const values = new Map(rows.map((row) => [row.bucket, row.value]));
  const of = (poolId: string, figure: Figure) => values.get(`${poolId}|${figure}`) ?? 0;
  return (id) => ({ members: of(id, 'members'), pending: of(id, 'pending'), failing: of(id, 'failing') });
}

/** What the counters should say, along an index: for the nightly reconciliation, never for a request. */
export async function recountPools({ db }: Ctx): Promise<Map<string, number>> {
  const s = db.rows.expertSeat;
  const groups = await db
    .select({ poolId: s.poolId, state: s.state, passes: s.passes, doubtful: s.doubtful, n: sql<number>`COUNT(*)` })
    .from(s)
    .where(inArray(s.state, [...MEMBER_STATES, ...PENDING_STATES]))
    .groupBy(s.poolId, s.state, s.passes, s.doubtful);
  const sums = new Map<string, number>();
  for (const { n, ...seat } of groups) {
    for (const figure of figuresOf(seat)) {
      const key = `${POOL_COUNTER}\n${seat.poolId}|${figure}`;
      sums.set(key, (sums.get(key) ?? 0) + n);
    }
  }
  return sums;
}
