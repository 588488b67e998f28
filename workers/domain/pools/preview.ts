import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { evaluate } from '../../protocol/eligibility.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { factsOf } from '../eligibility/facts.ts';
import { cut, readCursor } from '../paging.ts';
import { MEMBER_STATES } from './rows.ts';

/** Members of one answer: some 20 ms of computing. */
const CHUNK = 500;

/**
 * How today's members would fare under conditions not yet saved, on the day they would begin. Figures only: whoever keeps
 * the rules need not be allowed to read experts' records.
 */
export async function previewExpertRule(
  ctx: Ctx,
  { field, body, effectiveFrom, cursor }: InputOf<typeof contract.previewExpertRule>,
): Promise<OutputOf<typeof contract.previewExpertRule>> {
  const { expertSeat: s, expertPool: p } = ctx.db.rows;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select({ seatId: s.id, expertId: s.expertId, passes: s.passes, field: p.field })
    .from(s)
    .innerJoin(p, eq(p.id, s.poolId))
    .where(
      and(
        inArray(s.state, [...MEMBER_STATES]),
        isNull(s.origin),
        field === '' ? undefined : eq(p.field, field),
        after && gt(s.id, after[0]),
      ),
    )
    .orderBy(asc(s.id))
    .limit(CHUNK + 1);
  const page = cut(rows, CHUNK, (row) => [row.seatId]);
  const facts = await factsOf(ctx, [...new Set(page.items.map((row) => row.expertId))]);
  const own = field === '' ? await fieldsWithRules(ctx) : new Set<string>();
  const today = localDay(ctx.now);
  const day = effectiveFrom > today ? effectiveFrom : today;
  const figures = { checked: 0, passing: 0, failing: 0, newlyFailing: 0, newlyPassing: 0, doubtful: 0 };
  for (const row of page.items) {
    const known = facts.get(row.expertId);
    // A field with a rule of its own does not hear of the common one.
    if (!known || own.has(row.field)) continue;
    const verdict = evaluate({ ...body, field: row.field }, known, day);
    figures.checked += 1;
    figures[verdict.passes ? 'passing' : 'failing'] += 1;
    if (verdict.doubtful) figures.doubtful += 1;
    if (row.passes === 1 && !verdict.passes) figures.newlyFailing += 1;
    if (row.passes === 0 && verdict.passes) figures.newlyPassing += 1;
  }
  return { ...figures, next: page.next };
}

async function fieldsWithRules({ db }: Ctx): Promise<Set<string>> {
  const r = db.rows.expertRule;
  const rows = await db.select({ field: r.field }).from(r).groupBy(r.field);
  return new Set(rows.map((row) => row.field).filter((field) => field !== ''));
}
