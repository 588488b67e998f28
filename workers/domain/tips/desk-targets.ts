import { and, eq, like } from 'drizzle-orm';
import { KEY_ROLES } from '../../contract/tip-keys.ts';
import { type Ctx, can } from '../context.ts';
import { activeRoleKeys, type SignedRoleKey } from '../tip-keys/role-keys.ts';
import { among } from '../units/scope.ts';
import { unitOf, VERIFICATION } from './desks.ts';
import type { TipRow } from './rows.ts';

export type DeskTarget = SignedRoleKey & { readonly name: string };

/**
 * Desks this tip can be handed to by the actor: those with a key in use. From discipline inspection it goes back to the intake
 * alone, for what a unit has the tip office sees too.
 */
export async function deskTargets(ctx: Ctx, tip: Pick<TipRow, 'desk'>): Promise<DeskTarget[]> {
  if (!can(ctx, 'tip.office')) return [];
  const roles = tip.desk === 'discipline' ? ['intake'] : ['discipline', 'intake', ...(await verifications(ctx))];
  const keys = await activeRoleKeys(
    ctx,
    roles.filter((role) => role !== tip.desk),
  );
  const units = await unitNames(
    ctx,
    keys.map((key) => unitOf(key.role) ?? ''),
  );
  return keys.flatMap((key) => {
    const unitId = unitOf(key.role);
    const name = unitId === undefined ? KEY_ROLES[key.role as 'intake' | 'discipline'] : units.get(unitId);
    return name === undefined ? [] : [{ ...key, name }];
  });
}

async function verifications({ db }: Ctx): Promise<string[]> {
  const k = db.rows.roleKey;
  const rows = await db
    .select({ role: k.role })
    .from(k)
    .where(and(eq(k.state, 'active'), like(k.role, `${VERIFICATION}%`)))
    .groupBy(k.role);
  return rows.map((row) => row.role);
}

/** Of units in service: one that was closed takes no more tips. */
async function unitNames({ db }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const u = db.rows.unit;
  const rows = await db
    .select({ id: u.id, name: u.name })
    .from(u)
    .where(and(among(u.id, ids), eq(u.active, true)));
  return new Map(rows.map((row) => [row.id, row.name]));
}
