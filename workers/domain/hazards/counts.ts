import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { counts as route } from '../../contract/hazards.ts';
import { HAZARD_STATE_NAMES } from '../../contract/hazards.ts';
import type { OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { myDesks } from '../tips/desks.ts';
import { urgent } from './filter.ts';
import { readScope, visible } from './rows.ts';

/** Beyond this a figure says nothing more, and counting would cost. */
export const COUNT_MAX = 1000;

export async function counts(ctx: Ctx): Promise<OutputOf<typeof route>> {
  const scope = await readScope(ctx);
  const seen = await visible(ctx);
  const [byState, overdue, soon, danger] = await Promise.all([
    scope === 'all' ? wholeTenant(ctx) : ofUnits(ctx, scope),
    bounded(ctx, and(seen, urgent(ctx, 'overdue'))),
    bounded(ctx, and(seen, urgent(ctx, 'soon'))),
    bounded(ctx, and(seen, urgent(ctx, 'danger'))),
  ]);
  return { byState, byUrgency: { overdue, soon, danger } };
}

const empty = (): Record<string, number> => Object.fromEntries(HAZARD_STATE_NAMES.map((state) => [state, 0]));

async function wholeTenant(ctx: Ctx): Promise<Record<string, number>> {
  const byState = empty();
  for (const { bucket, value } of await counters(ctx, 'hazard.state')) byState[bucket] = value;
  const { intake, discipline } = myDesks(ctx);
  const hidden = [...(intake ? [] : ['hazard.restricted']), ...(discipline ? [] : ['hazard.discipline'])];
  for (const name of hidden) {
    for (const { bucket, value } of await counters(ctx, name)) byState[bucket] = (byState[bucket] ?? 0) - value;
  }
  return byState;
}

/** What these units own or have on their ground; each hazard counts once. */
async function ofUnits(ctx: Ctx, scope: Set<string>): Promise<Record<string, number>> {
  const byState = empty();
  for (const { bucket, value } of await counters(ctx, 'hazard.units')) {
    const [state = '', owner = '', place = ''] = bucket.split('|');
    if (scope.has(owner) || scope.has(place)) byState[state] = (byState[state] ?? 0) + value;
  }
  return byState;
}

async function counters({ db }: Ctx, name: string): Promise<{ bucket: string; value: number }[]> {
  const c = db.rows.counter;
  return db.select({ bucket: c.bucket, value: c.value }).from(c).where(eq(c.name, name));
}

/** How many fit, read from an index and given up at COUNT_MAX. */
export async function bounded(ctx: Ctx, where: SQL | undefined): Promise<number> {
  const rows = await boundedRows(ctx, where);
  return rows[0]?.n ?? 0;
}

export function boundedRows({ db }: Ctx, where: SQL | undefined) {
  const h = db.rows.hazard;
  const some = db.select({ id: h.id }).from(h).where(where).limit(COUNT_MAX).as('some');
  return db.select({ n: sql<number>`COUNT(*)` }).from(some);
}
