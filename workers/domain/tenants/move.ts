import { and, eq, sql } from 'drizzle-orm';
import type { Shape, TenantDump } from '../../../db/dump.ts';
import type { move as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx, PlatformCtx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { actOn } from './acts.ts';
import { registerCells, requireRoomIn } from './cells.ts';
import { indexAllHazards } from './search.ts';
import { isBusy } from './status.ts';
import { type TenantRow, type TenantView, tenantRow, viewOf } from './view.ts';

/**
 * Until then readers who still look into the old cell find everything there: an isolate knows where a tenant lives for
 * seconds, an export that began before the move reads on for minutes.
 */
const SETTLES_MS = 10 * 60_000;
/** A write that no fence stops (an outbox row done with) may come between two readings: then once more. */
const ATTEMPTS = 3;

/**
 * `step` while a move is under way: `moving:01` (being copied to 01: read as ever, writes are refused by the fence),
 * `moved:00:{when}` (lives in the new cell, rows in 00 still to be removed, see `settleMoves`). Calling again with the same
 * cell goes on from there; calling with the cell it still lives in gives the move up.
 */
export async function move(ctx: PlatformCtx, { no, cell, reason }: InputOf<typeof contract>): Promise<TenantView> {
  const row = await tenantRow(ctx, no);
  if (!ctx.cellNames.includes(cell)) badCell('没有这个数据单元');
  if (row.step.startsWith('moved:')) return row.cell === cell ? viewOf(ctx, no) : refuse('wrong_state');
  await registerCells(ctx);
  if (row.step.startsWith('moving:') && row.cell === cell) return giveUp(ctx, row, reason);
  const begun = await begin(ctx, row, cell, reason);
  await copy(ctx, begun, cell);
  return flip(ctx, begun, cell, reason);
}

/** Removes what was left behind by moves that are over long enough. Answers whose. */
export async function settleMoves(ctx: PlatformCtx): Promise<number[]> {
  const { orm, tables } = ctx.directory;
  const { tenant } = tables;
  const rows = await orm
    .select({ id: tenant.id, step: tenant.step })
    .from(tenant)
    .where(sql`substr(${tenant.step}, 1, 6) = 'moved:'`);
  const settled: number[] = [];
  for (const { id, step } of rows) {
    const [, cell = '', at = '0'] = step.split(':');
    if (ctx.now - Number(at) < SETTLES_MS) continue;
    const taken = `moved:${cell}:${ctx.now}`;
    const is = (now: string) => and(eq(tenant.id, id), eq(tenant.step, now));
    // One run at a time: a slow one must not go on removing once the tenant may move back.
    const claim = orm.update(tenant).set({ step: taken }).where(is(step)).returning({ id: tenant.id });
    if ((await claim).length === 0) continue;
    const left = await ctx.openTenant(id, 'move', cell);
    await left.db.dump().erase();
    await left.ports.search.clear();
    await ctx.directory.step([orm.update(tenant).set({ step: 'active' }).where(is(taken))]);
    settled.push(id);
  }
  return settled;
}

/** Nothing was lost: the rows never left. What was copied goes when a later move begins. */
async function giveUp(ctx: PlatformCtx, row: TenantRow, reason: string): Promise<TenantView> {
  await (await ctx.openTenant(row.id, 'move')).db.dump().fence(false);
  const set = { step: 'active' };
  const view = { ...(await viewOf(ctx, row.id)), ...set };
  await ctx.directory.commit(actOn(ctx, row, { action: 'tenant.move_given_up', reason }, set), view);
  ctx.forget();
  return view;
}

/** Closes the tenant to writes, by the fence in its cell: whatever any isolate still believes. */
async function begin(ctx: PlatformCtx, row: TenantRow, cell: string, reason: string): Promise<TenantRow> {
  const step = `moving:${cell}`;
  if (row.step !== step) {
    if (!['active', 'suspended'].includes(row.status) || isBusy(row)) return refuse('wrong_state');
    if (row.cell === cell) badCell('已在这个数据单元');
    await requireRoomIn(ctx, cell);
  }
  // Who goes on takes a version too: an earlier run that is still copying can then no longer finish.
  const act = { action: 'tenant.move', reason, data: { from: row.cell, to: cell } };
  await ctx.directory.step(actOn(ctx, row, act, { step }));
  ctx.forget();
  await (await ctx.openTenant(row.id, 'move')).db.dump().fence(true);
  return tenantRow(ctx, row.id);
}

/** From scratch each time: what an interrupted attempt left in the new cell is removed first. */
async function copy(ctx: PlatformCtx, row: TenantRow, cell: string): Promise<void> {
  const [from, to] = [await ctx.openTenant(row.id, 'move'), await ctx.openTenant(row.id, 'move', cell)];
  const [source, target] = [from.db.dump(), to.db.dump()];
  await target.fence(false);
  for (let left = ATTEMPTS; ; left--) {
    await target.erase();
    for (const shape of await source.filled()) await copyTable(source, target, shape);
    const differing = await differences(source, target);
    if (differing.length === 0) break;
    if (left === 1) throw new Error(`the copy of ${differing.join(', ')} differs`);
  }
  await rebuildSearch(to);
}

async function copyTable(source: TenantDump, target: TenantDump, shape: Shape): Promise<void> {
  for await (const rows of source.chunks(shape)) await target.insert(shape, rows);
  if (!shape.self) return;
  for await (const rows of source.chunks(shape)) await target.link(shape, rows);
}

async function differences(source: TenantDump, target: TenantDump): Promise<string[]> {
  const names: string[] = [];
  for (const shape of new Map(
    [...(await source.filled()), ...(await target.filled())].map((s) => [s.name, s]),
  ).values()) {
    const [a, b] = [await source.digest(shape), await target.digest(shape)];
    if (a.rows !== b.rows || a.sha256 !== b.sha256) names.push(shape.name);
  }
  return names;
}

async function rebuildSearch(ctx: Ctx): Promise<void> {
  await ctx.ports.search.clear();
  await indexAllHazards(ctx);
}

/** The moment of the move: the directory points to the new cell. The fence in the old one stays up. */
async function flip(ctx: PlatformCtx, row: TenantRow, cell: string, reason: string): Promise<TenantView> {
  const { orm, tables } = ctx.directory;
  const act = { action: 'tenant.moved', reason, data: { from: row.cell, to: cell } };
  const set = { cell, step: `moved:${row.cell}:${ctx.now}` };
  const view = { ...(await viewOf(ctx, row.id)), ...set };
  await ctx.directory.commit(
    [
      ...actOn(ctx, row, act, set),
      orm
        .update(tables.cell)
        .set({ tenants: sql`max(0, ${tables.cell.tenants} - 1)` })
        .where(eq(tables.cell.name, row.cell)),
      orm
        .update(tables.cell)
        .set({ tenants: sql`${tables.cell.tenants} + 1` })
        .where(eq(tables.cell.name, cell)),
    ],
    view,
  );
  ctx.forget();
  return view;
}

function badCell(message: string): never {
  throw new DomainError('bad_request', { fields: [{ path: 'cell', message }] });
}
