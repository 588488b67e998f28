import { and, inArray, type SQL, sql } from 'drizzle-orm';
import type { counts as route } from '../../contract/hazards.ts';
import { HAZARD_STATE_NAMES } from '../../contract/hazards.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { myDesks } from '../tips/desks.ts';
import { urgent } from './filter.ts';
import { readScope, visible } from './rows.ts';

/** Beyond this a figure says nothing more, and counting would cost. */
export const COUNT_MAX = 1000;

/** A hazard comes near its limit without any commit: kept figures are of the same few seconds. */
const KEPT_MS = 5_000;

/** The same figures for all who see the same: kept for seconds, until a commit changes the ledger. */
export async function counts(ctx: Ctx): Promise<OutputOf<typeof route>> {
  const scope = await readScope(ctx);
  const { intake, discipline } = myDesks(ctx);
  const sees = scope === 'all' ? `all ${intake} ${discipline}` : undefined;
  // Whoever sees units sees what they reported themselves too: figures of their own.
  if (sees === undefined) return countNow(ctx, scope);
  return ctx.ports.memo(`counts ${sees} ${Math.floor(ctx.now / KEPT_MS)}`, () => countNow(ctx, scope), 'ledger');
}

async function countNow(ctx: Ctx, scope: 'all' | Set<string>): Promise<OutputOf<typeof route>> {
  const seen = await visible(ctx);
  const [byState, byUrgency] = await Promise.all([
    scope === 'all' ? wholeTenant(ctx) : ofUnits(ctx, scope),
    figures(ctx, {
      overdue: and(seen, urgent(ctx, 'overdue')),
      soon: and(seen, urgent(ctx, 'soon')),
      danger: and(seen, urgent(ctx, 'danger')),
    }),
  ]);
  return { byState, byUrgency };
}

const empty = (): Record<string, number> => Object.fromEntries(HAZARD_STATE_NAMES.map((state) => [state, 0]));

async function wholeTenant(ctx: Ctx): Promise<Record<string, number>> {
  const byState = empty();
  const { intake, discipline } = myDesks(ctx);
  const hidden = [...(intake ? [] : ['hazard.restricted']), ...(discipline ? [] : ['hazard.discipline'])];
  for (const { name, bucket, value } of await counters(ctx, ['hazard.state', ...hidden])) {
    byState[bucket] = (byState[bucket] ?? 0) + (name === 'hazard.state' ? value : -value);
  }
  return byState;
}

/** What these units own or have on their ground; each hazard counts once. */
async function ofUnits(ctx: Ctx, scope: Set<string>): Promise<Record<string, number>> {
  const byState = empty();
  for (const { bucket, value } of await counters(ctx, ['hazard.units'])) {
    const [state = '', owner = '', place = ''] = bucket.split('|');
    if (scope.has(owner) || scope.has(place)) byState[state] = (byState[state] ?? 0) + value;
  }
  return byState;
}

async function counters({ db }: Ctx, names: string[]): Promise<{ name: string; bucket: string; value: number }[]> {
  const c = db.rows.counter;
  return db.select({ name: c.name, bucket: c.bucket, value: c.value }).from(c).where(inArray(c.name, names));
}

/** How many fit each condition, read from an index and given up at COUNT_MAX; all of them in one statement. */
export async function figures<K extends string>(
  ctx: Ctx,
  conditions: Readonly<Record<K, SQL | undefined>>,
): Promise<Record<K, number>> {
  const counted = Object.entries<SQL | undefined>(conditions).map(([key, where]) => [
    key,
    sql<number>`${boundedRows(ctx, where)}`.as(key),
  ]);
  const [row] = await ctx.db
    .select(Object.fromEntries(counted) as Record<K, SQL.Aliased<number>>)
    .from(sql`(SELECT 1)`);
  return row as unknown as Record<K, number>;
}

export function boundedRows({ db }: Ctx, where: SQL | undefined) {
  const h = db.rows.hazard;
  const some = db.select({ id: h.id }).from(h).where(where).limit(COUNT_MAX).as('some');
  return db.select({ n: sql<number>`COUNT(*)` }).from(some);
}
