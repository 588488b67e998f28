import { eq } from 'drizzle-orm';
import type { Write } from '../../../db/tenant-db.ts';
import type { HazardState } from '../../contract/hazards.ts';
import { type Clock, type ClockChange, clocksOf, clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { nextEvent } from '../events.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { outboxWrite } from '../outbox/write.ts';
import { counterWrites, type Move } from './counters.ts';
import { type EvidenceRow, evidenceOf } from './evidence.ts';
import { allowedStep, missingEvidence, type ScopeOf, scopes } from './guards.ts';
import { FINISHED } from './machine.ts';
import { type HazardRow, loadHazard } from './rows.ts';

export interface Seen {
  readonly id: string;
  /** The version the sender saw. */
  readonly version: number;
}
export interface Done {
  readonly id: string;
  readonly state: HazardState;
  readonly version: number;
}

/** What a step changes besides the state itself. */
export interface Change {
  readonly set?: Partial<HazardRow>;
  /** Facts for the event: reasons and opinions of officials, ids; no names, no texts of tips. */
  readonly data?: Record<string, unknown>;
  readonly clocks?: ClockChange;
  readonly notices?: readonly Notice[];
  readonly writes?: readonly Write[];
  /** Photos that come with the command, for the step's own gate. */
  readonly evidence?: readonly EvidenceRow[];
}
/** A step not yet made: its writes, and the move its caller has to count. */
export interface Prepared {
  readonly writes: Write[];
  readonly move: Move;
  readonly done: Done;
}
type Plan = (row: HazardRow) => Change | Promise<Change>;

/** Every verb of the lifecycle: check what was seen, who acts and what lies there; then one batch, or nothing. */
export async function transition(ctx: Ctx, action: string, seen: Seen, plan: Plan): Promise<Done> {
  // In one breath, though not every step asks for the clocks: a call costs more than the rows.
  const [row, clocks] = await Promise.all([loadHazard(ctx, seen.id), clocksOf(ctx, 'hazard', seen.id)]);
  const { writes, move, done } = await prepare(ctx, row, action, seen, plan, scopes(ctx), clocks);
  const answer = await ctx.db.commit([...writes, ...counterWrites(ctx, [move])], done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** @throws `conflict`, `wrong_state`, `forbidden`, `same_person`, `evidence_missing` */
export async function prepare(
  ctx: Ctx,
  row: HazardRow,
  action: string,
  seen: Seen,
  plan: Plan,
  scopeFor: ScopeOf,
  clocks?: readonly Clock[],
): Promise<Prepared> {
  if (row.version !== seen.version) throw new DomainError('conflict');
  const { step, refusal } = await allowedStep(ctx, row, action, scopeFor);
  if (refusal) throw new DomainError(refusal.code);
  const change = await plan(row);
  if (step.evidence) {
    const there = [...(await evidenceOf(ctx, row.id)), ...(change.evidence ?? [])];
    if (missingEvidence(row, step, there).length > 0) throw new DomainError('evidence_missing');
  }
  return stepWrites(ctx, row, action, step.to as HazardState, change, clocks);
}

/** Event, state row, clocks, search and notices of a step that was already allowed. */
export async function stepWrites(
  ctx: Ctx,
  row: HazardRow,
  action: string,
  to: HazardState,
  change: Change,
  there?: readonly Clock[],
): Promise<Prepared> {
  const { db, now } = ctx;
  const { write: event, head } = nextEvent(ctx, row, {
    entity: 'hazard',
    entityId: row.id,
    action,
    from: row.state,
    to,
    data: change.data ?? {},
  });
  const clocks = change.clocks ? await clockWrites(ctx, 'hazard', row.id, { there, ...change.clocks }) : undefined;
  const finished = FINISHED.includes(to);
  const set: Partial<HazardRow> = {
    ...change.set,
    ...(clocks ? { dueAt: clocks.dueAt } : {}),
    ...(finished ? { dueAt: null, closedAt: now } : { closedAt: null }),
    state: to,
    updatedAt: now,
    ...head,
  };
  const notices = await Promise.all((change.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  const writes = [
    event,
    db.update('hazard', set, (h) => eq(h.id, row.id)),
    ...(clocks?.writes ?? []),
    ...(change.writes ?? []),
    outboxWrite(ctx, 'search', { hazardId: row.id }),
    ...notices.flat(),
  ];
  return { writes, move: [row, { ...row, ...set }], done: { id: row.id, state: to, version: head.version } };
}
