import { and, desc, eq, inArray, isNotNull, lt } from 'drizzle-orm';
import type * as contract from '../../contract/checks.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { cut, readCursor } from '../paging.ts';
import { among } from '../units/scope.ts';
import { visibleChecks } from './sight.ts';
import { findingViews, listColumns, rowViews } from './view.ts';

/** What was found, newest first: of a team, of a campaign, of everything the actor sees. */
export async function listFindings(
  ctx: Ctx,
  { teamId, planId, cursor, limit }: InputOf<typeof contract.findings>,
): Promise<OutputOf<typeof contract.findings>> {
  const { checkFinding: f, checkVisit: v } = ctx.db.rows;
  const before = readCursor(cursor, ['string'])?.[0];
  const seen = ctx.db
    .select({ id: v.id })
    .from(v)
    .where(
      and(
        isNotNull(v.startedAt),
        teamId ? eq(v.teamId, teamId) : undefined,
        planId ? eq(v.planId, planId) : undefined,
        await visibleChecks(ctx),
      ),
    );
  const rows = await ctx.db
    .select()
    .from(f)
    .where(and(inArray(f.checkId, seen), before === undefined ? undefined : lt(f.id, before)))
    .orderBy(desc(f.id))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (row) => [row.id]);
  const checks = await ctx.db
    .select(listColumns(ctx))
    .from(v)
    .where(
      among(
        v.id,
        items.map((row) => row.checkId),
      ),
    );
  const targets = new Map((await rowViews(ctx, checks)).map((row) => [row.id, row.target]));
  const days = new Map(items.map((row) => [row.id, localDay(row.createdAt)]));
  return {
    items: (await findingViews(ctx, items)).map((row) => ({
      ...row,
      target: targets.get(row.checkId) ?? '',
      day: days.get(row.id) ?? '',
    })),
    next,
  };
}
