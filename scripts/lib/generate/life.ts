import type { NewRow } from '../../../db/tenant-db.ts';
import type { HazardState } from '../../../workers/contract/hazards.ts';
import { pickPolicy } from '../../../workers/domain/clocks/policy.ts';
import { nextStepAt, plan } from '../../../workers/domain/clocks/schedule.ts';
import type { Ctx } from '../../../workers/domain/context.ts';
import { type Head, NO_EVENTS, nextEventRow } from '../../../workers/domain/events.ts';
import { factsOf } from '../../../workers/domain/hazards/assign.ts';
import { FINISHED, HAZARD_MACHINE } from '../../../workers/domain/hazards/machine.ts';
import { stepOf } from '../../../workers/domain/machine.ts';
import type { Cast } from './cast.ts';
import type { Dice } from './dice.ts';

type Clock = NewRow<'clock'>;
/** Steps of a clock that came due before the story is told. */
type Late = readonly { readonly name: string; readonly at: number }[];

/**
 * One hazard from its report on. The steps are those of the product's own machine, events and clocks are made by the
 * product's own functions: what could not have happened cannot be written.
 */
export class Life {
  readonly events: NewRow<'event'>[] = [];
  readonly clocks: Clock[] = [];
  readonly row: NewRow<'hazard'>;
  #head: Head = NO_EVENTS;
  #at: number;
  readonly #ctx: Ctx;
  readonly #cast: Cast;
  readonly #dice: Dice;
  /** When the story is told: what came due before has been heard. */
  readonly #until: number;

  constructor(ctx: Ctx, cast: Cast, dice: Dice, until: number, row: NewRow<'hazard'>) {
    this.#ctx = ctx;
    this.#cast = cast;
    this.#dice = dice;
    this.#until = until;
    this.#at = row.createdAt;
    this.row = row;
    const { source, level, placeUnitId = null, number } = row;
    this.#event(row.reportedBy as string, 'report', null, 'reported', { number, source, level, placeUnitId });
    this.start('accept');
  }

  get finished(): boolean {
    return FINISHED.includes(this.row.state);
  }

  /** A step of the machine, some hours after the one before. @throws Error when the machine has no such step */
  step(
    hours: number,
    by: string,
    action: string,
    data: Record<string, unknown>,
    set: Partial<NewRow<'hazard'>> = {},
  ): void {
    const step = stepOf(HAZARD_MACHINE, this.row.state, action);
    if (typeof step === 'string') throw new Error(`${this.row.state} has no ${action}`);
    this.#at = Math.min(this.#until - 1, this.#at + Math.ceil(hours * 3_600_000));
    this.#event(by, action, this.row.state, step.to as HazardState, data);
    Object.assign(this.row, set, { state: step.to, updatedAt: this.#at, closedAt: null });
    if (this.finished) this.row.closedAt = this.#at;
  }

  start(kind: 'accept' | 'rectify' | 'verify', unitId: string | null = null): void {
    const facts = factsOf({ sector: null, danger: false, ...this.row });
    const { source: _, ...bare } = facts;
    const policy = pickPolicy(this.#cast.policies, kind, kind === 'verify' ? bare : facts, this.#at);
    if (!policy) return;
    const schedule = plan(policy, this.#at, null, this.#cast.calendar);
    const late = schedule.steps.filter((step) => step.at <= this.#until);
    const id = this.#dice.id(this.#at);
    this.#late.set(id, late);
    this.clocks.push({
      ...{ id, entity: 'hazard', entityId: this.row.id, kind, unitId },
      ...{ policyId: policy.id, policyVersion: policy.version, anchorAt: this.#at },
      ...{ dueAt: schedule.dueAt, warnAt: schedule.warnAt },
      nextAt: nextStepAt(schedule, new Set(late.map((step) => step.name))),
    });
  }

  stop(kind: string, outcome: string): void {
    for (const clock of this.clocks) {
      if (clock.kind === kind && !clock.stoppedAt) Object.assign(clock, { stoppedAt: this.#at, outcome, nextAt: null });
    }
  }

  /** The old limit runs on, as if it had never stopped: a new epoch of the same clock. */
  restart(kind: string): void {
    const clock = this.clocks.findLast((c) => c.kind === kind);
    if (!clock) return;
    const next = [clock.warnAt, clock.dueAt].find((at) => typeof at === 'number' && at > this.#until);
    Object.assign(clock, { stoppedAt: null, outcome: null, epoch: (clock.epoch ?? 0) + 1, nextAt: next ?? null });
  }

  /** Head, limit and what was heard of it, once the last step is made. */
  end(): {
    fired: NewRow<'escalationFired'>[];
    clocks: NewRow<'clock'>[];
    late: { at: number; unitId: string | null }[];
  } {
    const running = this.clocks.filter((clock) => !clock.stoppedAt);
    const dues = running.flatMap((clock) => (typeof clock.dueAt === 'number' ? [clock.dueAt] : []));
    Object.assign(this.row, this.#head, { dueAt: dues.length > 0 ? Math.min(...dues) : null });
    const fired = running.flatMap((clock) => {
      const late = this.#late.get(clock.id) ?? [];
      for (const step of late) this.#heard(clock, step);
      return late.map(({ name, at }) => ({ clockId: clock.id, epoch: clock.epoch ?? 0, step: name, at }));
    });
    const clocks = this.clocks.map((clock) => ({ stoppedAt: null, outcome: null, epoch: 0, ...clock }));
    const late = running.flatMap(({ id, kind, unitId = null }) =>
      (this.#late.get(id) ?? []).flatMap(({ name, at }) =>
        kind === 'rectify' && name === 'overdue' ? [{ at, unitId }] : [],
      ),
    );
    return { fired, clocks, late };
  }

  readonly #late = new Map<string, Late>();
  readonly #heads = new Map<string, Head>();
  #heard(clock: Clock, step: { name: string; at: number }): void {
    const ctx = { ...this.#ctx, now: step.at, actor: { kind: 'system', reason: 'clocks' } } as const;
    const data = { of: 'hazard', id: this.row.id, epoch: clock.epoch ?? 0, steps: [step.name] };
    const body = { entity: 'clock', entityId: clock.id, action: 'fire', from: null, to: null, data };
    const { row, head } = nextEventRow(ctx, this.#heads.get(clock.id) ?? NO_EVENTS, body);
    this.#heads.set(clock.id, head);
    this.events.push(row);
  }

  #event(by: string, action: string, from: string | null, to: string, data: Record<string, unknown>): void {
    const actor = { kind: 'person', personId: by, sessionId: '', grants: [] } as const;
    const body = { entity: 'hazard', entityId: this.row.id, action, from, to, data };
    const { row, head } = nextEventRow({ ...this.#ctx, now: this.#at, actor }, this.#head, body);
    this.#head = head;
    this.events.push(row);
  }
}
