import { and, asc, between, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { namesOf } from '../hazards/view.ts';
import { cursorOf, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';

/** 领导带队检查: those who hold the post of a leader, and those who led a check while they held it. Only written-up checks. */
export async function listLeaders(
  ctx: Ctx,
  { year, cursor, limit }: InputOf<typeof contract.leaders>,
): Promise<OutputOf<typeof contract.leaders>> {
  const { personRole: r, checkPerson: p } = ctx.db.rows;
  const after = readCursor(cursor, ['string'])?.[0] ?? '';
  const [holding, led] = await Promise.all([
    ctx.db
      .select({ id: r.personId })
      .from(r)
      .where(and(eq(r.role, 'leader'), gt(r.personId, after)))
      .groupBy(r.personId)
      .orderBy(asc(r.personId))
      .limit(limit + 1),
    ctx.db
      .select({ id: p.personId })
      .from(p)
      .where(and(eq(p.leads, true), gt(p.personId, after)))
      .groupBy(p.personId)
      .orderBy(asc(p.personId))
      .limit(limit + 1),
  ]);
  const all = [...new Set([...holding, ...led].map((row) => row.id))].sort();
  const ids = all.slice(0, limit);
  const [checks, hazards, names] = await Promise.all([
    checksOf(ctx, ids, year),
    hazardsOf(ctx, ids, year),
    namesOf(ctx, ids),
  ]);
  const items = ids.map((id) => ({
    ...{ personId: id, name: names[id] ?? '' },
    ...(checks.get(id) ?? { checks: 0, covert: 0, findings: 0, lastDay: null }),
    ...(hazards.get(id) ?? { hazards: 0, closed: 0 }),
  }));
  const last = ids.at(-1);
  return { items, next: all.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** Written up, in that year, with these people in the lead. */
function ledIn(ctx: Ctx, ids: readonly string[], year: number) {
  const { checkPerson: p, checkVisit: v } = ctx.db.rows;
  return and(
    among(p.personId, ids),
    eq(p.leads, true),
    eq(p.attended, true),
    inArray(v.state, ['recorded', 'finished']),
    between(v.startedDay, `${year}-01-01`, `${year}-12-31`),
  );
}

async function checksOf(ctx: Ctx, ids: readonly string[], year: number) {
  const { checkPerson: p, checkVisit: v } = ctx.db.rows;
  const rows = await ctx.db
    .select({
      id: p.personId,
      checks: sql<number>`COUNT(*)`,
      covert: sql<number>`SUM(instr(${v.tags}, '"covert"') > 0)`,
      findings: sql<number>`SUM(${v.findings})`,
      lastDay: sql<string | null>`MAX(${v.startedDay})`,
    })
    .from(p)
    .innerJoin(v, eq(v.id, p.checkId))
    .where(ledIn(ctx, ids, year))
    .groupBy(p.personId);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

async function hazardsOf(ctx: Ctx, ids: readonly string[], year: number) {
  const { checkPerson: p, checkVisit: v, checkFinding: f, hazard: h } = ctx.db.rows;
  const rows = await ctx.db
    .select({
      id: p.personId,
      hazards: sql<number>`COUNT(*)`,
      closed: sql<number>`SUM(${h.state} = 'closed')`,
    })
    .from(p)
    .innerJoin(v, eq(v.id, p.checkId))
    .innerJoin(f, eq(f.checkId, v.id))
    .innerJoin(h, eq(h.id, f.hazardId))
    .where(and(ledIn(ctx, ids, year), isNotNull(f.hazardId)))
    .groupBy(p.personId);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
