import { type Grant, ROLES } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';

/** @throws `bad_request` naming the first field whose unit is not of this tenant. */
export async function checkUnitsExist(
  ctx: Ctx,
  fields: readonly (readonly [path: string, id: string | null])[],
): Promise<void> {
  const wanted = fields.filter((field): field is [string, string] => field[1] !== null && field[1] !== '');
  if (wanted.length === 0) return;
  const { unit: u } = ctx.db.rows;
  const ids = wanted.map(([, id]) => id);
  const there = new Set((await ctx.db.select({ id: u.id }).from(u).where(among(u.id, ids))).map((row) => row.id));
  const missing = wanted.find(([, id]) => !there.has(id));
  if (missing) refuse('bad_request', { fields: [{ path: missing[0], message: '没有这个单位' }] });
}

/** Each role once a unit; a role that counts for the whole tenant takes no unit. */
export async function checkGrants(ctx: Ctx, roles: readonly Grant[]): Promise<Grant[]> {
  const wide = roles.findIndex((g) => g.unitId !== '' && !ROLES[g.role].scoped);
  if (wide >= 0) {
    refuse('bad_request', { fields: [{ path: `roles.${wide}.unitId`, message: '这个岗位管全地区，不限定单位' }] });
  }
  await checkUnitsExist(
    ctx,
    roles.map((g, i) => [`roles.${i}.unitId`, g.unitId] as const),
  );
  return [...new Map(roles.map((g) => [keyOf(g), g])).values()];
}

export const keyOf = (g: Grant): string => `${g.role}:${g.unitId}`;

/** Stored without hyphens, so that one number is one number. */
export const plainPhone = (phone: string | null): string | null => phone?.replaceAll('-', '') ?? null;
