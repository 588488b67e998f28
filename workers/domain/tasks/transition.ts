import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { AssignmentState } from '../../contract/task-words.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { type Metric, Tally } from './counters.ts';
import { allowedForPart, type ScopeOf, scopes } from './guards.ts';
import { FINISHED } from './machine.ts';
import { loadPart, type Part, type PartRow } from './rows.ts';
import { moveTask, type PartMove, taskCommit } from './stage.ts';

export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface PartDone {
  readonly id: string;
  readonly state: AssignmentState;
  readonly version: number;
}

/** What a step changes besides the state itself. */
export interface Change {
  /** Instead of the machine's `to`, where the verb decides. */
  readonly to?: AssignmentState;
  readonly set?: Partial<PartRow>;
  /** Facts for the event: reasons and opinions of officials, ids; no names. */
  readonly data?: Record<string, unknown>;
  readonly clocks?: ClockChange;
  readonly metric?: Metric;
  readonly notices?: readonly Notice[];
  readonly writes?: readonly Write[];
  /** Other parts of the same task that move in the same commit. */
  readonly moves?: readonly PartMove[];
}
export interface Prepared {
  /** Before the task is moved. */
  readonly writes: Write[];
  readonly moves: readonly PartMove[];
  readonly done: PartDone;
}
type Plan = (row: Part) => Change | Promise<Change>;

/** Every verb of a unit's part: check what was seen and who acts; then one batch, or nothing. */
export async function transition(ctx: Ctx, action: string, seen: Seen, plan: Plan): Promise<PartDone> {
  const row = await loadPart(ctx, seen.id);
  const tally = new Tally();
  const { writes, moves, done } = await prepare(ctx, row, action, seen, plan, scopes(ctx), tally);
  return taskCommit(ctx, [...writes, ...moveTask(ctx, row.task, moves), ...tally.writes(ctx)], done);
}

/** @throws `conflict`, `wrong_state`, `forbidden`, `same_person` */
export async function prepare(
  ctx: Ctx,
  row: Part,
  action: string,
  seen: Seen,
  plan: Plan,
  scopeFor: ScopeOf,
  tally: Tally,
): Promise<Prepared> {
  if (row.part.version !== seen.version) throw new DomainError('conflict');
  const { step, refusal } = await allowedForPart(ctx, row, action, scopeFor);
  if (refusal) throw new DomainError(refusal.code);
  const change = await plan(row);
  return partWrites(ctx, row.part, action, change.to ?? (step.to as AssignmentState), change, tally);
}

/** Event, row, clocks, notices of a step of a part that was already allowed. */
export async function partWrites(
  ctx: Ctx,
  part: PartRow,
  action: string,
  to: AssignmentState,
  change: Change,
  tally: Tally,
): Promise<Prepared> {
  const { db, now } = ctx;
  const body = { entity: 'assignment', entityId: part.id, action, from: part.state, to, data: change.data ?? {} };
  const { write: event, head } = nextEvent(ctx, part, body);
  const clocks = change.clocks ? await clockWrites(ctx, 'assignment', part.id, change.clocks) : undefined;
  const finished = FINISHED.includes(to);
  const set: Partial<PartRow> = {
    // The other clock, of signing, is over wherever this one is touched.
    ...(clocks && change.clocks && touchesLimit(change.clocks) ? { dueAt: clocks.dueAt } : {}),
    ...change.set,
    ...(finished ? { dueAt: null, finishedAt: now } : { finishedAt: null }),
    state: to,
    updatedAt: now,
    ...head,
  };
  tally.part(part, { unitId: part.unitId, state: to });
  if (change.metric) tally.happened(now, part.unitId, change.metric);
  const notices = await Promise.all((change.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  const writes = [
    event,
    db.update('assignment', set, (a) => eq(a.id, part.id)),
    ...(clocks?.writes ?? []),
    ...(change.writes ?? []),
    ...notices.flat(),
  ];
  return {
    writes,
    moves: [[part.state, to], ...(change.moves ?? [])],
    done: { id: part.id, state: to, version: head.version },
  };
}

const touchesLimit = ({ stop = [], start = [], restart = [] }: ClockChange): boolean =>
  [...stop, ...start, ...restart].some(({ kind }) => kind === 'complete');
