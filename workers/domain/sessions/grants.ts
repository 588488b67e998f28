import { eq } from 'drizzle-orm';
import { type Grant, ROLES } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';

/** The roles a person holds now. A role that a later version no longer knows grants nothing. */
export async function grantsOf(ctx: Ctx, personId: string): Promise<Grant[]> {
  const { personRole: r } = ctx.db.rows;
  const rows = await ctx.db.select({ role: r.role, unitId: r.unitId }).from(r).where(eq(r.personId, personId));
  return rows.filter((row): row is Grant => row.role in ROLES);
}
