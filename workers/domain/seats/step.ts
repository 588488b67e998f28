import { and, eq } from 'drizzle-orm';
import type { NewRow, Write } from '../../../db/tenant-db.ts';
import { PERMISSIONS } from '../../contract/access.ts';
import { SEAT_STATES, type SeatState } from '../../contract/expert-words.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import { type Ctx, can } from '../context.ts';
import { refuse } from '../errors.ts';
import { poolsOf } from '../experts/sight.ts';
import { rosterWrites } from '../lending/send.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { changed } from '../people/chain.ts';
import { poolCounters, type Standing } from '../pools/counters.ts';
import { MEMBER_STATES } from '../pools/rows.ts';
import { type Case, caseOf, type Refusal, shutGate } from './gates.ts';
import { type SeatStep, stepsOf } from './machine.ts';
import { loadSeat, type SeatRow } from './rows.ts';

export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface Done {
  readonly id: string;
  readonly state: SeatState;
  readonly version: number;
}
/** What a step changes besides the state itself. */
export interface Change {
  /** A step that is not complete yet leaves the state and goes by another name. */
  readonly stays?: string;
  readonly set?: Partial<{ [K in keyof NewRow<'expertSeat'>]: unknown }>;
  /** Facts for the event: ids, digests, reasons of officials. No name, no number, no words of an applicant. */
  readonly data?: Record<string, unknown>;
  readonly writes?: readonly Write[];
  readonly notices?: readonly Notice[];
}

/** Every verb on a seat: what was seen, who acts, every gate; then event, row and notices in one batch, or nothing. */
export async function takeStep(
  ctx: Ctx,
  action: string,
  seen: Seen,
  plan: (row: SeatRow, seat: Case) => Change | Promise<Change>,
): Promise<Done> {
  const row = await loadSeat(ctx, seen.id);
  if (row.version !== seen.version) refuse('conflict');
  const seat = caseOf(ctx, row);
  const { step, refusal } = await allowed(ctx, seat, action);
  if (refusal) return refuse(refusal.code);
  const change = await plan(row, seat);
  const { writes, done } = await stepWrites(ctx, row, action, step.to, change);
  const answer = await ctx.db.commit(writes, done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** The writes of a step that was already allowed. */
export async function stepWrites(
  ctx: Ctx,
  row: SeatRow,
  action: string,
  to: string,
  { stays, set, data, writes = [], notices = [] }: Change,
): Promise<{ writes: Write[]; done: Done }> {
  const state = stays === undefined ? to : row.state;
  const step = { action: stays ?? action, from: row.state, to: state, data: data ?? {} };
  const told = await Promise.all(notices.map((notice) => notifyWrites(ctx, notice)));
  const own = changed(ctx, 'expertSeat', row, step, { ...(set as object), state, updatedAt: ctx.now });
  const done = { id: row.id, state: state as SeatState, version: row.version + 1 };
  // Whoever borrowed the pool hears who is in office.
  const inOffice = [row.state, state].some((one) => (MEMBER_STATES as readonly string[]).includes(one));
  const lent = inOffice ? await rosterWrites(ctx, row.poolId) : [];
  const clock = clockOf(row.state, state);
  const clocks = clock ? (await clockWrites(ctx, 'expertSeat', row.id, clock)).writes : [];
  const counted = poolCounters(ctx, [{ from: row, to: { ...row, ...(set as Partial<Standing>), state } }]);
  return { writes: [...writes, ...own, ...clocks, ...counted, ...lent, ...told.flat()], done };
}

/** The time to check the papers runs while a case waits for it, and begins anew with every return. */
function clockOf(from: string, to: string): ClockChange | undefined {
  if (from === to) return undefined;
  if (to === 'applied') return { start: [CHECK] };
  return from === 'applied' ? { stop: [{ kind: 'check', outcome: to }] } : undefined;
}
export const CHECK = { kind: 'check', facts: {} } as const;

type Verdict = { step: SeatStep; refusal?: undefined } | { step?: undefined; refusal: Refusal };

/** The step, or why this person may not take it now: the same for the verb and for its button. */
export async function allowed(ctx: Ctx, seat: Case, action: string): Promise<Verdict> {
  const { row } = seat;
  if (row.origin !== null) return { refusal: { code: 'wrong_state', why: '这是借入的专家，由借出的地区管理' } };
  const step = stepsOf(row.state)[action];
  if (!step) {
    return { refusal: { code: 'wrong_state', why: `“${SEAT_STATES[row.state as SeatState]}”时不能做这一步` } };
  }
  if (!can(ctx, step.by)) {
    return { refusal: { code: 'forbidden', why: `您的岗位没有“${PERMISSIONS[step.by]}”的权限` } };
  }
  if (!(await keeps(ctx, step.by, row.poolId))) {
    return { refusal: { code: 'forbidden', why: '这个专家库不由您所在单位管理' } };
  }
  const refusal = await shutGate(ctx, seat, step.gates ?? []);
  return refusal ? { refusal } : { step };
}

async function keeps(ctx: Ctx, permission: SeatStep['by'], poolId: string): Promise<boolean> {
  const p = ctx.db.rows.expertPool;
  const within = await poolsOf(ctx, permission, poolId);
  if (!within) return true;
  const [pool] = await ctx.db
    .select({ id: p.id })
    .from(p)
    .where(and(eq(p.id, poolId), within));
  return pool !== undefined;
}
