import type { Write } from '../../../db/tenant-db.ts';
import { PERMISSIONS } from '../../contract/access.ts';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import type { Head } from '../events.ts';
import { type Machine, type Step, stepOf } from '../machine.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { covers, scopeOf } from '../units/scope.ts';

/** A register whose rows go through a machine. */
export type Register = 'award' | 'accidentReview' | 'criminalCase';
export interface Row extends Head {
  readonly id: string;
  readonly state: string;
  readonly unitId?: string | null;
}
export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface Done<S extends string> {
  readonly id: string;
  readonly state: S;
  readonly version: number;
}

/** The step of this action, if the sender saw the row as it is and may take it. @throws `conflict`, `wrong_state`, … */
export async function stepFor(ctx: Ctx, machine: Machine, row: Row, action: string, seen: Seen): Promise<Step> {
  sameVersion(row, seen.version);
  const { step, refusal } = await allowed(ctx, machine, row, action);
  return refusal ? refuse(refusal.code) : step;
}

/** Event and row of a step that was allowed, and what the row then is. `data`: ids, days and states alone. */
export function stepWrites<S extends string>(
  ctx: Ctx,
  register: Register,
  row: Row,
  action: string,
  step: Step,
  { set = {}, data = {} }: { set?: Record<string, unknown>; data?: Record<string, unknown> } = {},
): { writes: Write[]; done: Done<S> } {
  const change = { action, from: row.state, to: step.to, data };
  const columns = { ...set, state: step.to, updatedAt: ctx.now };
  return {
    writes: changed(ctx, register, row, change, columns as never),
    done: { id: row.id, state: step.to as S, version: row.version + 1 },
  };
}

type Verdict = { step: Step; refusal?: undefined } | { step?: undefined; refusal: { code: ErrorCode; why: string } };

async function allowed(ctx: Ctx, machine: Machine, row: Row, action: string): Promise<Verdict> {
  const step = stepOf(machine, row.state, action);
  if (typeof step === 'string') return { refusal: { code: step, why: '当前状态下不能做这一步' } };
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  if (step.within && !covers(await scopeOf(ctx, step.by), row.unitId ?? null)) {
    return { refusal: { code: 'forbidden', why: '不是您所在单位的' } };
  }
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  if (step.notBy && me !== undefined && (row as unknown as Record<string, unknown>)[step.notBy] === me) {
    return { refusal: { code: 'same_person', why: ERRORS.same_person[1] } };
  }
  return { step };
}

/** The buttons of the state, each with whether this person may press it. */
export function actionsOf(ctx: Ctx, machine: Machine, row: Row) {
  return Promise.all(
    Object.entries(machine[row.state] ?? {}).map(async ([action, { label, needs = [] }]) => {
      const { refusal } = await allowed(ctx, machine, row, action);
      return { action, label, needs: [...needs], allowed: !refusal, why: refusal?.why ?? '' };
    }),
  );
}
