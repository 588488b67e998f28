import { and, asc, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { cells, setCell } from '../../contract/platform.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { PlatformCtx } from '../context.ts';
import { refuse } from '../errors.ts';
import { logged } from './acts.ts';
import { isoOrNull } from './view.ts';

const DEFAULT_CAPACITY = 64;

/** Every bound cell has its row; one newly bound is open at once. */
export async function registerCells({ directory, cellNames }: PlatformCtx): Promise<void> {
  const { cell } = directory.tables;
  const known = await directory.orm.select({ name: cell.name }).from(cell);
  const missing = cellNames.filter((name) => !known.some((k) => k.name === name));
  if (missing.length === 0) return;
  await directory.step(
    missing.map((name) =>
      directory.orm.insert(cell).values({ name, capacity: DEFAULT_CAPACITY }).onConflictDoNothing(),
    ),
  );
}

type Cells = PlatformCtx['directory']['tables']['cell'];

/** Neither as many districts as it may hold, nor as many bytes. */
const roomLeft = (cell: Cells): SQL | undefined => and(lt(cell.tenants, cell.capacity), lt(cell.bytes, cell.maxBytes));

/** Of districts or bytes, whichever is nearer to its limit. */
const fullness = (cell: Cells): SQL =>
  sql`max(1.0 * ${cell.tenants} / ${cell.capacity}, 1.0 * ${cell.bytes} / ${cell.maxBytes})`;

/** The open, bound cell with most room, chosen inside the statement that takes the place. NULL when there is none. */
export function roomiest({ directory, cellNames }: PlatformCtx) {
  const { cell } = directory.tables;
  const bound = sql`${cell.name} IN (SELECT value FROM json_each(${JSON.stringify(cellNames)}))`;
  return sql<string>`(${directory.orm
    .select({ name: cell.name })
    .from(cell)
    .where(and(eq(cell.open, true), roomLeft(cell), bound))
    .orderBy(fullness(cell), asc(cell.name))
    .limit(1)})`;
}

/** @throws `no_room` when this cell is full: for a district that is to move there. */
export async function requireRoomIn({ directory }: PlatformCtx, name: string): Promise<void> {
  const { cell } = directory.tables;
  const [row] = await directory.orm
    .select({ name: cell.name })
    .from(cell)
    .where(and(eq(cell.name, name), roomLeft(cell)));
  if (!row) refuse('no_room');
}

export async function hasRoom(ctx: PlatformCtx): Promise<boolean> {
  const [row] = await ctx.directory.orm.all<{ name: string | null }>(sql`SELECT ${roomiest(ctx)} AS name`);
  return row?.name != null;
}

export async function listCells(ctx: PlatformCtx): Promise<OutputOf<typeof cells>> {
  await registerCells(ctx);
  const { cell } = ctx.directory.tables;
  const rows = await ctx.directory.orm.select().from(cell).orderBy(cell.name);
  return { items: rows.map((row) => ({ ...row, countedAt: isoOrNull(row.countedAt) })) };
}

export async function setOneCell(
  ctx: PlatformCtx,
  { name, capacity, open, maxBytes }: InputOf<typeof setCell>,
): Promise<{ ok: true }> {
  if (!ctx.cellNames.includes(name)) return refuse('not_found');
  await registerCells(ctx);
  const { orm, tables } = ctx.directory;
  const set = { capacity, open, ...(maxBytes === undefined ? {} : { maxBytes }) };
  return ctx.directory.commit(
    [
      orm.update(tables.cell).set(set).where(eq(tables.cell.name, name)),
      logged(ctx, ctx.newId(), null, { action: 'cell.set', reason: '', data: { name, ...set } }),
    ],
    { ok: true },
  );
}
