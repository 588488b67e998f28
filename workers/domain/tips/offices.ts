import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';

/** Names of the units whose people receive tips: whoever reports them should say so. */
export async function receivingOffices({ db }: Ctx): Promise<string[]> {
  const { person: p, personRole: r, unit: u } = db.rows;
  const rows = await db
    .select({ name: u.name })
    .from(r)
    .innerJoin(p, eq(p.id, r.personId))
    .innerJoin(u, eq(u.id, p.unitId))
    .where(and(eq(r.role, 'tip_office'), eq(p.status, 'active')))
    .groupBy(u.name)
    .orderBy(asc(u.name));
  return rows.map(({ name }) => name);
}
