import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { cells, setCell } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { logged } from './acts.ts';

const DEFAULT_CAPACITY = 64;

/** Every bound cell has its row; one newly bound is open at once. */
export async function registerCells({ directory, cellNames }: PlatformCtx): Promise<void> {
  const { cell } = directory.tables;
  const known = await directory.orm.select({ name: cell.name }).from(cell);
  const missing = cellNames.filter((name) => !known.some((k) => k.name === name));
  if (missing.length === 0) return;
  const rows = missing.map((name) => ({ name, capacity: DEFAULT_CAPACITY }));
  await directory.step([directory.orm.insert(cell).values(rows).onConflictDoNothing()]);
}

/** The open, bound cell with most room, chosen inside the statement that takes the place. NULL when there is none. */
export function roomiest({ directory, cellNames }: PlatformCtx) {
  const { cell } = directory.tables;
  return sql<string>`(${directory.orm
    .select({ name: cell.name })
    .from(cell)
    .where(and(eq(cell.open, true), lt(cell.tenants, cell.capacity), inArray(cell.name, [...cellNames])))
    .orderBy(sql`${cell.capacity} - ${cell.tenants} DESC`, asc(cell.name))
    .limit(1)})`;
}

export async function hasRoom(ctx: PlatformCtx): Promise<boolean> {
  const [row] = await ctx.directory.orm.all<{ name: string | null }>(sql`SELECT ${roomiest(ctx)} AS name`);
  return row?.name != null;
}

export async function listCells(ctx: PlatformCtx): Promise<OutputOf<typeof cells>> {
  await registerCells(ctx);
  const { cell } = ctx.directory.tables;
  return { items: await ctx.directory.orm.select().from(cell).orderBy(cell.name) };
}

export async function setOneCell(
  ctx: PlatformCtx,
  { name, capacity, open }: InputOf<typeof setCell>,
): Promise<{ ok: true }> {
  if (!ctx.cellNames.includes(name)) return refuse('not_found');
  await registerCells(ctx);
  const { orm, tables } = ctx.directory;
  return ctx.directory.commit(
    [
      orm.update(tables.cell).set({ capacity, open }).where(eq(tables.cell.name, name)),
      logged(ctx, ctx.newId(), null, { action: 'cell.set', reason: '', data: { name, capacity, open } }),
    ],
    { ok: true },
  );
}
