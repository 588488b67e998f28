import { eq } from 'drizzle-orm';
import { ConflictError } from '../../../db/errors.ts';
import type { InputOf, OutputOf } from '../../contract/route.ts';
import type { draftOrder as draftRoute, editOrder as editRoute } from '../../contract/supervision.ts';
import type { OrderState } from '../../contract/supervision-words.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { loadHazard } from '../hazards/rows.ts';
import { newOrder } from './draft.ts';
import { checkUnit, loadOrder } from './rows.ts';
import { type Done, takeStep } from './step.ts';

/** 拟督办单 by hand: from a task's part, a hazard, or about something else. @throws `order_open` */
export async function draftOrder(ctx: Ctx, input: InputOf<typeof draftRoute>): Promise<OutputOf<typeof draftRoute>> {
  const { unitId, title, demand, dueDay } = input;
  const about = await aboutOf(ctx, input);
  await checkUnit(ctx, unitId);
  const { id, version, writes } = newOrder(ctx, { origin: 'manual', ...about, unitId, title, demand, dueDay });
  return once(() => ctx.db.commit(writes, { id, version }));
}

export async function editOrder(ctx: Ctx, input: InputOf<typeof editRoute>): Promise<Done<OrderState>> {
  const { unitId, title, demand, dueDay } = input;
  const row = await loadOrder(ctx, input.id);
  return takeStep(ctx, 'order', row, 'edit', input, async () => {
    if (unitId !== row.unitId) await checkUnit(ctx, unitId);
    return { set: { unitId, title, demand, dueDay }, data: { unitId, dueDay } };
  });
}

/** What it is about, if the actor may see that. @throws `not_found`, `bad_request` for two at once */
export async function aboutOf(
  ctx: Ctx,
  { assignmentId, hazardId }: { assignmentId?: string | undefined; hazardId?: string | undefined },
): Promise<{ subjectEntity: string | null; subjectId: string | null }> {
  if (assignmentId && hazardId) refuse('bad_request', { fields: [{ path: 'hazardId', message: '只能针对一个事项' }] });
  if (hazardId) {
    const hazard = await loadHazard(ctx, hazardId);
    // A sealed tip's hazard is nobody's to write papers about.
    if (hazard.restricted !== 0) refuse('brief_missing');
    return { subjectEntity: 'hazard', subjectId: hazardId };
  }
  if (!assignmentId) return { subjectEntity: null, subjectId: null };
  const a = ctx.db.rows.assignment;
  const [row] = await ctx.db.select({ id: a.id }).from(a).where(eq(a.id, assignmentId));
  return { subjectEntity: 'assignment', subjectId: found(row).id };
}

/** The open one on the same matter is told of, not doubled. @throws `order_open` */
export async function once<A>(work: () => Promise<A>): Promise<A> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConflictError) return refuse('order_open');
    throw error;
  }
}
