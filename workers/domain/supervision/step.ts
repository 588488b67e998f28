import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import { PERMISSIONS } from '../../contract/access.ts';
import { ERRORS, type ErrorCode } from '../../contract/errors.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { type Step, stepOf } from '../machine.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { covers, scopeOf } from '../units/scope.ts';
import { FINISHED, type Kind, MACHINES } from './machine.ts';
import type { OrderRow, SummonsRow } from './rows.ts';

export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface Done<S> {
  readonly id: string;
  readonly state: S;
  readonly version: number;
}
/** What a step changes besides the state itself. */
export interface Change<Row> {
  readonly set?: Partial<{ [K in keyof Row]: unknown }>;
  readonly data?: Record<string, unknown>;
  readonly clocks?: ClockChange;
  readonly notices?: readonly Notice[];
  /** Before the row's own: a number drawn, files claimed. */
  readonly writes?: readonly Write[];
}
type RowOf<K extends Kind> = K extends 'order' ? OrderRow : SummonsRow;

/** Event, state row, clock, files and notices of a step in one batch, or nothing. */
export async function takeStep<K extends Kind, S extends string>(
  ctx: Ctx,
  kind: K,
  row: RowOf<K>,
  action: string,
  seen: Seen,
  plan: () => Change<RowOf<K>> | Promise<Change<RowOf<K>>>,
): Promise<Done<S>> {
  if (row.version !== seen.version) refuse('conflict');
  const { step, refusal } = await allowed(ctx, kind, row, action);
  if (refusal) return refuse(refusal.code);
  const change = await plan();
  const { write: event, head } = nextEvent(ctx, row, {
    entity: kind,
    entityId: row.id,
    action,
    from: row.state,
    to: step.to,
    data: change.data ?? {},
  });
  const clocks = change.clocks ? (await clockWrites(ctx, kind, row.id, change.clocks)).writes : [];
  const finished = FINISHED.includes(step.to) ? { finishedAt: ctx.now, dueAt: null } : {};
  const set = { ...change.set, ...finished, state: step.to, updatedAt: ctx.now, ...head };
  const update =
    kind === 'order'
      ? ctx.db.update('supervisionOrder', set as never, (t) => eq(t.id, row.id))
      : ctx.db.update('summons', set as never, (t) => eq(t.id, row.id));
  const notices = await Promise.all((change.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  const answer = { id: row.id, state: step.to as S, version: head.version };
  const done = await ctx.db.commit([event, ...(change.writes ?? []), update, ...clocks, ...notices.flat()], answer);
  ctx.ports.wakeOutbox();
  return done;
}

type Verdict = { step: Step; refusal?: undefined } | { step?: undefined; refusal: { code: ErrorCode; why: string } };

/** The step, or why this person may not take it now: the same for the verb and for its button. */
export async function allowed(ctx: Ctx, kind: Kind, row: OrderRow | SummonsRow, action: string): Promise<Verdict> {
  const step = stepOf(MACHINES[kind], row.state, action);
  if (typeof step === 'string') return { refusal: { code: step, why: '当前状态下不能做这一步' } };
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  if (step.within && !covers(await scopeOf(ctx, step.by), row.unitId)) {
    return { refusal: { code: 'forbidden', why: '不是送达您所在单位的' } };
  }
  const me = ctx.actor.kind === 'person' ? ctx.actor.personId : undefined;
  if (step.notBy && me !== undefined && (row as Record<string, unknown>)[step.notBy] === me) {
    return { refusal: { code: 'same_person', why: ERRORS.same_person[1] } };
  }
  if (action === 'receive' && row.receivedAt !== null) return { refusal: { code: 'wrong_state', why: '已经签收' } };
  return { step };
}

/** A limit that lies behind us is none. */
export function checkAhead(ctx: Ctx, dueDay: string): void {
  if (dueDay < localDay(ctx.now)) {
    refuse('bad_request', { fields: [{ path: 'dueDay', message: '期限不能早于今天' }] });
  }
}

/** The number of a year, without a gap: drawn in the commit that sends the paper out. */
export function numberOf(ctx: Ctx, kind: Kind) {
  const year = localDay(ctx.now).slice(0, 4);
  const { write, value } = ctx.db.numberInBatch(`${kind}.${year}`);
  return { write, number: { year, value } };
}
