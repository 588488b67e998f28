import { eq, type SQL } from 'drizzle-orm';
import type * as z from 'zod';
import type { Grant } from '../../contract/access.ts';
import type { personView } from '../../contract/people.ts';
import type { Ctx } from '../context.ts';
import { among } from '../units/scope.ts';

export type PersonView = z.output<typeof personView>;

/** Persons as the console shows them, in the order of their ids, with unit name and roles. */
export async function personsWhere(ctx: Ctx, where: SQL | undefined, limit: number): Promise<PersonView[]> {
  const { person: p, unit: u, personRole: r } = ctx.db.rows;
  const rows = await ctx.db
    .select({
      id: p.id,
      name: p.name,
      username: p.username,
      phone: p.phone,
      unitId: p.unitId,
      unitName: u.name,
      post: p.post,
      status: p.status,
      version: p.version,
    })
    .from(p)
    .leftJoin(u, eq(u.id, p.unitId))
    .where(where)
    .orderBy(p.id)
    .limit(limit);
  const held = await ctx.db
    .select({ personId: r.personId, role: r.role, unitId: r.unitId })
    .from(r)
    .where(
      among(
        r.personId,
        rows.map((row) => row.id),
      ),
    );
  const roles = Map.groupBy(held, (g) => g.personId);
  return rows.map((row) => ({
    ...row,
    status: row.status as PersonView['status'],
    roles: (roles.get(row.id) ?? []).map(({ role, unitId }) => ({ role, unitId }) as Grant),
  }));
}
