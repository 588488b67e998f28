import type { Ctx } from '../context.ts';

/** Finds a unit's id by full name, or by a short name that only one unit has. */
export async function unitsByName(ctx: Ctx): Promise<(name: string) => string | undefined> {
  const { unit: u } = ctx.db.rows;
  const rows = await ctx.db.select({ id: u.id, name: u.name, shortName: u.shortName }).from(u);
  const full = new Map(rows.map((row) => [row.name, row.id]));
  const short = new Map<string, string | undefined>();
  for (const row of rows) short.set(row.shortName, short.has(row.shortName) ? undefined : row.id);
  return (name) => full.get(name) ?? short.get(name);
}
