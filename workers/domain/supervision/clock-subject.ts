import { eq } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { taskAudience } from '../tasks/clock-subject.ts';
import { ladderWrites } from './ladder.ts';

/** An order whose answer is waited for: the unit's business, then its head's, then the office's. */
export async function orderSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const o = ctx.db.rows.supervisionOrder;
  const [row] = await ctx.db
    .select({ number: o.number, title: o.title, unitId: o.unitId })
    .from(o)
    .where(eq(o.id, clock.entityId));
  return row && subject(ctx, clock.entityId, ORDER, row);
}

/** A summons whose written report is waited for. */
export async function summonsSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const s = ctx.db.rows.summons;
  const [row] = await ctx.db
    .select({ number: s.number, title: s.title, unitId: s.unitId })
    .from(s)
    .where(eq(s.id, clock.entityId));
  return row && subject(ctx, clock.entityId, SUMMONS, row);
}

const ORDER = { entity: 'order', paper: '督办单', does: '回复', deed: '督办回复', path: '/orders' } as const;
const SUMMONS = {
  entity: 'summons',
  paper: '约谈通知',
  does: '整改报告报送',
  deed: '约谈整改报告',
  path: '/summonses',
} as const;

function subject(
  ctx: Ctx,
  id: string,
  { entity, paper, does, deed, path }: typeof ORDER | typeof SUMMONS,
  row: { number: string | null; title: string; unitId: string },
): Subject {
  const number = row.number ?? '';
  // Named by its number alone: its title names the matter, which the ladder names itself.
  const matter = { entity, id, unitId: row.unitId, deed: does, number: `${paper}${number}`, title: '' };
  return {
    deed,
    number,
    title: row.title,
    audience: (to) => taskAudience([{ unitId: row.unitId, personId: null }], to),
    link: () => `${path}/${id}`,
    fired: async (step) => (step.act ? ladderWrites(ctx, step.act, matter) : []),
  };
}
