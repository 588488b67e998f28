import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Permission } from '../../contract/access.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';
import { among, scopeOf } from '../units/scope.ts';

const everyEngagement = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.engagement);
export type EngagementRow = Awaited<ReturnType<typeof everyEngagement>>[number];
const everyPart = (ctx: Ctx) => ctx.db.select().from(ctx.db.rows.engagementExpert);
export type PartRow = Awaited<ReturnType<typeof everyPart>>[number];

/** Who sees an engagement: whoever holds the post over the unit that ordered it, or over an owner of its pool. */
export async function sight(ctx: Ctx, permission: Permission): Promise<SQL | undefined> {
  const e = ctx.db.rows.engagement;
  const scope = await scopeOf(ctx, permission);
  if (scope === 'all') return undefined;
  return or(among(e.unitId, scope), await poolsOf(ctx, permission, e.poolId));
}

/** @throws `not_found` also for one the actor may not see. */
export async function loadEngagement(ctx: Ctx, id: string, permission: Permission): Promise<EngagementRow> {
  const [row] = await everyEngagement(ctx).where(and(eq(ctx.db.rows.engagement.id, id), await sight(ctx, permission)));
  return found(row);
}

/** Those of one's sight, for lists. */
export async function engagementsWhere(
  ctx: Ctx,
  where: SQL | undefined,
  order: SQL[],
  limit: number,
): Promise<EngagementRow[]> {
  return everyEngagement(ctx)
    .where(and(where, await sight(ctx, 'expert.read')))
    .orderBy(...order)
    .limit(limit);
}

/** A part with its engagement, for whoever arranges it. @throws `not_found` */
export async function loadPart(ctx: Ctx, id: string): Promise<{ part: PartRow; row: EngagementRow }> {
  const [part] = await everyPart(ctx).where(eq(ctx.db.rows.engagementExpert.id, id));
  return { part: found(part), row: await loadEngagement(ctx, found(part).engagementId, 'expert.engage') };
}

/** An expert's own part with its engagement, once that went out. @throws `not_found` for anybody else's */
export async function ownPart(ctx: Ctx, expertId: string, id: string): Promise<{ part: PartRow; row: EngagementRow }> {
  const { engagement: e, engagementExpert: p } = ctx.db.rows;
  const [part] = await everyPart(ctx).where(and(eq(p.id, id), eq(p.expertId, expertId)));
  const [row] = await everyEngagement(ctx).where(and(eq(e.id, found(part).engagementId), sql`${e.state} <> 'planned'`));
  return { part: found(part), row: found(row) };
}

export function partsOf(ctx: Ctx, engagementId: string): Promise<PartRow[]> {
  const p = ctx.db.rows.engagementExpert;
  return everyPart(ctx).where(eq(p.engagementId, engagementId)).orderBy(asc(p.id));
}

export interface Known {
  readonly name: string;
  readonly employer: string;
  readonly personId: string | null;
}
/** Name, employer and account of these experts. */
export async function expertsOf({ db }: Ctx, ids: Iterable<string>): Promise<Map<string, Known>> {
  const x = db.rows.expert;
  const rows = await db
    .select({ id: x.id, name: x.name, employer: x.employer, personId: x.personId })
    .from(x)
    .where(among(x.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many findings of these engagements are not settled yet. */
export async function openFindings({ db }: Ctx, ids: Iterable<string>): Promise<Map<string, number>> {
  const { engagementFinding: f, hazard: h } = db.rows;
  const rows = await db
    .select({ id: f.engagementId, n: sql<number>`COUNT(*)` })
    .from(f)
    .innerJoin(h, eq(h.id, f.hazardId))
    .where(and(among(f.engagementId, ids), isNull(h.closedAt)))
    .groupBy(f.engagementId);
  return new Map(rows.map((row) => [row.id, row.n]));
}
