import type { Write } from '../../../db/tenant-db.ts';
import type { dispatchPlan as route } from '../../contract/plans.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { dispatchWrites } from '../tasks/dispatch-writes.ts';
import { draftsOf } from '../tasks/rows.ts';
import { taskCommit } from '../tasks/stage.ts';
import type { PlanRow } from './rows.ts';
import { planFor, planWrites } from './transition.ts';

/** Gives out every draft of the plan that has a unit, in one commit; those without one stay and are counted. */
export async function dispatchPlan(ctx: Ctx, input: InputOf<typeof route>): Promise<OutputOf<typeof route>> {
  const row = await planFor(ctx, input, 'dispatch');
  const drafts = await draftsOf(ctx, { planId: row.id });
  const ready = drafts.filter((draft) => draft.parts.length > 0);
  if (ready.length === 0) return refuse('nothing_to_dispatch');
  const tasks = await dispatchWrites(ctx, ready);
  const { writes, head } = planWrites(ctx, row, 'dispatch', 'active', { data: { tasks: ready.length } });
  const answer = { id: row.id, version: head.version, dispatched: ready.length, left: drafts.length - ready.length };
  return taskCommit(ctx, [...writes, ...tasks], answer);
}

/** For whoever gives out one task of it: a draft of a plan is active from its first task on. */
export function activation(ctx: Ctx, plan: PlanRow): Write[] {
  return plan.state === 'drafted' ? planWrites(ctx, plan, 'dispatch', 'active', { data: { tasks: 1 } }).writes : [];
}
