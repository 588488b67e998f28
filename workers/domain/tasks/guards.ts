import { PERMISSIONS } from '../../contract/access.ts';
import { ERRORS } from '../../contract/errors.ts';
import { ASSIGNMENT_STATES, TASK_STATES } from '../../contract/task-words.ts';
import { type Ctx, can } from '../context.ts';
import type { Refusal, ScopeOf } from '../hazards/guards.ts';
import { type Step, stepOf } from '../machine.ts';
import { covers } from '../units/scope.ts';
import { ASSIGNMENT_MACHINE, TASK_MACHINE } from './machine.ts';
import type { Part, TaskRow } from './rows.ts';

export { type Refusal, type ScopeOf, scopes } from '../hazards/guards.ts';
export type Allowed = { step: Step; refusal?: undefined } | { step?: undefined; refusal: Refusal };

/** The step, or why this person may not take it now. The same answer for the verb and for its button. */
export async function allowedForTask(ctx: Ctx, row: TaskRow, action: string, scopeFor: ScopeOf): Promise<Allowed> {
  const step = stepOf(TASK_MACHINE, row.state, action);
  if (typeof step === 'string') {
    const state = TASK_STATES[row.state as keyof typeof TASK_STATES];
    return { refusal: { code: step, why: `“${state}”的任务不能做这一步` } };
  }
  const missing = lacks(ctx, step);
  if (missing) return { refusal: missing };
  if (covers(await scopeFor(step.by), row.ownerUnitId)) return { step };
  return { refusal: { code: 'forbidden', why: '这项任务不由您的单位交办' } };
}

/** @see allowedForTask. A part moves only while its task is out. */
export async function allowedForPart(
  ctx: Ctx,
  { part, task }: Part,
  action: string,
  scopeFor: ScopeOf,
): Promise<Allowed> {
  if (task.state !== 'dispatched') {
    const state = TASK_STATES[task.state as keyof typeof TASK_STATES];
    return { refusal: { code: 'wrong_state', why: `任务${state}，不能做这一步` } };
  }
  const step = stepOf(ASSIGNMENT_MACHINE, part.state, action);
  if (typeof step === 'string') {
    const state = ASSIGNMENT_STATES[part.state as keyof typeof ASSIGNMENT_STATES];
    return { refusal: { code: step, why: `“${state}”时不能做这一步` } };
  }
  const missing = lacks(ctx, step);
  if (missing) return { refusal: missing };
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  const scope = await scopeFor(step.by);
  const mine = step.within === 'place' && me !== undefined && part.personId === me;
  if (!mine && !covers(scope, step.within === 'place' ? part.unitId : task.ownerUnitId)) {
    const why = step.within === 'place' ? '这一项不在您负责的单位范围内' : '这项任务不由您的单位交办';
    return { refusal: { code: 'forbidden', why } };
  }
  if (step.notBy && me !== undefined && part[step.notBy as keyof typeof part] === me) {
    return { refusal: { code: 'same_person', why: ERRORS.same_person[1] } };
  }
  return { step };
}

function lacks(ctx: Ctx, step: Step): Refusal | undefined {
  if (can(ctx, step.by)) return undefined;
  return { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` };
}
