import { PERMISSIONS, type Permission, permits } from '../../contract/access.ts';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import { HAZARD_STATES } from '../../contract/hazards.ts';
import { type Ctx, can } from '../context.ts';
import { type Step, stepOf } from '../machine.ts';
import { covers, scopeOf } from '../units/scope.ts';
import type { EvidenceRow } from './evidence.ts';
import { HAZARD_MACHINE } from './machine.ts';
import type { HazardRow } from './rows.ts';

export interface Refusal {
  readonly code: ErrorCode;
  /** Why not, for the person who sees the button. */
  readonly why: string;
}
export type ScopeOf = (permission: Permission) => Promise<'all' | Set<string>>;

/** The scopes of one request, each resolved once. */
export function scopes(ctx: Ctx): ScopeOf {
  const kept = new Map<Permission, Promise<'all' | Set<string>>>();
  return (permission) => {
    const known = kept.get(permission) ?? scopeOf(ctx, permission);
    kept.set(permission, known);
    return known;
  };
}

/** The step, or why this person may not take it now. The same answer for the verb and for its button. */
export async function allowedStep(
  ctx: Ctx,
  row: HazardRow,
  action: string,
  scopeFor: ScopeOf,
): Promise<{ step: Step; refusal?: undefined } | { step?: undefined; refusal: Refusal }> {
  const step = stepOf(HAZARD_MACHINE, row.state, action);
  if (typeof step === 'string') {
    const state = HAZARD_STATES[row.state as keyof typeof HAZARD_STATES];
    return { refusal: { code: step, why: `“${state}”的隐患不能做这一步` } };
  }
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  // A tip has no brief yet: only the tip desk moves it, together with the tip itself.
  if (row.restricted !== 0) return { refusal: { code: 'brief_missing', why: '请在举报受理台填写转办摘要后办理' } };
  if (row.source !== 'tip' && onlyByTips(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: '举报受理员只办理举报转来的隐患' } };
  }
  if (!within(ctx, row, step, await scopeFor(step.by))) {
    return { refusal: { code: 'forbidden', why: '这条隐患不在您负责的单位范围内' } };
  }
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  if (step.notBy && me !== undefined && row[step.notBy as keyof HazardRow] === me) {
    return { refusal: { code: 'same_person', why: ERRORS.same_person[1] } };
  }
  return { step };
}

/** The intake of tips holds its steps for what came from tips; whoever holds them by another post too is not bound by it. */
function onlyByTips({ actor }: Ctx, permission: Permission): boolean {
  if (actor.kind !== 'person') return false;
  const by = actor.grants.filter((g) => permits([g], permission));
  return by.length > 0 && by.every((g) => g.role === 'tip_office');
}

/** `owner`: the unit that has to act, or the person named. `place`: also where it lies, and whoever reported it. */
function within(ctx: Ctx, row: HazardRow, step: Step, scope: 'all' | Set<string>): boolean {
  if (!step.within || covers(scope, row.ownerUnitId)) return true;
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  if (step.within === 'owner') return row.assigneeId === me;
  return covers(scope, row.placeUnitId) || row.reportedBy === me;
}

/** A photo of the state before counts whenever it was taken; one of the result counts only in its own round. */
export function missingEvidence(row: Pick<HazardRow, 'round'>, step: Step, evidence: readonly EvidenceRow[]): string[] {
  const has = (stage: string) =>
    evidence.some((e) => e.stage === stage && (stage === 'before' || e.round === row.round));
  return (step.evidence ?? []).filter((stage) => !has(stage));
}
