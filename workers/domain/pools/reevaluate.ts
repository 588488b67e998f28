import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type * as contract from '../../contract/pools.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { type Evaluated, evaluateMany } from '../eligibility/evaluate.ts';
import { inPool } from '../experts/sight.ts';
import { cut, readCursor } from '../paging.ts';
import { changed } from '../people/chain.ts';
import { failingNotices } from './failing-notice.ts';
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
  const { writes, progress } = await plan(ctx, items);
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
  const { writes, progress } = await plan(ctx, items);
  try {
    return await ctx.db.commit(writes, progress.changed);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (items.length <= 1) return 0;
    const half = Math.ceil(items.length / 2);
    return (await commitAll(ctx, items.slice(0, half))) + (await commitAll(ctx, items.slice(half)));
  }
}

type Seat = Pick<
  Required<NewRow<'expertSeat'>>,
  | 'id'
  | 'expertId'
  | 'poolId'
  | 'state'
  | 'ruleField'
  | 'ruleVersion'
  | 'passes'
  | 'passesOn'
  | 'doubtful'
  | 'version'
  | 'eventHash'
>;

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

async function plan(ctx: Ctx, seats: readonly Seat[]) {
  const answers = await evaluateMany(ctx, seats);
  const today = localDay(ctx.now);
  const writes: Write[] = [];
  const fallen = new Set<string>();
  const progress = { checked: seats.length, changed: 0, failing: 0 };
  for (const seat of seats) {
    const answer = answers.get(seat.id);
    if (!answer) continue;
    const member = MEMBER_STATES.includes(seat.state as never);
    const { passes, doubtful } = answer.columns;
    if (member && (passes === 0 || doubtful === 1)) progress.failing += 1;
    if (!differs(seat, answer, today)) continue;
    progress.changed += 1;
    writes.push(...answerWrites(ctx, seat, answer));
    if (member && ((seat.passes === 1 && passes === 0) || (seat.doubtful === 0 && doubtful === 1)))
      fallen.add(seat.poolId);
  }
  writes.push(...(await failingNotices(ctx, fallen)));
  return { writes, progress };
}

/** Days grow with each day; that alone is no news. Nor is the day of somebody who holds: it is always today. */
function differs(seat: Seat, { columns: c }: Evaluated, today: string): boolean {
  if (seat.ruleField !== c.ruleField || seat.ruleVersion !== c.ruleVersion) return true;
  if (seat.passes !== c.passes || seat.doubtful !== c.doubtful) return true;
  return c.passesOn !== today && seat.passesOn !== c.passesOn;
}

function answerWrites(ctx: Ctx, seat: Seat, { columns }: Evaluated): Write[] {
  const { ruleField, ruleVersion, passes, passesOn, doubtful } = columns;
  const change = {
    action: 'reevaluate',
    from: seat.state,
    to: seat.state,
    data: { ruleField, ruleVersion, passes, passesOn, doubtful },
  };
  return changed(ctx, 'expertSeat', seat, change, { ...columns, updatedAt: ctx.now });
}
