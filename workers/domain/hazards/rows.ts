import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { found } from '../errors.ts';
import { myDesks } from '../tips/desks.ts';
import { among, scopeOf } from '../units/scope.ts';

const everyColumn = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.hazard);
export type HazardRow = Awaited<ReturnType<typeof everyColumn>>[number];

/** Units whose hazards the actor may see; `all` for the whole tenant. An enterprise sees what it has to rectify. */
export async function readScope(ctx: Ctx): Promise<'all' | Set<string>> {
  if (can(ctx, 'hazard.read_all')) return 'all';
  return scopeOf(ctx, can(ctx, 'hazard.read') ? 'hazard.read' : 'hazard.rectify');
}

/**
 * The one condition on who sees a hazard: within the scope by owner or place, or reported by oneself; restricted rows
 * (tips before their transfer brief) for the office they lie with alone.
 */
export async function visible(ctx: Ctx): Promise<SQL | undefined> {
  const h = ctx.db.rows.hazard;
  const open = unsealed(ctx);
  const scope = await readScope(ctx);
  if (scope === 'all') return open;
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  return and(open, or(among(h.ownerUnitId, scope), among(h.placeUnitId, scope), eq(h.reportedBy, me)));
}

function unsealed(ctx: Ctx): SQL | undefined {
  const h = ctx.db.rows.hazard;
  const { intake, discipline } = myDesks(ctx);
  if (intake && discipline) return undefined;
  if (intake) return sql`${h.restricted} < 2`;
  return discipline ? sql`${h.restricted} <> 1` : sql`${h.restricted} = 0`;
}

/** @throws `not_found` also for a row the actor may not see. */
export async function loadHazard(ctx: Ctx, id: string): Promise<HazardRow> {
  const h = ctx.db.rows.hazard;
  const [row] = await everyColumn(ctx).where(and(eq(h.id, id), await visible(ctx)));
  return found(row);
}

/** The hazard of a tip that the actor was allowed to load: a unit's verifier sees the tip and not the hazard. */
export async function hazardOfTip(ctx: Ctx, id: string): Promise<HazardRow> {
  const [row] = await everyColumn(ctx).where(eq(ctx.db.rows.hazard.id, id));
  return found(row);
}

/** Several at once, for bulk steps; what is missing or invisible is missing from the map. */
export async function loadHazards(ctx: Ctx, ids: readonly string[]): Promise<Map<string, HazardRow>> {
  const h = ctx.db.rows.hazard;
  const rows = await everyColumn(ctx).where(and(among(h.id, ids), await visible(ctx)));
  return new Map(rows.map((row) => [row.id, row]));
}
