import { eq, sql } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { RewardState } from '../../contract/rewards.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { nextEvent } from '../events.ts';

const everyColumn = ({ db }: Ctx) => db.select().from(db.rows.reward);
export type RewardRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** @throws `not_found` */
export async function loadReward(ctx: Ctx, id: string): Promise<RewardRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.reward.id, id));
  return found(row);
}

type Stepping = Pick<RewardRow, 'id' | 'state' | 'version' | 'eventHash'>;

/** One step of a reward's life: the event, the guarded row, the counters. Amount and tip stay out of the event. */
export function stepWrites(
  ctx: Ctx,
  row: Stepping,
  action: string,
  to: RewardState,
  set: Partial<NewRow<'reward'>> = {},
): Write[] {
  const event = { entity: 'reward', entityId: row.id, action, from: row.state, to, data: {} };
  const { write, head } = nextEvent(ctx, row, event);
  const update = ctx.db.update('reward', { ...set, state: to, ...head }, (r) => eq(r.id, row.id));
  return [write, update, ...rewardCounters(ctx, row.state, to)];
}

/** Counter `reward.state`: one bucket a state. */
export function rewardCounters({ db }: Ctx, from: string | null, to: string): Write[] {
  if (from === to) return [];
  return [...(from === null ? [] : [db.count('reward.state', from, -1)]), db.count('reward.state', to, 1)];
}

/** Counters `reward.paid` and `reward.sum` (fen): one bucket a year of payment. */
export const paidCounters = ({ db }: Ctx, day: string, amount: number): Write[] => [
  db.count('reward.paid', day.slice(0, 4), 1),
  db.count('reward.sum', day.slice(0, 4), amount),
];

/** What the counters should say, for the nightly reconciliation. */
export async function recountRewards({ db }: Ctx): Promise<Map<string, number>> {
  const r = db.rows.reward;
  const year = sql<string>`substr(${r.settledDay}, 1, 4)`;
  const states = await db.select({ state: r.state, n: sql<number>`COUNT(*)` }).from(r).groupBy(r.state);
  const years = await db
    .select({ year, n: sql<number>`COUNT(*)`, sum: sql<number>`SUM(${r.amount})` })
    .from(r)
    .where(eq(r.state, 'paid'))
    .groupBy(year);
  return new Map([
    ...states.map((g): [string, number] => [`reward.state\n${g.state}`, g.n]),
    ...years.flatMap((g): [string, number][] => [
      [`reward.paid\n${g.year}`, g.n],
      [`reward.sum\n${g.year}`, g.sum],
    ]),
  ]);
}
