import { and, eq } from 'drizzle-orm';
import type { NewRow, TenantDb, Write } from '../../../db/tenant-db.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { among } from '../units/scope.ts';

const FEW = 6;
/** A few as plain rows, which share a statement with their like; many through one list. All of one shape. */
export function insertRows<T extends Parameters<TenantDb['insertMany']>[0]>(
  { db }: Ctx,
  table: T,
  rows: NewRow<T>[],
): Write[] {
  return rows.length <= FEW ? rows.map((row) => db.insert(table, row)) : db.insertMany(table, rows);
}

/** @throws `bad_request` when one of them is no unit in service */
export async function checkInService({ db }: Ctx, unitIds: readonly string[], path = 'units'): Promise<void> {
  const wanted = new Set(unitIds);
  if (wanted.size === 0) return;
  const u = db.rows.unit;
  const active = await db
    .select({ id: u.id })
    .from(u)
    .where(and(among(u.id, wanted), eq(u.active, true)));
  if (active.length !== wanted.size) refuse('bad_request', { fields: [{ path, message: '没有这个单位，或已停用' }] });
}
