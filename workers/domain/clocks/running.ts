import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { TimeUnit } from './due.ts';
import type { Escalation } from './policy.ts';

/** A running clock with the version of the policy it began with. */
export async function runningClocks({ db }: Ctx, where: SQL | undefined, limit: number) {
  const { clock: c, slaPolicy: p } = db.rows;
  const rows = await db
    .select({
      id: c.id,
      entity: c.entity,
      entityId: c.entityId,
      kind: c.kind,
      unitId: c.unitId,
      anchorAt: c.anchorAt,
      dueDay: c.dueDay,
      dueAt: c.dueAt,
      warnAt: c.warnAt,
      nextAt: c.nextAt,
      epoch: c.epoch,
      amount: p.amount,
      unit: p.unit,
      warnBefore: p.warnBefore,
      escalateAfter: p.escalateAfter,
    })
    .from(c)
    .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
    .where(and(isNull(c.stoppedAt), where))
    .orderBy(asc(c.id))
    .limit(limit);
  return rows.map(({ amount, unit, warnBefore, escalateAfter, ...clock }) => ({
    ...clock,
    policy: {
      amount,
      unit: unit as TimeUnit,
      warnBefore,
      escalateAfter: JSON.parse(escalateAfter) as Escalation[],
    },
  }));
}
export type RunningClock = Awaited<ReturnType<typeof runningClocks>>[number];

export async function firedSteps({ db }: Ctx, clock: { id: string; epoch: number }): Promise<Set<string>> {
  const f = db.rows.escalationFired;
  const rows = await db
    .select({ step: f.step })
    .from(f)
    .where(and(eq(f.clockId, clock.id), eq(f.epoch, clock.epoch)));
  return new Set(rows.map((r) => r.step));
}

/** Every running clock in pages, so that a tenant of any size fits. */
export async function* everyRunningClock(ctx: Ctx, where?: SQL): AsyncGenerator<RunningClock> {
  const c = ctx.db.rows.clock;
  for (let after = ''; ; ) {
    const page = await runningClocks(ctx, and(gt(c.id, after), where), 200);
    yield* page;
    if (page.length < 200) return;
    after = page.at(-1)!.id;
  }
}
