import { and, asc, lt, sql } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { among } from '../units/scope.ts';
import { endsSoon, HELD, untold } from './list.ts';
import { today } from './settings.ts';
import { stepWrites } from './step.ts';
import { poolNamed, tell } from './tell.ts';

const BATCH = 500;

/** By night: terms that are over end, and of those about to end the pool's keepers and the experts are told once. */
export async function tendTerms(ctx: Ctx): Promise<{ ended: number; told: number }> {
  const ended = await endTerms(ctx);
  return { ended, told: await tellEnding(ctx) };
}

/** One commit each: a renewal in the same instant stops one alone. */
async function endTerms(ctx: Ctx): Promise<number> {
  const s = ctx.db.rows.expertSeat;
  const rows = await ctx.db
    .select()
    .from(s)
    .where(and(among(s.state, HELD), lt(s.termTo, today(ctx))))
    .orderBy(asc(s.termTo), asc(s.id))
    .limit(BATCH);
  let ended = 0;
  for (const row of rows) {
    const notices = await tell(ctx, row, 'expert', 'ended', '您的聘期已届满');
    const { writes } = await stepWrites(ctx, row, 'end', 'ended', { data: { termTo: row.termTo }, notices });
    try {
      await ctx.db.commit(writes, null);
      ended += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return ended;
}

/** One notice a pool for its keepers, however many terms end. */
async function tellEnding(ctx: Ctx): Promise<number> {
  const s = ctx.db.rows.expertSeat;
  const rows = await ctx.db
    .select()
    .from(s)
    .where(and(await endsSoon(ctx), untold(ctx)))
    .orderBy(asc(s.termTo), asc(s.id))
    .limit(BATCH);
  for (const [poolId, own] of Map.groupBy(rows, (row) => row.poolId)) {
    const { title, keepers } = await poolNamed(ctx, poolId);
    const notices = await notifyWrites(ctx, {
      to: keepers.length > 0 ? keepers : [{ role: 'commission_office' }],
      kind: 'expert_seat.ending',
      title: `${title}：${own.length} 名专家的聘期即将届满`,
      body: '请考核后决定是否续聘。',
      link: `/expert-seats?ending=true&poolId=${poolId}`,
    });
    const each = await Promise.all(
      own.map((row) => tell(ctx, row, 'expert', 'ending', `您的聘期将于 ${row.termTo} 届满`)),
    );
    const personal = await Promise.all(each.flat().map((notice) => notifyWrites(ctx, notice)));
    const ids = own.map((row) => row.id);
    const told = ctx.db.update('expertSeat', { toldFor: sql`term_to` }, (t) => among(t.id, ids));
    await ctx.db.commit([...notices, ...personal.flat(), told], null);
  }
  return rows.length;
}
