import type { InputOf } from '../../contract/route.ts';
import type { addUnit as route } from '../../contract/tasks.ts';
import type { Ctx } from '../context.ts';
import { Tally } from './counters.ts';
import { givePart } from './give-part.ts';
import { moveTask, taskCommit } from './stage.ts';
import { openTask, type TaskDone, taskEvent } from './task-step.ts';

/** One more unit in a task that is out; it gets its part at once. */
export async function addUnit(ctx: Ctx, input: InputOf<typeof route>): Promise<TaskDone> {
  const { row, to } = await openTask(ctx, 'addUnit', input);
  const { unitId, role, dueDay } = input;
  const tally = new Tally();
  const { writes, moves } = await givePart(ctx, row, { unitId, role, dueDay, path: 'unitId' }, tally);
  const { write, head } = taskEvent(ctx, row, 'addUnit', to, { unitId, role, dueDay });
  const done = { id: row.id, stage: row.stage as TaskDone['stage'], version: head.version };
  await taskCommit(ctx, [write, ...writes, ...moveTask(ctx, row, moves, head), ...tally.writes(ctx)], done);
  return done;
}
