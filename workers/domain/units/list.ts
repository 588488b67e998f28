import { and, eq, gt, or } from 'drizzle-orm';
import type * as z from 'zod';
import type { units as contract, unitView } from '../../contract/people.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { UnitKind } from '../../contract/units.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';

export type UnitView = z.output<typeof unitView>;
const PAGE = 2_000;

/** The tree as a flat list in display order; almost always the whole of it at once. */
export async function listUnits(ctx: Ctx, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { unit: u } = ctx.db.rows;
  const after = readCursor(input.cursor, ['number', 'string']);
  const rows = await ctx.db
    .select({
      id: u.id,
      kind: u.kind,
      name: u.name,
      shortName: u.shortName,
      parentId: u.parentId,
      sort: u.sort,
      divisionCode: u.divisionCode,
      active: u.active,
      version: u.version,
    })
    .from(u)
    .where(after && or(gt(u.sort, after[0]), and(eq(u.sort, after[0]), gt(u.id, after[1]))))
    .orderBy(u.sort, u.id)
    .limit(PAGE + 1);
  return cut(
    rows.map((row) => ({ ...row, kind: row.kind as UnitKind })),
    PAGE,
    (row) => [row.sort, row.id],
  );
}

export async function nameOfUnit(ctx: Ctx, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const { unit: u } = ctx.db.rows;
  const [row] = await ctx.db.select({ name: u.name }).from(u).where(eq(u.id, id));
  return row?.name ?? null;
}
