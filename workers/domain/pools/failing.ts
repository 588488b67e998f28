import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Verdict } from '../../protocol/eligibility.ts';
import type { Ctx } from '../context.ts';
import { poolsOf } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { MEMBER_STATES } from './rows.ts';

/** Members the rule no longer lets in, or not for certain, with what it says against them. */
export async function listFailing(
  ctx: Ctx,
  { poolId, cursor, limit }: InputOf<typeof contract.failing>,
): Promise<OutputOf<typeof contract.failing>> {
  const { expertSeat: s, expert: e, expertPool: p } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select({
      seatId: sql<string>`${s.id}`.as('seat_id'),
      name: e.name,
      employer: e.employer,
      poolId: s.poolId,
      poolTitle: p.title,
      state: sql<'appointed' | 'suspended'>`${s.state}`.as('seat_state'),
      passes: s.passes,
      doubtful: s.doubtful,
      passesOn: s.passesOn,
      ruleVersion: s.ruleVersion,
      verdict: s.verdict,
      origin: sql<string | null>`${s.origin}`.as('seat_origin'),
    })
    .from(s)
    .innerJoin(e, eq(e.id, s.expertId))
    .innerJoin(p, eq(p.id, s.poolId))
    .where(
      and(
        poolId === undefined ? undefined : eq(s.poolId, poolId),
        inArray(s.state, [...MEMBER_STATES]),
        or(eq(s.passes, 0), eq(s.doubtful, 1)),
        await poolsOf(ctx, 'expert.read', s.poolId),
        after && sql`${s.id} > ${after[0]}`,
      ),
    )
    .orderBy(asc(s.id))
    .limit(limit + 1);
  const page = cut(rows, limit, (row) => [row.seatId]);
  const items = page.items.map(({ verdict, passes, doubtful, origin, ...row }) => ({
    ...row,
    passes: passes === 1,
    doubtful: doubtful === 1,
    words: origin === null ? against(verdict) : [LENT],
  }));
  return { items, next: page.next };
}

const LENT = '借出地区按其条件判定不再符合，材料在借出地区';

function against(verdict: string): string[] {
  if (verdict === '') return ['尚未按现行条件核对'];
  const { reasons } = JSON.parse(verdict) as Verdict;
  return reasons.filter((r) => r.ok === false || r.code === 'doubt').map((r) => r.words);
}
