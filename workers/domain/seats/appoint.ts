import { eq, type SQL, sql } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { InputOf } from '../../contract/route.ts';
import type { appoint as appointRoute, renew as renewRoute } from '../../contract/seats.ts';
import { dayOfText, dayText } from '../clocks/days.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { changed } from '../people/chain.ts';
import type { SeatRow } from './rows.ts';
import type { InForce } from './rule.ts';
import { today, vettingRule, yearsOn } from './settings.ts';
import { type Done, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** Every gate stood open: a number for good, a term by the rule, a card. */
export function appoint(ctx: Ctx, input: InputOf<typeof appointRoute>): Promise<Done> {
  return takeStep(ctx, 'appoint', input, async (row, seat) => {
    const rule = await seat.rule();
    const { writes, number } = await memberNumber(ctx, row, rule.rule.field);
    const term = termOf(today(ctx), rule);
    return {
      set: { ...rule.columns, ...term, ...cardOf(ctx, row), number, letterNo: input.letterNo, note: '' },
      data: { ...term, letterNo: input.letterNo, ruleField: rule.ruleField, ruleVersion: rule.version },
      writes: [...writes, ...(await lastPlace(ctx, row))],
      notices: [
        ...(await tell(ctx, row, 'keepers', 'appointed', '新聘一名专家')),
        ...(await tell(ctx, row, 'expert', 'appointed', '您已受聘，聘书和专家证可以查看')),
      ],
    };
  });
}

/** One more term behind the one that ends, or from today; judged by the rule as it is now. */
export function renew(ctx: Ctx, input: InputOf<typeof renewRoute>): Promise<Done> {
  return takeStep(ctx, 'renew', input, async (row, seat) => {
    const rule = await seat.rule();
    const runs = row.termTo !== null && row.termTo >= today(ctx);
    const term = termOf(runs ? dayText(dayOfText(row.termTo ?? '') + 1) : today(ctx), rule);
    return {
      set: { ...rule.columns, ...term, ...cardOf(ctx, row), letterNo: input.letterNo, note: '' },
      data: { ...term, letterNo: input.letterNo, ruleField: rule.ruleField, ruleVersion: rule.version },
      notices: await tell(ctx, row, 'expert', 'renewed', '您已续聘'),
    };
  });
}

function termOf(from: string, { rule }: InForce): { termFrom: string; termTo: string } {
  return { termFrom: from, termTo: dayText(dayOfText(yearsOn(from, rule.termYears)) - 1) };
}

/** Cards given out before are old from now on. */
const cardOf = (ctx: Ctx, row: SeatRow) => ({ cardSerial: row.cardSerial + 1, cardDay: today(ctx) });

/** Where places are counted, two appointments in one instant must not both take the last: they share the pool's chain. */
async function lastPlace(ctx: Ctx, row: SeatRow): Promise<Write[]> {
  const p = ctx.db.rows.expertPool;
  const [pool] = await ctx.db.select().from(p).where(eq(p.id, row.poolId));
  const { id, quota, state, version, eventHash } = found(pool);
  if (quota === null) return [];
  const change = { action: 'appoint', from: state, to: state, data: { seatId: row.id } };
  return changed(ctx, 'expertPool', { id, version, eventHash }, change, { updatedAt: ctx.now });
}

/** `WH-2026-0007`, drawn in the commit itself; who was a member before keeps the number. */
async function memberNumber(
  ctx: Ctx,
  row: SeatRow,
  field: string,
): Promise<{ writes: Write[]; number: string | SQL<string> }> {
  if (row.number !== null) return { writes: [], number: row.number };
  const prefix = (await vettingRule(ctx)).prefixes[field] ?? 'ZJ';
  const year = today(ctx).slice(0, 4);
  const { write, value } = ctx.db.numberInBatch(`expert.${prefix}.${year}`);
  return { writes: [write], number: sql<string>`printf('%s-%s-%04d', ${prefix}, ${year}, ${value})` };
}
