import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { UnitRef } from '../notices/match.ts';

/** Units in service, as the reader knows them: the short name is the name others use, and what people settled before. */
export async function knownUnits({ db }: Ctx): Promise<UnitRef[]> {
  const { unit: u, unitAlias: a } = db.rows;
  const [rows, settled] = await Promise.all([
    db
      .select({ id: u.id, name: u.name, shortName: u.shortName, kind: u.kind })
      .from(u)
      .where(eq(u.active, true))
      .orderBy(u.sort, u.id),
    db.select({ alias: a.alias, unitId: a.unitId }).from(a).orderBy(asc(a.alias)),
  ]);
  const known = Map.groupBy(settled, (row) => row.unitId);
  return rows.map(({ id, name, shortName, kind }) => ({
    id,
    name,
    kind,
    aliases: shortName === name ? [] : [shortName],
    known: (known.get(id) ?? []).map((row) => row.alias),
  }));
}
