import { and, eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { born, changed } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { unitBook } from '../templates/book.ts';
import { fieldNames, fieldTemplates } from './fields.ts';
import { type PoolState, poolFor } from './rows.ts';

type Done = OutputOf<typeof contract.addPool>;
interface NewPool {
  readonly field: string;
  readonly title: string;
  readonly ownerUnitIds: readonly string[];
  readonly quota: number | null;
  readonly notice: string;
}

/** An open pool with its owner units. */
export function newPoolWrites(ctx: Ctx, { ownerUnitIds, ...pool }: NewPool): { writes: Write[]; poolId: string } {
  const poolId = ctx.newId();
  const owners = [...new Set(ownerUnitIds)];
  const row = {
    ...{ id: poolId, ...pool, state: 'open', createdAt: ctx.now, updatedAt: ctx.now },
    ...{ version: 0, eventHash: '' },
  };
  const data = { field: pool.field, quota: pool.quota, owners };
  const writes = born(ctx, 'expertPool', row, { action: 'add', to: 'open', data });
  return {
    writes: [...writes, ...owners.map((unitId) => ctx.db.insert('expertPoolOwner', { poolId, unitId }))],
    poolId,
  };
}

export async function addPool(ctx: Ctx, input: InputOf<typeof contract.addPool>): Promise<Done> {
  await checkOwners(ctx, input.ownerUnitIds);
  if (!(await fieldNames(ctx)).has(input.field)) {
    refuse('bad_request', { fields: [{ path: 'field', message: '没有这个专业领域' }] });
  }
  await checkTitle(ctx, input.title);
  const { writes, poolId } = newPoolWrites(ctx, input);
  return ctx.db.commit(writes, { id: poolId, state: 'open', version: 1 });
}

/** The pools of this district's pack, under the units its notice names; a field that has a pool keeps it. */
export async function poolsFromTemplates(ctx: Ctx): Promise<OutputOf<typeof contract.poolsFromTemplates>> {
  const p = ctx.db.rows.expertPool;
  const [templates, pools, book] = await Promise.all([
    fieldTemplates(ctx),
    ctx.db.select({ field: p.field, title: p.title }).from(p),
    unitBook(ctx),
  ]);
  const fields = new Set(pools.map((pool) => pool.field));
  const titles = new Set(pools.map((pool) => pool.title));
  const added: { id: string; title: string }[] = [];
  const left: { title: string; why: string }[] = [];
  const writes: Write[] = [];
  for (const { field, title, owners } of templates) {
    const name = `${title}专家库`;
    const units = owners.map((ref) => book.find(ref));
    const ownerUnitIds = units.flatMap((unit) => unit.ids);
    const missing = units.flatMap((unit) => unit.why ?? []);
    if (fields.has(field) || titles.has(name)) left.push({ title: name, why: '已有这个领域的专家库' });
    else if (ownerUnitIds.length === 0) left.push({ title: name, why: missing.join('；') || '没有主管单位' });
    else {
      const made = newPoolWrites(ctx, { field, title: name, ownerUnitIds, quota: null, notice: '' });
      writes.push(...made.writes);
      added.push({ id: made.poolId, title: name });
    }
  }
  return ctx.db.commit(writes, { added, left });
}

export async function editPool(ctx: Ctx, input: InputOf<typeof contract.editPool>): Promise<Done> {
  const { db } = ctx;
  const row = await poolFor(ctx, input, 'open');
  await checkOwners(ctx, input.ownerUnitIds);
  if (input.title !== row.title) await checkTitle(ctx, input.title);
  const { title, quota, notice } = input;
  const owners = [...new Set(input.ownerUnitIds)];
  const change = { action: 'edit', from: row.state, to: row.state, data: { quota, owners } };
  const writes = [
    ...changed(ctx, 'expertPool', row, change, { title, quota, notice, updatedAt: ctx.now }),
    db.remove('expertPoolOwner', (o) => eq(o.poolId, row.id)),
    ...owners.map((unitId) => db.insert('expertPoolOwner', { poolId: row.id, unitId })),
  ];
  return db.commit(writes, { id: row.id, state: row.state, version: row.version + 1 });
}

/** Takes no applications and no draws; its members stay members. */
export async function closePool(ctx: Ctx, input: InputOf<typeof contract.closePool>): Promise<Done> {
  return turn(ctx, input, 'open', 'closed', 'close', { reason: input.reason });
}

export async function reopenPool(ctx: Ctx, input: InputOf<typeof contract.reopenPool>): Promise<Done> {
  return turn(ctx, input, 'closed', 'open', 'reopen', {});
}

async function turn(
  ctx: Ctx,
  seen: { id: string; version: number },
  from: PoolState,
  to: PoolState,
  action: string,
  data: Record<string, unknown>,
): Promise<Done> {
  const row = await poolFor(ctx, seen, from);
  const writes = changed(ctx, 'expertPool', row, { action, from, to, data }, { state: to, updatedAt: ctx.now });
  return ctx.db.commit(writes, { id: row.id, state: to, version: row.version + 1 });
}

const checkOwners = (ctx: Ctx, ids: readonly string[]): Promise<void> =>
  checkUnitsExist(
    ctx,
    ids.map((id, i) => [`ownerUnitIds.${i}`, id] as const),
  );

/** @throws `name_taken`: two open pools of one name cannot be told apart. */
async function checkTitle({ db }: Ctx, title: string): Promise<void> {
  const p = db.rows.expertPool;
  const [same] = await db
    .select({ id: p.id })
    .from(p)
    .where(and(eq(p.title, title), eq(p.state, 'open')));
  if (same) refuse('name_taken');
}
