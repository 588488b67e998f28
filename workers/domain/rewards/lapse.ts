import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import { localDay } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { deskRecipients } from '../tips/desks.ts';
import { stepWrites } from './rows.ts';

const BATCH = 200;

/** By night: what nobody fetched by its last day. One commit each, so that a claim in the same instant stops one alone. */
export async function lapseRewards(ctx: Ctx): Promise<number> {
  const { reward: r, tip: t } = ctx.db.rows;
  const today = localDay(ctx.now);
  const rows = await ctx.db
    .select({
      id: r.id,
      state: sql<string>`${r.state}`.as('reward_state'),
      version: sql<number>`${r.version}`.as('reward_version'),
      eventHash: sql<string>`${r.eventHash}`.as('reward_hash'),
      desk: t.desk,
    })
    .from(r)
    .innerJoin(t, eq(t.id, r.tipId))
    .where(and(inArray(r.state, ['offered', 'claimed']), lt(r.untilDay, today)))
    .orderBy(asc(r.untilDay))
    .limit(BATCH);
  let lapsed = 0;
  for (const row of rows) {
    const notices = await notifyWrites(ctx, {
      to: deskRecipients(row.desk),
      kind: 'reward.lapsed',
      title: '一笔举报奖励逾期未领',
      body: '领奖期限已过，视为放弃。',
      link: '/rewards?state=lapsed',
    });
    const set = { settledDay: today, codeMac: null };
    try {
      await ctx.db.commit([...stepWrites(ctx, row, 'lapse', 'lapsed', set), ...notices], null);
      lapsed += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return lapsed;
}
