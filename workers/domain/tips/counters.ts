import { eq, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import type { TipRow } from './rows.ts';

/** `priority` of what came in a flood and nobody opened yet. */
export const FOLDED = -1;

type Folding = Pick<TipRow, 'desk' | 'day' | 'category' | 'placeUnitId'>;

/** Name of a fold: header alike. The desks are told apart in its counter, not in its name. */
export const foldKey = (row: Omit<Folding, 'desk'>): string => `${row.day}|${row.category}|${row.placeUnitId ?? ''}`;
const foldBucket = (row: Folding): string => `${row.desk === 'discipline' ? 'discipline' : 'intake'}|${foldKey(row)}`;

/** Counter `tip.state`: one bucket a state. */
export function tipCounters({ db }: Ctx, from: string | null, to: string): Write[] {
  if (from === to) return [];
  return [...(from === null ? [] : [db.count('tip.state', from, -1)]), db.count('tip.state', to, 1)];
}

/** Counter `tip.fold`: how many lie folded, by desk and header; so that a flood's figure costs no counting. */
export const foldCounter = ({ db }: Ctx, row: Folding, delta: 1 | -1): Write =>
  db.count('tip.fold', foldBucket(row), delta);

/** What the counters should say, for the nightly reconciliation. */
export async function recountTips({ db }: Ctx): Promise<Map<string, number>> {
  const t = db.rows.tip;
  const n = sql<number>`COUNT(*)`;
  const states = await db.select({ state: t.state, n }).from(t).groupBy(t.state);
  const folds = await db
    .select({ desk: t.desk, day: t.day, category: t.category, placeUnitId: t.placeUnitId, n })
    .from(t)
    .where(eq(t.priority, FOLDED))
    .groupBy(t.desk, t.day, t.category, t.placeUnitId);
  const totals = new Map(states.map((g) => [`tip.state\n${g.state}`, g.n]));
  for (const fold of folds) {
    const key = `tip.fold\n${foldBucket(fold)}`;
    totals.set(key, (totals.get(key) ?? 0) + fold.n);
  }
  return totals;
}
