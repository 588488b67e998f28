import { sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';

/** Counter `tip.state`: one bucket a state. */
export function tipCounters({ db }: Ctx, from: string | null, to: string): Write[] {
  if (from === to) return [];
  return [...(from === null ? [] : [db.count('tip.state', from, -1)]), db.count('tip.state', to, 1)];
}

/** What the counters should say, for the nightly reconciliation. */
export async function recountTips({ db }: Ctx): Promise<Map<string, number>> {
  const t = db.rows.tip;
  const groups = await db.select({ state: t.state, n: sql<number>`COUNT(*)` }).from(t).groupBy(t.state);
  return new Map(groups.map((g) => [`tip.state\n${g.state}`, g.n]));
}
