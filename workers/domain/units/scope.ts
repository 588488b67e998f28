import { type SQL, sql } from 'drizzle-orm';
import { type Permission, permits } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';

/** `column IN (ids)` with one bound parameter, whatever the number of ids: D1 takes at most 100 of them. */
export function among(column: unknown, ids: Iterable<string>): SQL<boolean> {
  return sql<boolean>`${column} IN (SELECT value FROM json_each(${JSON.stringify([...ids])}))`;
}

/** These units and everything below them. A level a query: the tree is four or five deep. */
export async function unitsBelow(ctx: Ctx, ...unitIds: string[]): Promise<Set<string>> {
  const { unit } = ctx.db.rows;
  const seen = new Set<string>(unitIds);
  let level = [...seen];
  while (level.length > 0) {
    const children = await ctx.db.select({ id: unit.id }).from(unit).where(among(unit.parentId, level));
    level = children.map((c) => c.id).filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
  return seen;
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
