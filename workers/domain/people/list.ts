import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { people as contract } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among, unitsBelow } from '../units/scope.ts';
import { personsWhere } from './view.ts';

/** By words in name, user name or phone; by unit with all below it; by role. */
export async function listPeople(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { person: p, personRole: r } = ctx.db.rows;
  const after = readCursor(input.cursor, ['string']);
  const where: (SQL | undefined)[] = [after && gt(p.id, after[0])];
  if (input.q) {
    const q = input.q.trim().toLowerCase();
    where.push(sql`instr(lower(${p.name}) || ' ' || ${p.username} || ' ' || ifnull(${p.phone}, ''), ${q}) > 0`);
  }
  if (input.unitId) where.push(among(p.unitId, await unitsBelow(ctx, input.unitId)));
  if (input.role) where.push(inArray(p.id, ctx.db.select({ id: r.personId }).from(r).where(eq(r.role, input.role))));
  const rows = await personsWhere(ctx, and(...where), input.limit + 1);
  return cut(rows, input.limit, (row) => [row.id]);
}
