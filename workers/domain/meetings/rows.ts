import { eq } from 'drizzle-orm';
import type { NewRow } from '../../../db/tenant-db.ts';
import type { MeetingKind, MeetingState } from '../../contract/meetings.ts';
import type { Ctx } from '../context.ts';
import { found, refuse } from '../errors.ts';
import { sameVersion } from '../people/chain.ts';
import { covers, scopeOf } from '../units/scope.ts';

export type MeetingRow = Required<NewRow<'meeting'>> & { readonly kind: MeetingKind; readonly state: MeetingState };

export interface AgendaItem {
  readonly title: string;
  readonly unitId: string | null;
}

export type MeetingAction = 'edit' | 'notify' | 'hold' | 'toTasks' | 'archive' | 'cancel';

/** State → actions. Minutes may be corrected until the meeting is archived. */
export const MEETING_MACHINE: Readonly<Record<MeetingState, readonly MeetingAction[]>> = {
  planned: ['edit', 'notify', 'hold', 'cancel'],
  notified: ['edit', 'notify', 'hold', 'cancel'],
  held: ['hold', 'toTasks', 'archive'],
  archived: [],
  cancelled: [],
};

export async function loadMeeting({ db }: Ctx, id: string): Promise<MeetingRow> {
  const m = db.rows.meeting;
  const [row] = await db.select().from(m).where(eq(m.id, id));
  return found(row) as MeetingRow;
}

/** Whoever plans for the whole district, or for the unit that leads the committee which met. */
export async function mayGiveOut(ctx: Ctx, { committeeId }: Pick<MeetingRow, 'committeeId'>): Promise<boolean> {
  const scope = await scopeOf(ctx, 'task.plan');
  if (scope === 'all' || committeeId === null) return scope === 'all';
  const c = ctx.db.rows.committee;
  const [row] = await ctx.db.select({ lead: c.leadUnitId }).from(c).where(eq(c.id, committeeId));
  return covers(scope, row?.lead ?? null);
}

/** @throws `conflict`, `wrong_state` */
export async function meetingFor(
  ctx: Ctx,
  seen: { id: string; version: number },
  action: MeetingAction,
): Promise<MeetingRow> {
  const row = await loadMeeting(ctx, seen.id);
  sameVersion(row, seen.version);
  if (!MEETING_MACHINE[row.state].includes(action)) refuse('wrong_state');
  return row;
}

export interface Done {
  readonly id: string;
  readonly state: MeetingState;
  readonly version: number;
}
