import { and, eq, exists, or, type SQL, sql } from 'drizzle-orm';
import type { Permission } from '../../contract/access.ts';
import { type Ctx, can, personId } from '../context.ts';
import { found } from '../errors.ts';
import { fieldNames } from '../pools/fields.ts';
import { poolsOf } from './sight.ts';

const everyExpert = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.expert);
export type ExpertRow = Awaited<ReturnType<typeof everyExpert>>[number];

/** The experts with a place in a pool in which the actor holds `permission`. Undefined: all of them. */
export async function expertsOf(ctx: Ctx, permission: Permission, expertId: unknown): Promise<SQL | undefined> {
  const s = ctx.db.rows.expertSeat;
  const pools = await poolsOf(ctx, permission, s.poolId);
  if (!pools) return undefined;
  const seats = ctx.db
    .select({ one: sql`1` })
    .from(s)
    .where(and(sql`${s.expertId} = ${expertId}`, pools));
  return exists(seats);
}

/** @throws `not_found` unless the record is there and the actor holds `permission` in one of its pools. */
export async function loadExpert(ctx: Ctx, id: string, permission: Permission): Promise<ExpertRow> {
  const e = ctx.db.rows.expert;
  const [row] = await everyExpert(ctx).where(and(eq(e.id, id), await expertsOf(ctx, permission, e.id)));
  return found(row);
}

/** As whoever holds `permission` in one of its pools, or as the very expert. @throws `not_found` */
export async function loadKept(ctx: Ctx, id: string, permission: Permission): Promise<ExpertRow> {
  const e = ctx.db.rows.expert;
  const ways: SQL[] = [];
  if (can(ctx, permission)) ways.push((await expertsOf(ctx, permission, e.id)) ?? sql`1`);
  if (can(ctx, 'expert.self')) ways.push(eq(e.personId, personId(ctx)));
  const [row] = ways.length === 0 ? [] : await everyExpert(ctx).where(and(eq(e.id, id), or(...ways)));
  return found(row);
}

/** What periods and pools name as their field. */
export async function fieldLabels(ctx: Ctx): Promise<{ key: string; label: string }[]> {
  return [...(await fieldNames(ctx))].map(([key, label]) => ({ key, label }));
}
