import { eq, sql } from 'drizzle-orm';
import type { Digest, Shape, TenantDump } from '../../../db/dump.ts';
import type { move as contract } from '../../contract/platform.ts';
import type { InputOf } from '../../contract/route.ts';
import type { Ctx, PlatformCtx } from '../context.ts';
import { DomainError, refuse } from '../errors.ts';
import { actOn } from './acts.ts';
import { registerCells } from './cells.ts';
import { indexHazards } from './search.ts';
import { isBusy } from './status.ts';
import { type TenantRow, type TenantState, type TenantView, tenantRow, viewOf } from './view.ts';

const NOTICE = '本地区的数据正在迁移，稍后恢复，已提交的内容都在。';

/**
 * `step` while a move is under way: `moving:01:active` (copying to 01, then active again), `moved:00` (lives in the new
 * cell, rows in 00 still to be removed). Calling again with the same cell goes on from there; calling with the cell it
 * still lives in gives the move up.
 */
export async function move(ctx: PlatformCtx, { no, cell, reason }: InputOf<typeof contract>): Promise<TenantView> {
  let row = await tenantRow(ctx, no);
  if (!ctx.cellNames.includes(cell)) badCell('没有这个数据单元');
  await registerCells(ctx);
  const { orm, tables } = ctx.directory;
  if (row.step.startsWith('moving:') && row.cell === cell) return giveUp(ctx, row, reason);
  if (!row.step.startsWith('moved:')) {
    row = await begin(ctx, row, cell, reason);
    await copy(ctx, row, cell);
    row = await flip(ctx, row, cell, reason);
  } else if (row.cell !== cell) {
    return refuse('wrong_state');
  }
  const left = await ctx.openTenant(no, 'move', row.step.slice('moved:'.length));
  await left.db.dump().erase();
  await left.ports.search.clear();
  const view = { ...(await viewOf(ctx, no)), step: 'active' };
  await ctx.directory.commit([orm.update(tables.tenant).set({ step: 'active' }).where(eq(tables.tenant.id, no))], view);
  return view;
}

/** Nothing was lost: the rows never left. What was copied goes when a later move begins. */
async function giveUp(ctx: PlatformCtx, row: TenantRow, reason: string): Promise<TenantView> {
  await (await ctx.openTenant(row.id, 'move')).db.dump().fence(false);
  const status = row.step.split(':')[2] as TenantState;
  const set = { status, step: 'active', notice: status === 'active' ? '' : row.notice };
  const view = { ...(await viewOf(ctx, row.id)), ...set };
  await ctx.directory.commit(actOn(ctx, row, { action: 'tenant.move_given_up', reason }, set), view);
  ctx.forget();
  return view;
}

/** Closes the tenant to writes: by its status for new requests, by the fence in the cell for those under way. */
async function begin(ctx: PlatformCtx, row: TenantRow, cell: string, reason: string): Promise<TenantRow> {
  if (!row.step.startsWith(`moving:${cell}:`)) {
    if (!['active', 'suspended'].includes(row.status) || isBusy(row)) return refuse('wrong_state');
    if (row.cell === cell) badCell('已在这个数据单元');
    const step = `moving:${cell}:${row.status}`;
    const notice = row.status === 'active' ? NOTICE : row.notice;
    const act = { action: 'tenant.move', reason, data: { from: row.cell, to: cell } };
    await ctx.directory.step(actOn(ctx, row, act, { step, status: 'suspended', notice }));
    ctx.forget();
  }
  await (await ctx.openTenant(row.id, 'move')).db.dump().fence(true);
  return tenantRow(ctx, row.id);
}

/** From scratch each time: what an interrupted attempt left in the new cell is removed first. */
async function copy(ctx: PlatformCtx, row: TenantRow, cell: string): Promise<void> {
  const [from, to] = [await ctx.openTenant(row.id, 'move'), await ctx.openTenant(row.id, 'move', cell)];
  const [source, target] = [from.db.dump(), to.db.dump()];
  await target.fence(false);
  await target.erase();
  const shapes = await source.shapes();
  for (const shape of shapes) await copyTable(source, target, shape);
  for (const shape of shapes) same(shape, await source.digest(shape), await target.digest(shape));
  await rebuildSearch(to);
}

async function copyTable(source: TenantDump, target: TenantDump, shape: Shape): Promise<void> {
  for await (const rows of source.chunks(shape)) await target.insert(shape, rows);
  if (!shape.self) return;
  for await (const rows of source.chunks(shape)) await target.link(shape, rows);
}

function same(shape: Shape, a: Digest, b: Digest): void {
  if (a.rows !== b.rows || a.sha256 !== b.sha256) throw new Error(`the copy of ${shape.name} differs`);
}

async function rebuildSearch(ctx: Ctx): Promise<void> {
  await ctx.ports.search.clear();
  await indexHazards(ctx);
}

/** The moment of the move: the directory points to the new cell, and the tenant is as it was before. */
async function flip(ctx: PlatformCtx, row: TenantRow, cell: string, reason: string): Promise<TenantRow> {
  const { orm, tables } = ctx.directory;
  const status = row.step.split(':')[2] as string;
  const notice = status === 'active' ? '' : row.notice;
  const act = { action: 'tenant.moved', reason, data: { from: row.cell, to: cell } };
  await ctx.directory.step([
    ...actOn(ctx, row, act, { cell, status, notice, step: `moved:${row.cell}` }),
    orm
      .update(tables.cell)
      .set({ tenants: sql`max(0, ${tables.cell.tenants} - 1)` })
      .where(eq(tables.cell.name, row.cell)),
    orm
      .update(tables.cell)
      .set({ tenants: sql`${tables.cell.tenants} + 1` })
      .where(eq(tables.cell.name, cell)),
  ]);
  ctx.forget();
  return tenantRow(ctx, row.id);
}

function badCell(message: string): never {
  throw new DomainError('bad_request', { fields: [{ path: 'cell', message }] });
}
