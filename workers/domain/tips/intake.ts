import { and, asc, eq, inArray } from 'drizzle-orm';
import { PLACE_KINDS } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';
import { activeRoleKeys, type SignedRoleKey } from '../tip-keys/role-keys.ts';

/** Roles a tip may be sealed to when it is sent. */
const SEALED_TO = ['intake', 'discipline', 'identity'];

/** What the form offers and a tip is checked against: asked for with every tip, changed a few times a year. */
export const sealedToKeys = (ctx: Ctx): Promise<SignedRoleKey[]> =>
  ctx.ports.memo('tip keys', () => activeRoleKeys(ctx, SEALED_TO));

/** Streets and towns, in the tenant's order. */
export const places = (ctx: Ctx): Promise<{ id: string; name: string }[]> =>
  ctx.ports.memo('tip places', async () => {
    const u = ctx.db.rows.unit;
    return ctx.db
      .select({ id: u.id, name: u.name })
      .from(u)
      .where(and(inArray(u.kind, PLACE_KINDS), eq(u.active, true)))
      .orderBy(asc(u.sort), asc(u.name));
  });
