import { type SQL, sql } from 'drizzle-orm';
import { type Permission, permits } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';

/** `column IN (ids)` with one bound parameter, whatever the number of ids: D1 takes at most 100 of them. */
export function among(column: unknown, ids: Iterable<string>): SQL<boolean> {
  return sql<boolean>`${column} IN (SELECT value FROM json_each(${JSON.stringify([...ids])}))`;
}

/** The ids of these units and of everything below them, in one statement however deep the tree. */
export function belowQuery({ db }: Ctx, unitIds: Iterable<string>) {
  const { unit } = db.rows;
  // In this order of tables: else SQLite walks every unit of the tenant for each one found.
  const tree = sql`WITH RECURSIVE below(id) AS (
    SELECT value FROM json_each(${JSON.stringify([...unitIds])})
    UNION SELECT ${unit.id} FROM below CROSS JOIN ${unit} WHERE ${unit.parentId} = below.id)`;
  return db.select({ id: unit.id }).from(unit).where(sql`${unit.id} IN (${tree} SELECT id FROM below)`);
}

/** These units and everything below them. */
export async function unitsBelow(ctx: Ctx, ...unitIds: string[]): Promise<Set<string>> {
  if (unitIds.length === 0) return new Set();
  const rows = await belowQuery(ctx, new Set(unitIds));
  return new Set([...unitIds, ...rows.map((row) => row.id)]);
}

/**
 * Where the actor holds `permission`: the whole tenant, or the units of scoped grants with all below them.
 * Nothing at all is the empty set.
 */
export async function scopeOf(ctx: Ctx, permission: Permission): Promise<'all' | Set<string>> {
  if (ctx.actor.kind === 'system') return 'all';
  if (ctx.actor.kind !== 'person') return new Set();
  const grants = ctx.actor.grants.filter((g) => permits([g], permission));
  if (grants.some((g) => g.unitId === '')) return 'all';
  return unitsBelow(ctx, ...new Set(grants.map((g) => g.unitId)));
}

/** Does the scope hold this unit? No unit at all lies only within the whole tenant. */
export function covers(scope: 'all' | Set<string>, unitId: string | null): boolean {
  return scope === 'all' || (unitId !== null && scope.has(unitId));
}
