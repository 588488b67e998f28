import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { type Ctx, personId } from '../context.ts';
import { found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import { among } from '../units/scope.ts';

/** Names as notices write them, blanks aside. */
export const aliasOf = (name: string): string => name.replaceAll(/\s/g, '');

/** Keeps what a person said each name means; one that meant another unit before means this one now. */
export async function aliasWrites(
  ctx: Ctx,
  settled: readonly { readonly name: string; readonly unitId: string }[],
): Promise<Write[]> {
  const { db } = ctx;
  const wanted = new Map(settled.map(({ name, unitId }) => [aliasOf(name), unitId]));
  wanted.delete('');
  if (wanted.size === 0) return [];
  const a = db.rows.unitAlias;
  const rows = await db
    .select({ id: a.id, alias: a.alias, unitId: a.unitId })
    .from(a)
    .where(among(a.alias, wanted.keys()));
  const known = new Map(rows.map((row) => [row.alias, row]));
  const by = { addedBy: personId(ctx), addedAt: ctx.now };
  return [...wanted].flatMap(([alias, unitId]) => {
    const old = known.get(alias);
    if (old?.unitId === unitId) return [];
    if (old) return [db.update('unitAlias', { unitId, ...by }, (t) => eq(t.id, old.id))];
    return [db.insert('unitAlias', { id: ctx.newId(), alias, unitId, ...by })];
  });
}

/** The reader asks for it again. */
export async function forgetAlias(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const { unitAlias: a, unit: u } = ctx.db.rows;
  const [alias] = await ctx.db.select({ unitId: a.unitId }).from(a).where(eq(a.id, id));
  const [row] = await ctx.db
    .select({ id: u.id, active: u.active, version: u.version, eventHash: u.eventHash })
    .from(u)
    .where(eq(u.id, found(alias).unitId));
  const unit = found(row);
  const state = unit.active ? 'active' : 'inactive';
  const change = { action: 'forget_alias', from: state, to: state, data: { alias: id } };
  const writes = [...changed(ctx, 'unit', unit, change, {}), ctx.db.remove('unitAlias', (t) => eq(t.id, id))];
  return ctx.db.commit(writes, { ok: true as const });
}
