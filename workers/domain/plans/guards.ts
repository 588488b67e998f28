import { PERMISSIONS } from '../../contract/access.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { PLAN_STATES, type PlanState } from '../../contract/task-words.ts';
import { type Ctx, can } from '../context.ts';
import { type Step, stepOf } from '../machine.ts';
import { PLAN_MACHINE } from '../tasks/machine.ts';
import { covers } from '../units/scope.ts';
import type { PlanRow } from './rows.ts';
import type { Sight } from './sight.ts';

interface Refusal {
  readonly code: ErrorCode;
  readonly why: string;
}

/** The step, or why this person may not take it now: the same answer for the verb and for its button. */
export function planStep(
  ctx: Ctx,
  row: PlanRow,
  action: string,
  { drafts }: Sight,
): { step: Step; refusal?: undefined } | { step?: undefined; refusal: Refusal } {
  const step = stepOf(PLAN_MACHINE, row.state, action);
  if (typeof step === 'string') {
    return { refusal: { code: step, why: `“${PLAN_STATES[row.state as PlanState]}”的计划不能做这一步` } };
  }
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  if (!covers(drafts, row.ownerUnitId)) {
    return { refusal: { code: 'forbidden', why: '这个计划不是您单位编制的' } };
  }
  return { step };
}

/** The buttons of a plan, drawn from its lifecycle. */
export function planActions(ctx: Ctx, row: PlanRow, sight: Sight) {
  return Object.entries(PLAN_MACHINE[row.state as PlanState] as Record<string, Step>).map(([action, { label }]) => {
    const { refusal } = planStep(ctx, row, action, sight);
    return { action, label, allowed: refusal === undefined, why: refusal?.why ?? '' };
  });
}
