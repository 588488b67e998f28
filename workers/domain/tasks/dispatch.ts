import { eq } from 'drizzle-orm';
import type { InputOf } from '../../contract/route.ts';
import type { dispatchTask as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { found } from '../errors.ts';
import { activation } from '../plans/dispatch.ts';
import { dispatchWrites } from './dispatch-writes.ts';
import { draftsOf } from './rows.ts';
import { taskCommit } from './stage.ts';
import { openTask, type TaskDone } from './task-step.ts';

export async function dispatch(ctx: Ctx, input: InputOf<typeof route>): Promise<TaskDone> {
  const { row } = await openTask(ctx, 'dispatch', input);
  const [draft] = await draftsOf(ctx, { ids: [row.id] });
  const p = ctx.db.rows.plan;
  const [plan] = await ctx.db.select().from(p).where(eq(p.id, row.planId));
  const writes = [...activation(ctx, found(plan)), ...(await dispatchWrites(ctx, [found(draft)]))];
  return taskCommit(ctx, writes, { id: row.id, stage: 'dispatched', version: row.version + 1 });
}
