import type { Write } from '../../../db/tenant-db.ts';
import { PERMISSIONS } from '../../contract/access.ts';
import { CHECK_STATES, type CheckState } from '../../contract/check-words.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { CHECK_MACHINE, type CheckStep } from './machine.ts';
import { type CheckRow, type Done, loadCheck, peopleOf } from './rows.ts';

export interface Seen {
  readonly id: string;
  readonly version: number;
}
/** Where the actor stands to a visit. */
export interface Standing {
  readonly on: boolean;
  readonly plans: boolean;
}

export async function standing(ctx: Ctx, row: CheckRow): Promise<Standing> {
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
  const [people, scope] = await Promise.all([peopleOf(ctx, row.id), scopeOf(ctx, 'check.plan')]);
  return { on: people.some((p) => p.personId === me), plans: covers(scope, row.ownerUnitId) };
}

type Verdict =
  | { step: CheckStep; refusal?: undefined }
  | { step?: undefined; refusal: { code: ErrorCode; why: string } };

/** The step, or why this person may not take it now: the same for the verb and for its button. */
export function allowed(ctx: Ctx, row: CheckRow, action: string, { on, plans }: Standing): Verdict {
  const step = CHECK_MACHINE[row.state as CheckState][action];
  const misfit = step?.visitOnly ? row.kind !== 'visit' : action === 'judge' && row.kind !== 'recheck';
  if (!step || misfit) {
    return { refusal: { code: 'wrong_state', why: `“${CHECK_STATES[row.state as CheckState]}”时不能做这一步` } };
  }
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  if (step.within === 'visit' && !on) return { refusal: { code: 'forbidden', why: '您不在这次检查的人员名单中' } };
  if (step.within === 'owner' && !plans) return { refusal: { code: 'forbidden', why: '这次检查不是贵单位安排的' } };
  if (step.within === 'part' && !on && !plans) {
    return { refusal: { code: 'forbidden', why: '由检查人员或安排单位办理' } };
  }
  return { step };
}

/** The visit, where the step may be taken now. @throws `not_found`, `conflict`, `wrong_state`, `forbidden` */
export async function checkFor(ctx: Ctx, seen: Seen, action: string): Promise<CheckRow> {
  const row = await loadCheck(ctx, seen.id);
  sameVersion(row, seen.version);
  const { refusal } = allowed(ctx, row, action, await standing(ctx, row));
  if (refusal) refuse(refusal.code);
  return row;
}

export interface Change {
  readonly set?: Partial<{ [K in keyof CheckRow]: unknown }>;
  /** Ids, states, numbers, hashes: no names, no words of the record. */
  readonly data?: Record<string, unknown>;
  readonly notices?: readonly Notice[];
  readonly writes?: readonly Write[];
}

/** Event and state row of a step already allowed, what goes with it, and the answer. */
export async function stepWrites(
  ctx: Ctx,
  row: CheckRow,
  action: string,
  change: Change = {},
): Promise<{ writes: Write[]; done: Done }> {
  const { to } = CHECK_MACHINE[row.state as CheckState][action] as CheckStep;
  const set = { ...change.set, state: to, updatedAt: ctx.now } as Partial<CheckRow>;
  const own = changed(ctx, 'checkVisit', row, { action, from: row.state, to, data: change.data ?? {} }, set);
  const notices = await Promise.all((change.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  const writes = [...own, ...(change.writes ?? []), ...notices.flat()];
  return { writes, done: { id: row.id, state: to, version: row.version + 1 } };
}

/** A step that brings nothing of its own to the answer. */
export async function takeStep(ctx: Ctx, row: CheckRow, action: string, change: Change = {}): Promise<Done> {
  const { writes, done } = await stepWrites(ctx, row, action, change);
  const answer = await ctx.db.commit(writes, done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** Of a visit still hidden the people it goes to see nothing, so a notice tells neither where nor whom. */
export function noticeOf(row: Pick<CheckRow, 'id' | 'title' | 'hidden' | 'plannedDay'>, people: readonly string[]) {
  const to = people.map((personId) => ({ personId }));
  const link = `/checks/${row.id}`;
  return { to, link, quiet: row.hidden, title: row.hidden ? '有一次检查安排给您' : `检查安排：${row.title}` };
}
