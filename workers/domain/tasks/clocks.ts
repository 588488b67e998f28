import { and, asc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { taskClock } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { iso, isoOrNull } from '../hazards/view.ts';
import { among } from '../units/scope.ts';

interface ClockView {
  readonly entityId: string;
  readonly kind: string;
  readonly clock: z.input<typeof taskClock>;
}

/** The clocks of these parts and milestones, with what they fired in their present epoch. */
export async function clocksOf(
  ctx: Ctx,
  parts: readonly string[],
  milestones: readonly string[],
): Promise<ClockView[]> {
  const { clock: c, slaPolicy: p, escalationFired: f } = ctx.db.rows;
  const own = (entity: string, ids: readonly string[]) =>
    ids.length > 0 ? and(eq(c.entity, entity), among(c.entityId, ids)) : undefined;
  const of = [own('assignment', parts), own('milestone', milestones)].filter((w) => w !== undefined);
  const groups = await Promise.all(
    of.map(async (where) => ({
      clocks: await ctx.db
        .select({
          id: c.id,
          entityId: c.entityId,
          kind: c.kind,
          anchorAt: c.anchorAt,
          dueAt: c.dueAt,
          epoch: c.epoch,
          stoppedAt: c.stoppedAt,
          outcome: c.outcome,
          basis: p.basis,
          basisChecked: p.basisChecked,
        })
        .from(c)
        .innerJoin(p, and(eq(p.id, c.policyId), eq(p.version, c.policyVersion)))
        .where(where)
        .orderBy(asc(c.id)),
      fired: await ctx.db
        .select({ clockId: f.clockId, epoch: f.epoch, step: f.step })
        .from(c)
        .innerJoin(f, eq(f.clockId, c.id))
        .where(where),
    })),
  );
  return groups.flatMap(({ clocks, fired }) =>
    clocks.map(({ id, entityId, epoch, ...clock }) => ({
      entityId,
      kind: clock.kind,
      clock: {
        ...clock,
        kind: clock.kind as ClockView['clock']['kind'],
        anchorAt: iso(clock.anchorAt),
        dueAt: isoOrNull(clock.dueAt),
        unknown: clock.dueAt === null,
        stoppedAt: isoOrNull(clock.stoppedAt),
        fired: fired.filter((s) => s.clockId === id && s.epoch === epoch).map((s) => s.step),
      },
    })),
  );
}
