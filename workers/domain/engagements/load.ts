import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';
import { WORKING } from './machine.ts';

/** What an enterprise is known by: its credit code, else its name without blanks. */
export const enterpriseKey = (name: string, creditCode: string): string =>
  creditCode.trim().toUpperCase() || name.replaceAll(/\s/g, '');

/** How many jobs each of these experts has in hand: asked or at work, and not yet signed. Who has none is not in the map. */
export async function openPartsOf({ db }: Ctx, expertIds: Iterable<string>): Promise<Map<string, number>> {
  const { engagementExpert: p, engagement: e, lentJob: j } = db.rows;
  const rows = await db
    .select({ expertId: p.expertId, n: sql<number>`COUNT(*)` })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(
      and(among(p.expertId, expertIds), inArray(p.state, [...WORKING]), notInArray(e.state, ['closed', 'cancelled'])),
    )
    .groupBy(p.expertId);
  const load = new Map(rows.map((row) => [row.expertId, row.n]));
  // Of those who are lent: what the other district has asked of them.
  const lent = await db
    .select({ expertId: j.expertId, n: sql<number>`COUNT(*)` })
    .from(j)
    .where(and(among(j.expertId, expertIds), eq(j.open, 1)))
    .groupBy(j.expertId);
  for (const { expertId, n } of lent) load.set(expertId, (load.get(expertId) ?? 0) + n);
  return load;
}

/** The last day (`YYYY-MM-DD`) on which each of these experts worked at the enterprise. Who never did is not in the map. */
export async function lastAtEnterprise(
  { db }: Ctx,
  expertIds: Iterable<string>,
  key: string,
): Promise<Map<string, string>> {
  const { engagementExpert: p, engagement: e } = db.rows;
  const rows = await db
    .select({ expertId: p.expertId, day: sql<string>`MAX(${p.toDay})` })
    .from(p)
    .innerJoin(e, eq(e.id, p.engagementId))
    .where(
      and(
        eq(p.enterpriseKey, key),
        inArray(p.state, ['accepted', 'signed']),
        notInArray(e.state, ['cancelled']),
        among(p.expertId, expertIds),
      ),
    )
    .groupBy(p.expertId);
  return new Map(rows.map((row) => [row.expertId, row.day]));
}
