import { and, eq, exists, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { type Ctx, can } from '../context.ts';
import { among, scopeOf } from '../units/scope.ts';

const me = (ctx: Ctx): string => (ctx.actor.kind === 'person' ? ctx.actor.personId : '');

/** Named as one of those who go, or went. */
export function onCheck(ctx: Ctx): SQL {
  const { checkVisit: v, checkPerson: p } = ctx.db.rows;
  const there = ctx.db
    .select({ one: sql`1` })
    .from(p)
    .where(and(eq(p.checkId, v.id), eq(p.personId, me(ctx))));
  return exists(there);
}

/**
 * Who plans this visit: whoever plans for its owner and does not belong to the unit it goes to. Belonging is by one's own
 * unit, by a post at a unit, and by everything above either.
 */
async function plannedByMine(ctx: Ctx): Promise<SQL | undefined> {
  const v = ctx.db.rows.checkVisit;
  if (!can(ctx, 'check.plan')) return sql`0`;
  const scope = await scopeOf(ctx, 'check.plan');
  const foreign = or(isNull(v.unitId), not(among(v.unitId, await ownUnits(ctx))));
  return and(scope === 'all' ? undefined : among(v.ownerUnitId, scope), foreign);
}

async function ownUnits(ctx: Ctx): Promise<Set<string>> {
  if (ctx.actor.kind !== 'person') return new Set();
  const { person: p, unit: u } = ctx.db.rows;
  const [own] = await ctx.db
    .select({ unitId: p.unitId })
    .from(p)
    .where(eq(p.id, me(ctx)));
  const found = new Set<string>();
  let level = [own?.unitId ?? '', ...ctx.actor.grants.map((g) => g.unitId)].filter((id) => id !== '');
  while (level.length > 0) {
    for (const id of level) found.add(id);
    const above = await ctx.db.select({ id: u.parentId }).from(u).where(among(u.id, level));
    level = above.map((row) => row.id).filter((id): id is string => id !== null && !found.has(id));
  }
  return found;
}

/** Covert or unannounced, and not begun: its planners, and those on it, alone know that it is. */
const secret = (ctx: Ctx): SQL | undefined => {
  const v = ctx.db.rows.checkVisit;
  return and(eq(v.hidden, true), isNull(v.startedAt));
};

/** Those on it, and its planners. */
async function inTheKnow(ctx: Ctx): Promise<SQL | undefined> {
  const v = ctx.db.rows.checkVisit;
  return or(onCheck(ctx), eq(v.createdBy, me(ctx)), await plannedByMine(ctx));
}

/** The one condition on who sees a visit. Every list, count, file and feed of visits goes through it. */
export async function visibleChecks(ctx: Ctx): Promise<SQL | undefined> {
  if (ctx.actor.kind === 'system') return undefined;
  if (!can(ctx, 'check.read')) return sql`0`;
  const v = ctx.db.rows.checkVisit;
  const scope = await scopeOf(ctx, 'check.read');
  const known = await inTheKnow(ctx);
  const open = or(eq(v.hidden, false), isNotNull(v.startedAt));
  if (scope === 'all') return or(open, known);
  const mine = or(among(v.unitId, scope), among(v.placeUnitId, scope), among(v.ownerUnitId, scope));
  return or(and(open, mine), known);
}

/** Visits the actor must not know of even by their events; `v` of a ledger's own query. */
export async function secretChecks(ctx: Ctx): Promise<SQL | undefined> {
  if (ctx.actor.kind === 'system') return sql`0`;
  const known = await inTheKnow(ctx);
  return and(secret(ctx), not(sql`COALESCE(${known}, 0)`));
}
