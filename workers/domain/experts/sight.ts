import { and, eq, exists, type SQL, sql } from 'drizzle-orm';
import type { Permission } from '../../contract/access.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { among, scopeOf } from '../units/scope.ts';

/**
 * The pools in which the actor holds `permission`: those that an owner unit within its scope keeps. Undefined: all of them.
 * The one condition on who sees an application, a member, a draw of a pool.
 */
export async function poolsOf(ctx: Ctx, permission: Permission, poolId: unknown): Promise<SQL | undefined> {
  const scope = await scopeOf(ctx, permission);
  if (scope === 'all') return undefined;
  const o = ctx.db.rows.expertPoolOwner;
  const owned = ctx.db
    .select({ one: sql`1` })
    .from(o)
    .where(and(sql`${o.poolId} = ${poolId}`, among(o.unitId, scope)));
  return exists(owned);
}

/** @throws `not_found` unless the pool is there and the actor holds `permission` in it. */
export async function inPool(ctx: Ctx, permission: Permission, poolId: string): Promise<void> {
  const p = ctx.db.rows.expertPool;
  const [row] = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(eq(p.id, poolId), await poolsOf(ctx, permission, p.id)));
  if (!row) refuse('not_found');
}

/** The record of whoever signed in as an expert. @throws `not_found` when the account belongs to none. */
export async function myExpertId(ctx: Ctx): Promise<string> {
  const e = ctx.db.rows.expert;
  const [row] = await ctx.db
    .select({ id: e.id })
    .from(e)
    .where(eq(e.personId, personId(ctx)));
  return row?.id ?? refuse('not_found');
}
