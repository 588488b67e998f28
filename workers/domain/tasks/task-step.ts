import type { Write } from '../../../db/tenant-db.ts';
import type { TaskStage, TaskState } from '../../contract/task-words.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Head, nextEvent } from '../events.ts';
import { allowedForTask, scopes } from './guards.ts';
import { loadTask, type TaskRow } from './rows.ts';
import type { Seen } from './transition.ts';

export interface TaskDone {
  readonly id: string;
  readonly stage: TaskStage;
  readonly version: number;
}

/** The task, if the actor saw it as it is and may take this step. @throws `not_found`, `conflict`, `wrong_state`, `forbidden` */
export async function openTask(ctx: Ctx, action: string, seen: Seen): Promise<{ row: TaskRow; to: TaskState }> {
  const row = await loadTask(ctx, seen.id);
  if (row.version !== seen.version) throw new DomainError('conflict');
  const { step, refusal } = await allowedForTask(ctx, row, action, scopes(ctx));
  if (refusal) throw new DomainError(refusal.code);
  return { row, to: step.to as TaskState };
}

export function taskEvent(
  ctx: Ctx,
  row: TaskRow,
  action: string,
  to: TaskState,
  data: Record<string, unknown>,
): { write: Write; head: Head } {
  return nextEvent(ctx, row, { entity: 'task', entityId: row.id, action, from: row.state, to, data });
}
