import { and, asc, eq, gt } from 'drizzle-orm';
import type { RecheckResult } from '../../contract/check-words.ts';
import type * as contract from '../../contract/checks.ts';
import type { HazardState } from '../../contract/hazards.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { isoOrNull, namesOf } from '../hazards/view.ts';
import { cut, readCursor } from '../paging.ts';
import { loadCheck } from './rows.ts';

/** The sample in the order of its draw. Who sees the round sees what was drawn. */
export async function recheckLines(
  ctx: Ctx,
  { id, cursor, limit }: InputOf<typeof contract.recheckLines>,
): Promise<OutputOf<typeof contract.recheckLines>> {
  const row = await loadCheck(ctx, id);
  found(row.kind === 'recheck' ? row : null);
  const { recheckLine: l, hazard: h } = ctx.db.rows;
  const after = readCursor(cursor, ['number'])?.[0] ?? 0;
  const rows = await ctx.db
    .select({
      ...{ hazardId: l.hazardId, rank: l.rank, score: l.score, result: l.result, words: l.words, photo: l.blobId },
      ...{ judgedBy: l.judgedBy, judgedAt: l.judgedAt, number: h.number, title: h.title, address: h.address },
      ...{ enterprise: h.enterprise, state: h.state },
    })
    .from(l)
    .innerJoin(h, eq(h.id, l.hazardId))
    .where(and(eq(l.checkId, row.id), gt(l.rank, after)))
    .orderBy(asc(l.rank))
    .limit(limit + 1);
  const { items, next } = cut(rows, limit, (line) => [line.rank]);
  const names = await namesOf(
    ctx,
    items.map((line) => line.judgedBy),
  );
  return {
    items: items.map(({ judgedBy, ...line }) => ({
      ...line,
      state: line.state as HazardState,
      result: line.result as RecheckResult | null,
      judgedBy: judgedBy === null ? '' : (names[judgedBy] ?? ''),
      judgedAt: isoOrNull(line.judgedAt),
    })),
    next,
  };
}
