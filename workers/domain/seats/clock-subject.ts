import { eq } from 'drizzle-orm';
import type { RunningClock } from '../clocks/running.ts';
import type { Subject } from '../clocks/subject.ts';
import type { Ctx } from '../context.ts';
import { poolNamed } from './tell.ts';

/** An application whose papers wait to be checked: the pool's keepers first, then the office. It is named by its pool alone. */
export async function seatSubject(ctx: Ctx, clock: RunningClock): Promise<Subject | undefined> {
  const s = ctx.db.rows.expertSeat;
  const [row] = await ctx.db.select({ poolId: s.poolId }).from(s).where(eq(s.id, clock.entityId));
  if (!row) return undefined;
  const { title, keepers } = await poolNamed(ctx, row.poolId);
  return {
    deed: '材料核验',
    number: title,
    title: '有一份入库申请等待核验',
    audience: (to) =>
      to === 'handler' || to === 'owner_lead'
        ? [[...keepers], [{ role: 'commission_office' }]]
        : [[{ role: to }], [...keepers], [{ role: 'tenant_admin' }]],
    link: () => `/expert-seats/${clock.entityId}`,
  };
}
