import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { EngagementState, PartState } from '../../contract/expert-words.ts';
import { type ClockChange, clockWrites } from '../clocks/change.ts';
import type { Ctx } from '../context.ts';
import { refuse } from '../errors.ts';
import { stepOf } from '../machine.ts';
import { type Notice, notifyWrites } from '../notifications/notify.ts';
import { changed, sameVersion } from '../people/chain.ts';
import { ENGAGEMENT_MACHINE, FINISHED, MILESTONES, PART_MACHINE, PART_WHEN } from './machine.ts';
import type { EngagementRow, PartRow } from './rows.ts';

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
export interface Change {
  readonly set?: Partial<NewRow<'engagement'>>;
  /** Facts for the event: ids, days, officials' reasons. */
  readonly data?: Record<string, unknown>;
  readonly clocks?: ClockChange;
  readonly writes?: readonly Write[];
  readonly notices?: readonly Notice[];
}

export const stopAll = (outcome: string): ClockChange => ({ stop: MILESTONES.map((kind) => ({ kind, outcome })) });

/** Event, row, clocks and notices of a step of the whole, for the caller's own commit. @throws `wrong_state` */
export async function engagementStep(
  ctx: Ctx,
  row: EngagementRow,
  action: string,
  change: Change = {},
): Promise<{ writes: Write[]; done: Done<EngagementState> }> {
  const step = stepOf(ENGAGEMENT_MACHINE, row.state, action);
  if (typeof step === 'string') return refuse(step);
  const to = step.to as EngagementState;
  const finished = FINISHED.includes(to);
  const clocks = finished ? { ...change.clocks, ...stopAll(to) } : change.clocks;
  const timed = clocks ? await clockWrites(ctx, 'engagement', row.id, clocks) : undefined;
  const set = {
    ...change.set,
    ...(timed ? { dueAt: finished ? null : timed.dueAt } : {}),
    ...{ state: to, updatedAt: ctx.now },
  };
  const notices = await Promise.all((change.notices ?? []).map((notice) => notifyWrites(ctx, notice)));
  const event = { action, from: row.state, to, data: change.data ?? {} };
  return {
    writes: [
      ...changed(ctx, 'engagement', row, event, set),
      ...(timed?.writes ?? []),
      ...(change.writes ?? []),
      ...notices.flat(),
    ],
    done: { id: row.id, state: to, version: row.version + 1 },
  };
}

/** The same in a commit of its own, after what the sender saw was checked. */
export async function takeStep(
  ctx: Ctx,
  row: EngagementRow,
  action: string,
  seen: Seen,
  plan: () => Change | Promise<Change>,
): Promise<Done<EngagementState>> {
  sameVersion(row, seen.version);
  const step = stepOf(ENGAGEMENT_MACHINE, row.state, action);
  if (typeof step === 'string') return refuse(step);
  const { writes, done } = await engagementStep(ctx, row, action, await plan());
  const answer = await ctx.db.commit(writes, done);
  ctx.ports.wakeOutbox();
  return answer;
}

/** Event and row of one expert's step. @throws `wrong_state`, also where the whole does not allow it now */
export function partStep(
  ctx: Ctx,
  { part, row }: { part: PartRow; row: EngagementRow },
  action: string,
  set: Partial<NewRow<'engagementExpert'>> = {},
  data: Record<string, unknown> = {},
): { writes: Write[]; done: Done<PartState> } {
  const step = stepOf(PART_MACHINE, part.state, action);
  if (typeof step === 'string') return refuse(step);
  if (!PART_WHEN[action]?.includes(row.state as EngagementState)) refuse('wrong_state');
  const to = step.to as PartState;
  const event = { action, from: part.state, to, data };
  return {
    writes: changed(ctx, 'engagementExpert', part, event, { ...set, state: to, updatedAt: ctx.now }),
    done: { id: part.id, state: to, version: part.version + 1 },
  };
}
