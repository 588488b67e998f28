import type { NewRow, Write } from '../../../db/tenant-db.ts';
import type { EngagementKind } from '../../contract/expert-words.ts';
import { clockWrites } from '../clocks/change.ts';
import { localDay } from '../clocks/days.ts';
import { actorKey, type Ctx } from '../context.ts';
import { born } from '../people/chain.ts';
import { enterpriseKey } from './load.ts';
import { MILESTONES, MILESTONES_OF, type Milestone } from './machine.ts';

/** A seat of a pool and the expert who holds it. */
export interface Seated {
  readonly seatId: string;
  readonly expertId: string;
}

export interface NewEngagement {
  readonly title: string;
  readonly kind: EngagementKind;
  readonly poolId: string | null;
  readonly drawId: string | null;
  /** Orders the work. */
  readonly unitId: string;
  readonly enterprise: string;
  readonly creditCode: string;
  readonly address: string;
  readonly placeUnitId: string | null;
  readonly sector: string | null;
  readonly brief: string;
  readonly duties: readonly string[];
  readonly fromDay: string;
  readonly toDay: string;
  /** Days set by a person; null leaves them to the policy in force. */
  readonly residentBy: string | null;
  readonly checkedBy: string | null;
  readonly rectifiedBy: string | null;
  readonly parts: readonly Seated[];
}

/** A line of the duty list, ticked off when it was done. */
export interface Duty {
  readonly words: string;
  readonly doneOn: string | null;
}

export const DUE_COLUMNS = { resident: 'residentBy', check: 'checkedBy', rectify: 'rectifiedBy' } as const;
export const DONE_COLUMNS = { resident: 'residentOn', check: 'checkedOn', rectify: 'rectifiedOn' } as const;

type Timed = Pick<NewEngagement, 'unitId' | 'sector' | 'residentBy' | 'checkedBy' | 'rectifiedBy'> & {
  readonly kind: string;
};

/** A milestone's clock from now on: by the day a person set, else by the policy. */
export const clockStart = (row: Timed, kind: Milestone) => ({
  kind,
  facts: { kind: row.kind, ...(row.sector ? { sector: row.sector } : {}) },
  unitId: row.unitId,
  ...(row[DUE_COLUMNS[kind]] ? { dueDay: row[DUE_COLUMNS[kind]] as string } : {}),
});

/** The milestones this work has. */
export const milestonesOf = (row: Timed): Milestone[] =>
  MILESTONES.filter((m) => MILESTONES_OF[row.kind as EngagementKind].includes(m) || row[DUE_COLUMNS[m]] !== null);

/** A new engagement with its parts and clocks, for the caller's own commit. Nobody is invited yet. */
export async function newEngagementWrites(
  ctx: Ctx,
  fields: NewEngagement,
): Promise<{ writes: Write[]; engagementId: string; number: string; partIds: string[] }> {
  const { now } = ctx;
  const { parts, duties, ...columns } = fields;
  const id = ctx.newId();
  const seq = await ctx.db.nextNumber('engagement');
  const number = `ZJ${localDay(now).slice(0, 4)}-${String(seq).padStart(4, '0')}`;
  const start = milestonesOf(fields).map((kind) => clockStart(fields, kind));
  const clocks = await clockWrites(ctx, 'engagement', id, { fresh: true, start });
  const list: Duty[] = duties.map((words) => ({ words, doneOn: null }));
  const made = { createdBy: actorKey(ctx.actor), createdAt: now, updatedAt: now, version: 0, eventHash: '' };
  const row: NewRow<'engagement'> & { id: string } = {
    ...{ id, number, state: 'planned', ...columns },
    ...{ duties: JSON.stringify(list), dueAt: clocks.dueAt, ...made },
  };
  const { kind, poolId, drawId, unitId, fromDay, toDay } = fields;
  const data = { number, kind, poolId, drawId, unitId, fromDay, toDay };
  const seated = partWrites(ctx, { ...fields, id }, parts);
  return {
    writes: [
      ...born(ctx, 'engagement', row, { action: 'plan', to: 'planned', data }),
      ...clocks.writes,
      ...seated.writes,
    ],
    engagementId: id,
    number,
    partIds: seated.ids,
  };
}

/** Parts of experts in an engagement: they see nothing of it before it goes out. */
export function partWrites(
  ctx: Ctx,
  at: { id: string; enterprise: string; creditCode: string; fromDay: string; toDay: string },
  parts: readonly Seated[],
): { writes: Write[]; ids: string[] } {
  const key = enterpriseKey(at.enterprise, at.creditCode);
  const rows = parts.map(({ expertId, seatId }) => ({
    ...{ id: ctx.newId(), engagementId: at.id, expertId, seatId, state: 'invited', enterpriseKey: key },
    ...{ fromDay: at.fromDay, toDay: at.toDay, updatedAt: ctx.now, version: 0, eventHash: '' },
  }));
  const writes = rows.flatMap((row) => {
    const data = { engagementId: at.id, expertId: row.expertId, seatId: row.seatId };
    return born(ctx, 'engagementExpert', row, { action: 'add', to: 'invited', data });
  });
  return { writes, ids: rows.map((row) => row.id) };
}
