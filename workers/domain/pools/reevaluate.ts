import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { inPool } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { answersOf, type Seat } from './answers.ts';
import { MEMBER_STATES, PENDING_STATES } from './rows.ts';

/** Seats of one commit: two statements for each that changed. */
const CHUNK = 100;
const LIVE = [...MEMBER_STATES, ...PENDING_STATES];

type Progress = OutputOf<typeof contract.reevaluatePool>;

export async function reevaluatePool(ctx: Ctx, input: InputOf<typeof contract.reevaluatePool>): Promise<Progress> {
  await inPool(ctx, 'expert.manage', input.id);
  return go(ctx, input.cursor, input.id);
}

export const applyExpertRules = (ctx: Ctx, input: InputOf<typeof contract.applyExpertRules>): Promise<Progress> =>
  go(ctx, input.cursor);

async function go(ctx: Ctx, cursor: string | undefined, poolId?: string): Promise<Progress> {
  const { items, next } = await chunkOf(ctx, cursor, poolId);
  const { writes, progress } = await answersOf(ctx, items);
  return ctx.db.commit(writes, { ...progress, next });
}

/**
 * Every night: rules begin, terms of titles end, people grow old, and years fill up. Asks the rule in force of every seat that
 * is applied for or held, and writes down the answers that are others now. Answers how many.
 */
export async function reevaluateAll(ctx: Ctx): Promise<number> {
  let sum = 0;
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await chunkOf(ctx, cursor);
    sum += await commitAll(ctx, items);
    if (next === null) return sum;
    cursor = next;
  }
}

/** Somebody works on one of the seats: the others still get their answer, that one tomorrow night. */
async function commitAll(ctx: Ctx, items: readonly Seat[]): Promise<number> {
  const { writes, progress } = await answersOf(ctx, items);
  try {
    return await ctx.db.commit(writes, progress.changed);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (items.length <= 1) return 0;
    const half = Math.ceil(items.length / 2);
    return (await commitAll(ctx, items.slice(0, half))) + (await commitAll(ctx, items.slice(half)));
  }
}

async function chunkOf(ctx: Ctx, cursor: string | undefined, poolId?: string) {
  const s = ctx.db.rows.expertSeat;
  const after = readCursor(cursor, ['string']);
  const rows = await ctx.db
    .select({
      id: s.id,
      expertId: s.expertId,
      poolId: s.poolId,
      state: s.state,
      ruleField: s.ruleField,
      ruleVersion: s.ruleVersion,
      passes: s.passes,
      passesOn: s.passesOn,
      doubtful: s.doubtful,
      version: s.version,
      eventHash: s.eventHash,
    })
    .from(s)
    .where(
      // Of those who are lent the lender answers.
      and(
        inArray(s.state, LIVE),
        isNull(s.origin),
        poolId === undefined ? undefined : eq(s.poolId, poolId),
        after && gt(s.id, after[0]),
      ),
    )
    .orderBy(asc(s.id))
    .limit(CHUNK + 1);
  return cut(rows, CHUNK, (row) => [row.id]);
}
