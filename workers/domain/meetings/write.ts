import { eq } from 'drizzle-orm';
import type * as contract from '../../contract/meetings.ts';
import type { InputOf } from '../../contract/route.ts';
import { type Ctx, personId } from '../context.ts';
import { refuse } from '../errors.ts';
import { notifyWrites } from '../notifications/notify.ts';
import { born, changed } from '../people/chain.ts';
import { checkUnitsExist } from '../people/check.ts';
import { type Done, type MeetingAction, type MeetingRow, meetingFor } from './rows.ts';

type Fields = InputOf<typeof contract.addMeeting>;

export async function addMeeting(ctx: Ctx, input: Fields): Promise<Done> {
  await check(ctx, input);
  const id = ctx.newId();
  const row = {
    id,
    ...columns(input),
    state: 'planned' as const,
    createdBy: personId(ctx),
    createdAt: ctx.now,
    updatedAt: ctx.now,
    version: 0,
    eventHash: '',
  };
  const writes = born(ctx, 'meeting', row, { action: 'add', to: 'planned', data: facts(input) });
  return ctx.db.commit(writes, { id, state: row.state, version: 1 });
}

export async function editMeeting(ctx: Ctx, input: InputOf<typeof contract.editMeeting>): Promise<Done> {
  const row = await meetingFor(ctx, input, 'edit');
  await check(ctx, input);
  return ctx.db.commit(step(ctx, row, 'edit', row.state, facts(input), columns(input)), done(row, row.state));
}

/** Members of the committee and whoever else is named: each unit is invited once, and its people hear of it once. */
export async function notifyMeeting(ctx: Ctx, input: InputOf<typeof contract.notifyMeeting>): Promise<Done> {
  const { db } = ctx;
  const row = await meetingFor(ctx, input, 'notify');
  await checkUnitsExist(
    ctx,
    input.unitIds.map((id, i) => [`unitIds.${i}`, id] as const),
  );
  const { committeeMember: m, meetingAttendance: a } = db.rows;
  const [members, there] = await Promise.all([
    row.committeeId
      ? db.select({ unitId: m.unitId }).from(m).where(eq(m.committeeId, row.committeeId))
      : ([] as { unitId: string }[]),
    db.select({ unitId: a.unitId }).from(a).where(eq(a.meetingId, row.id)),
  ]);
  const invited = new Set(there.map((one) => one.unitId));
  const fresh = [...new Set([...members.map((one) => one.unitId), ...input.unitIds])].filter((id) => !invited.has(id));
  if (fresh.length === 0 && invited.size === 0) {
    refuse('bad_request', { fields: [{ path: 'unitIds', message: '请选择参会单位，或先为会议选定委员会' }] });
  }
  const when = `${row.day}${row.time ? ` ${row.time}` : ''}`;
  const notice = {
    to: fresh.map((unitId) => ({ role: 'unit_handler' as const, unitId, exact: true as const })),
    kind: 'meeting.notified',
    title: `会议通知：${row.title}`,
    body: `时间：${when}。${row.place ? `地点：${row.place}。` : ''}请安排参会。`,
    link: `/meetings/${row.id}`,
  };
  const writes = [
    ...step(ctx, row, 'notify', 'notified', { invited: fresh.length }, {}),
    ...db.insertMany(
      'meetingAttendance',
      fresh.map((unitId) => ({ meetingId: row.id, unitId, status: 'invited' })),
    ),
    ...(await notifyWrites(ctx, notice)),
  ];
  return db.commit(writes, done(row, 'notified'));
}

export async function archiveMeeting(ctx: Ctx, input: InputOf<typeof contract.archiveMeeting>): Promise<Done> {
  const row = await meetingFor(ctx, input, 'archive');
  return ctx.db.commit(step(ctx, row, 'archive', 'archived', {}, {}), done(row, 'archived'));
}

export async function cancelMeeting(ctx: Ctx, input: InputOf<typeof contract.cancelMeeting>): Promise<Done> {
  const row = await meetingFor(ctx, input, 'cancel');
  const a = ctx.db.rows.meetingAttendance;
  const units = await ctx.db.select({ unitId: a.unitId }).from(a).where(eq(a.meetingId, row.id));
  const notice = {
    to: units.map(({ unitId }) => ({ role: 'unit_handler' as const, unitId, exact: true as const })),
    kind: 'meeting.cancelled',
    title: `会议取消：${row.title}`,
    body: `原定 ${row.day} 的会议取消。${input.reason}`,
    link: `/meetings/${row.id}`,
  };
  const writes = [
    ...step(ctx, row, 'cancel', 'cancelled', { reason: input.reason }, {}),
    ...(await notifyWrites(ctx, notice)),
  ];
  return ctx.db.commit(writes, done(row, 'cancelled'));
}

export function step(
  ctx: Ctx,
  row: MeetingRow,
  action: MeetingAction,
  to: MeetingRow['state'],
  data: Record<string, unknown>,
  set: Partial<MeetingRow>,
) {
  return changed(ctx, 'meeting', row, { action, from: row.state, to, data }, { ...set, state: to, updatedAt: ctx.now });
}

export const done = (row: MeetingRow, state: MeetingRow['state']): Done => ({
  id: row.id,
  state,
  version: row.version + 1,
});

const columns = ({ committeeId, kind, title, day, time, place, agenda }: Fields) => ({
  ...{ committeeId, kind, title, day, time, place },
  agenda: JSON.stringify(agenda),
});

const facts = (input: Fields) => ({
  kind: input.kind,
  committeeId: input.committeeId,
  day: input.day,
  items: input.agenda.length,
});

async function check(ctx: Ctx, input: Fields): Promise<void> {
  await checkUnitsExist(
    ctx,
    input.agenda.map((one, i) => [`agenda.${i}.unitId`, one.unitId] as const),
  );
  if (input.committeeId === null) return;
  const c = ctx.db.rows.committee;
  const [row] = await ctx.db.select({ id: c.id }).from(c).where(eq(c.id, input.committeeId));
  if (!row) refuse('bad_request', { fields: [{ path: 'committeeId', message: '没有这个委员会' }] });
}
