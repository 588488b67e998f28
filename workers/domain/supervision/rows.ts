import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { among, scopeOf } from '../units/scope.ts';

const everyOrder = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.supervisionOrder);
export type OrderRow = Awaited<ReturnType<typeof everyOrder>>[number];
const everySummons = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.summons);
export type SummonsRow = Awaited<ReturnType<typeof everySummons>>[number];

/**
 * Who sees an order or a summons: people of the unit it is for, and of those above it, once it went out; whoever issues
 * them sees drafts too.
 */
export async function sight(ctx: Ctx, unitId: unknown, wentOutAt: unknown): Promise<SQL | undefined> {
  const scope = await scopeOf(ctx, 'supervise.read');
  return and(
    can(ctx, 'supervise.issue') ? undefined : isNotNull(wentOutAt as SQL),
    scope === 'all' ? undefined : among(unitId, scope),
  );
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadOrder(ctx: Ctx, id: string): Promise<OrderRow> {
  const o = ctx.db.rows.supervisionOrder;
  const [row] = await everyOrder(ctx).where(and(eq(o.id, id), await sight(ctx, o.unitId, o.servedAt)));
  return found(row);
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadSummons(ctx: Ctx, id: string): Promise<SummonsRow> {
  const s = ctx.db.rows.summons;
  const [row] = await everySummons(ctx).where(and(eq(s.id, id), await sight(ctx, s.unitId, s.notifiedAt)));
  return found(row);
}

/** @throws `bad_request` for a unit that is not there or out of service. */
export async function checkUnit({ db }: Ctx, unitId: string): Promise<void> {
  const u = db.rows.unit;
  const [unit] = await db
    .select({ id: u.id })
    .from(u)
    .where(and(eq(u.id, unitId), eq(u.active, true)));
  if (!unit) refuse('bad_request', { fields: [{ path: 'unitId', message: '没有这个单位，或已停用' }] });
}
