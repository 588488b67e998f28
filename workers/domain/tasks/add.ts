import { desc, eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { addTask as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { DomainError, found } from '../errors.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { draftTask } from './draft.ts';
import { checkRoom } from './room.ts';
import { sightOf, visiblePlan } from './sight.ts';

const ROUNDS = 4;

/** A draft at the end of a plan. Two who add at once get a number each: who comes second draws again. */
export async function add(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const { planId, ...fields } = input;
  const plan = await planFor(ctx, planId);
  await checkRoom(ctx, planId);
  for (let round = 1; ; round++) {
    const { writes, ...made } = await draftTask(ctx, plan, fields, { sort: (await lastSort(ctx, planId)) + 1 });
    try {
      return await ctx.db.commit(writes, made);
    } catch (error) {
      const taken = error instanceof ConflictError && error.table === 'task';
      if (!taken || round === ROUNDS) throw taken ? new DomainError('conflict') : error;
    }
  }
}

/** @throws `not_found`, `forbidden` when another unit made the plan, `wrong_state` when it is over */
async function planFor(ctx: Ctx, id: string) {
  const p = ctx.db.rows.plan;
  const [row] = await ctx.db
    .select({ id: p.id, number: p.number, ownerUnitId: p.ownerUnitId, state: p.state })
    .from(p)
    .where(eq(p.id, id));
  const plan = found(row);
  if (!covers(await scopeOf(ctx, 'task.plan'), plan.ownerUnitId)) {
    throw new DomainError((await visiblePlan(ctx, await sightOf(ctx), id)) ? 'forbidden' : 'not_found');
  }
  if (plan.state !== 'drafted' && plan.state !== 'active') throw new DomainError('wrong_state');
  return plan;
}

/** The highest place taken in a plan; 0 while it is empty. */
export async function lastSort({ db }: Ctx, planId: string): Promise<number> {
  const t = db.rows.task;
  const [last] = await db
    .select({ sort: t.sort })
    .from(t)
    .where(eq(t.planId, planId))
    .orderBy(desc(t.sort), desc(t.id))
    .limit(1);
  return last?.sort ?? 0;
}
